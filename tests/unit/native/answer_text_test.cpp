// Answers as a terminal shows them.
#include "native/cli/terminal/answer_text.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "native/cli/terminal/terminal_text.hpp"

using moa::cli::answer_text;

namespace {

std::string plain(std::string_view markdown, int columns) {
    return answer_text(markdown, {columns, false});
}

/// The widest line.
int widest(const std::string& text) {
    int most = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        most = std::max(most, moa::cli::text_width(std::string_view(text).substr(at, end - at)));
        at = end + 1;
    }
    return most;
}

}  // namespace

TEST_CASE("prose is wrapped at words, and within a word that is longer than the line") {
    CHECK(plain("one two three four", 9) == "one two\nthree\nfour\n");
    CHECK(plain("abcdefghijklmnop", 10) == "abcdefghij\nklmnop\n");
    CHECK(plain("first\\\nsecond", 40) == "first\nsecond\n");
    CHECK(plain("日本語日本語", 8) == "日本語日\n本語\n");
}

TEST_CASE("lists keep their markers, and what belongs to an item stands under its words") {
    CHECK(plain("- one two three\n- four\n  1. nested", 12) == "• one two\n  three\n• four\n  1. nested\n");
    CHECK(plain("1. first\n\n   more of it\n10. tenth", 40).find("\n   more of it\n") != std::string::npos);
    CHECK(plain("- [ ] open\n- [x] done", 40) == "☐ open\n☑ done\n");
    CHECK(plain("> quoted words here", 14) == "│ quoted words\n│ here\n");
}

TEST_CASE("code is not wrapped, and a table takes no more than its room") {
    CHECK(plain("```\na long line of code that is wider\n```", 10) ==
          "  a long line of code that is wider\n");
    const std::string table = plain(
        "| name | what it is |\n|---|--:|\n| alpha | a long description that is wrapped in its cell |\n", 30);
    CHECK(widest(table) <= 30);
    CHECK(table.find("alpha │") != std::string::npos);
}

TEST_CASE("no text takes more columns than there are, however narrow") {
    const std::string text = plain("# Heading of words\n\nwords and words\n\n- item of words\n\n> quote", 12);
    CHECK(widest(text) <= 12);
}

TEST_CASE("what a model writes cannot steer the terminal, not as an entity either") {
    const std::string text = answer_text(
        "&#27;[31m `\x1b[2J` **\xC2\x9B** [&#7;](https://a.example/\x1b)\n\n```c\n\x1b[0m\n```", {40, true});
    std::size_t escapes = 0;
    for (std::size_t at = 0; (at = text.find('\x1b', at)) != std::string::npos; ++at) {
        ++escapes;
        CHECK(text.compare(at, 3, "\x1b[0") == 0);
        CHECK((text[at + 3] == 'm' || text[at + 3] == ';'));
    }
    CHECK(escapes > 0);
    CHECK(text.find('\a') == std::string::npos);
    CHECK(text.find("\xC2\x9B") == std::string::npos);
}
