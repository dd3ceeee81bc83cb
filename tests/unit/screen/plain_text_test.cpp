// Markdown as the words that are read.
#include "screen/plain_text.hpp"

#include <doctest/doctest.h>

namespace moa::screen {

TEST_CASE("the marks of Markdown are left out of a line, and what looks like them is not") {
    CHECK(plain_line("### The **sky** is `blue`") == "The sky is blue");
    CHECK(plain_line("> > *Really?*") == "Really?");
    CHECK(plain_line("- [x] one") == "one");
    CHECK(plain_line("12. second") == "second");
    CHECK(plain_line("| Red | 650 nm |") == "Red \u00b7 650 nm");
    CHECK(plain_line("|a||\\|b  c|") == "a \u00b7 |b c");
    CHECK(plain_line("| | b |") == "b");
    CHECK(plain_line("2 * 3 = 6 and snake_case") == "2 * 3 = 6 and snake_case");
    CHECK(plain_line("-5 degrees, 1.5 litres") == "-5 degrees, 1.5 litres");
    CHECK(plain_line("a \\* b") == "a * b");
    CHECK(plain_line("").empty());
}

TEST_CASE("a text falls into headings, paragraphs, entries of lists and tables, and code") {
    const std::vector<PlainPassage> expected = {
        {Passage::heading, "Why"},
        {Passage::paragraph, "The sky is blue."},
        {Passage::entry, "first and its second line"},
        {Passage::entry, "second"},
        {Passage::code, "if a:\n\n    b  # *c*"},
        {Passage::entry, "a \u00b7 b"},
        {Passage::entry, "1 \u00b7 2"},
        {Passage::paragraph, "End."},
    };
    CHECK(
        plain_passages(
            "# Why\r\nThe sky\r\nis **blue**.\r\n\r\n- first\r\n  and its second line\r\n2. second\r\n"
            "```py\r\nif a:\r\n\r\n    b  # *c*\r\n```\r\n| a | b |\r\n|---|---|\r\n| 1 | 2 |\r\n\r\nEnd.") ==
        expected);
    CHECK(plain_passages("\n\n---\n").empty());
    CHECK(plain_passages("```\nunfinished") == std::vector<PlainPassage>{{Passage::code, "unfinished"}});
}

}  // namespace moa::screen
