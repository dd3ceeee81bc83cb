#include <doctest/doctest.h>

#include <string>

#include "simulate/arithmetic.hpp"
#include "simulate/keywords.hpp"
#include "simulate/references.hpp"
#include "simulate/tokens.hpp"
#include "wire/utf8.hpp"

namespace moa::simulate {

namespace {

std::string result_of(std::string_view question) {
    const auto sum = find_sum(question);
    return sum ? sum->text() + " = " + sum->result : "none";
}

}  // namespace

TEST_CASE("tokens join to the text, are whole UTF-8 and about a word long") {
    for (const std::string text :
         {"Why is the sky blue?", "internationalisation 12345678 == ===== \n\n\n  x",
          "Ελληνικά и русский текст, größer", "日本語の文章です。", "👩‍👩‍👧 🇩🇪 e\xCC\x81",
          " ", "", "  leading and trailing  "}) {
        std::string joined;
        for (const std::string_view token : split_tokens(text)) {
            CHECK_FALSE(token.empty());
            CHECK(token.size() <= 16);
            CHECK(wire::is_valid_utf8(token));
            joined += token;
        }
        CHECK(joined == text);
        CHECK(count_tokens(text) == split_tokens(text).size());
    }
    CHECK(split_tokens("Why is it so") == std::vector<std::string_view>{"Why", " is", " it", " so"});
    CHECK(split_tokens("日本") == std::vector<std::string_view>{"日", "本"});
}

TEST_CASE("sums in questions") {
    CHECK(result_of("What is 17 * 23?") == "17 × 23 = 391");
    CHECK(result_of("17*23") == "17 × 23 = 391");
    CHECK(result_of("17 × 23") == "17 × 23 = 391");
    CHECK(result_of("17 times 23, please") == "17 × 23 = 391");
    CHECK(result_of("compute 5 - 8") == "5 − 8 = -3");
    CHECK(result_of("7 divided by 2") == "7 ÷ 2 = 3.5");
    CHECK(result_of("1 / 3") == "1 ÷ 3 = 0.3333333333");
    CHECK(result_of("0.1 + 0.2") == "0.1 + 0.2 = 0.3");
    CHECK(result_of("999999999 * 999999999") == "999999999 × 999999999 = 999999998000000001");
    CHECK(result_of("8 / 0") == "8 ÷ 0 = ");
    CHECK(result_of("In 2024 I had 3 + 4 apples") == "3 + 4 = 7");
}

TEST_CASE("what only looks like a sum") {
    for (const char* question :
         {"at 10:40 every day", "on 2024-05-03", "5-10 people", "3/4 cup", "1 + 2 + 3", "v2 + 3", "C++ 17",
          "a 1920x1080 screen", "17 *", "* 23", "17", "", "1234567890123 + 1"}) {
        CAPTURE(question);
        CHECK(result_of(question) == "none");
    }
}

TEST_CASE("long multiplication is shown by tens and units") {
    CHECK(find_sum("17 * 23")->way == "17 × 20 + 17 × 3 = 340 + 51");
    CHECK(find_sum("17 * 20")->way.empty());
    CHECK(find_sum("7 * 8")->way.empty());
}

TEST_CASE("references are found in order and whole") {
    const auto found = find_references("Agent.\n\nResponses from models:\n1. one\nmore\n2. two\n3. ");
    CHECK(found == std::vector<std::string_view>{"one\nmore", "two", ""});
    CHECK(find_references("").empty());
    CHECK(find_references("Responses from models:").empty());
    CHECK(find_references("The answers:\n1. a\n2. b").size() == 2);
    CHECK(find_references("Rules:\n1. a\n2. b").empty());
}

TEST_CASE("the key point is the sentence that commits itself most, as plain text") {
    CHECK(
        key_point(
            "## Title\n\n| a | b |\n|---|---|\n\n```sh\nif code here\n```\n- **Bold** `x` first. Second.") ==
        "Bold x first.");
    CHECK(key_point("1) Keep two piles. Then go on.") == "Keep two piles.");
    CHECK(key_point("It is cold.\n\nIf it freezes, cover the plants. It may.") ==
          "If it freezes, cover the plants.");
    CHECK(key_point("It is cold. It is 5 degrees.") == "It is 5 degrees.");
    CHECK(key_point("Is it cold?\n\nLead-in:\n\nThe point") == "The point");
    CHECK(key_point("*This is a scripted reply; no model was called.*").empty());
    CHECK(key_point("").empty());
    CHECK(key_point("# only a title\n\n```\nand code").empty());
    std::string words;
    for (int i = 0; i < 100; ++i)
        words += "größer ";
    CHECK(key_point(words).size() <= 184);
    std::string unbroken;
    for (int i = 0; i < 100; ++i)
        unbroken += "語";
    CHECK(wire::is_valid_utf8(key_point(unbroken)));
}

TEST_CASE("keywords and quotes") {
    CHECK(keywords("How do tides behave in a narrow estuary?", 3) ==
          std::vector<std::string>{"tides", "narrow", "estuary"});
    CHECK(keywords("Who am I?", 2) == std::vector<std::string>{"Who", "am"});
    CHECK(keywords("?!", 3).empty());
    CHECK(simulate::quoted(" a\n\n b ") == "a b");
    const std::string quote =
        simulate::quoted(std::string(50, 'a') + " " + std::string(60, 'b') + " " + std::string(60, 'c'));
    CHECK(quote == std::string(50, 'a') + " " + std::string(60, 'b') + "...");
}

}  // namespace moa::simulate
