#include "native/cli/terminal/terminal_text.hpp"

#include <doctest/doctest.h>

#include "json.hpp"

using namespace moa::cli;

TEST_CASE("JSON is the same, without what a terminal obeys or what turns text round") {
    const std::string json =
        "{\"a\":\"\xc2\x9b"
        "31m\x7f \u202e\u2066\u2028\u061c\u200f Gr\u00fcn \u5929\"}";
    const std::string escaped = escaped_json(json);
    CHECK(escaped == "{\"a\":\"\\u009b31m\\u007f \\u202e\\u2066\\u2028\\u061c\\u200f Gr\u00fcn \u5929\"}");
    CHECK(moa::parse_json(escaped) == moa::parse_json(json));
    CHECK(escaped_json("").empty());
}

TEST_CASE("terminal text: nothing a model writes can steer the terminal") {
    CHECK(harmless("\x1b[2J\x1b]0;owned\x07") == "␛[2J␛]0;owned␇");
    CHECK(harmless("a\rb\bc\x7f") == "a␍b␈c␡");
    CHECK(harmless("\xc2\x9b"
                   "31m") == "\uFFFD31m");  // C1 control sequence introducer
    CHECK(harmless("\xe2\x80\xae"
                   "evil") == "\uFFFDevil");  // right-to-left override
    CHECK(harmless("\xff\xc3") == "\uFFFD\uFFFD");
    CHECK(harmless("tab\tand\nline") == "tab\tand\nline");
    CHECK(harmless("  one \r\n two\t three", true) == "one two three");
    CHECK(harmless("日本語 é 👍") == "日本語 é 👍");
}

TEST_CASE("terminal text: widths") {
    CHECK(text_width("plain") == 5);
    CHECK(text_width("日本語") == 6);
    CHECK(text_width("e\xcc\x81") == 1);
    CHECK(text_width("👍") == 2);
    CHECK(text_width("Ωж") == 2);
    CHECK(text_width("\U0001f1e9\U0001f1ea") == 2);  // a flag: a column for each of its letters
    CHECK(text_width("\u1112\u1161\u11ab") == 2);    // a syllable of Hangul in three letters
}

TEST_CASE("terminal text: each code point has the columns that Unicode's properties give it") {
    const auto all_take = [](int columns, std::u32string_view characters) {
        for (const char32_t c : characters) {
            CAPTURE(static_cast<unsigned>(c));
            CHECK(code_point_width(c) == columns);
        }
    };
    // Hebrew point, Arabic superscript alef, signs of Bengali, Tamil, Telugu and Kawi; format characters;
    // half marks.
    all_take(0, U"\u05bf\u0670\u09c1\u0bc0\u0c46\U00011f36\u061c\u200d\u2066\ufeff\ufe0f\ufe20\U000e0041");
    // Hexagrams and trigrams, Tai Xuan Jing, Tangut components, a tile, a card, a new emoji.
    all_take(2,
             U"\u2630\u4dc0\U0001d300\U00018d80\U0001f004\U0001f0cf\U0001faea\u3042\uff01\ud7a3\U0003134a");
    // Symbols among emoji that are none by themselves, flag letters, spacing signs, signs that stand around
    // numbers.
    all_take(1,
             U"\u274d\u2756\u27b1\u2b51\u3248\u303f\U0001f321\U0001f5a5\U0001f6e0\U0001f700\U0001f1e6\u0903"
             U"\u0600\u06dd");
}

TEST_CASE("terminal text: cut at both ends, never inside a character, never too wide") {
    CHECK(cut_to_width("hello", 5) == "hello");
    CHECK(cut_to_width("hello!", 5) == "hell…");
    CHECK(cut_to_width("日本語", 6) == "日本語");
    CHECK(cut_to_width("日本語", 5) == "日本…");
    CHECK(cut_to_width("日本語", 4) == "日…");
    CHECK(cut_to_width("x", 0).empty());
    CHECK(tail_to_width("hello", 5) == "hello");
    CHECK(tail_to_width("hello!", 5) == "…llo!");
    CHECK(tail_to_width("日本語", 5) == "…本語");
    CHECK(tail_to_width("日本語", 4) == "…語");
    for (int columns = 0; columns < 12; ++columns) {
        CHECK(text_width(cut_to_width("a日b本c語d", columns)) <= columns);
        CHECK(text_width(tail_to_width("a日b本c語d", columns)) <= columns);
    }
}

TEST_CASE("terminal text: the last lines of a wrapped text") {
    using Lines = std::vector<std::string>;
    CHECK(last_wrapped_lines("one two three four", 9, 5) == Lines{"one two ", "three ", "four"});
    CHECK(last_wrapped_lines("one two three four", 9, 1) == Lines{"four"});
    CHECK(last_wrapped_lines("abcdefghij", 4, 5) == Lines{"abcd", "efgh", "ij"});
    CHECK(last_wrapped_lines("a\n\nb", 10, 5) == Lines{"a", "", "b"});
    const std::string text(100'000, 'x');
    CHECK(last_wrapped_lines(text, 10, 3).size() == 3);
}
