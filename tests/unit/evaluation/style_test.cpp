// What Arena-Hard counts. Expected figures are those of its own add_markdown_info.py (lm-sys/arena-hard-auto
// efc012e).
#include "evaluation/style.hpp"

#include <doctest/doctest.h>

#include "json.hpp"

using namespace moa;

namespace {

/// h1 … h6, ordered, unordered, **, __
std::vector<int> counts(std::string_view answer) {
    const JsonBox box = evaluation::style_metadata(answer);
    std::vector<int> numbers;
    for (const char* group : {"header_count", "list_count", "bold_count"})
        for (const Json& number : (*box)[group])
            numbers.push_back(number.get<int>());
    return numbers;
}

using Counts = std::vector<int>;

}  // namespace

TEST_CASE("headers, lists and bold text are counted at the beginnings of lines") {
    CHECK(counts("# a\n## b\n###### c\n####### d\n#e\n x # f\n") == Counts{1, 1, 0, 0, 0, 1, 0, 0, 0, 0});
    CHECK(counts("1. a\n  2. b\n3.c\n- d\n* e\n+ f\n-g\n") == Counts{0, 0, 0, 0, 0, 0, 2, 3, 0, 0});
    CHECK(counts("**a** ** b** **c\nd** ***e*** __f__ ____") == Counts{0, 0, 0, 0, 0, 0, 0, 0, 3, 1});
}

TEST_CASE("blank lines before a list belong to its first match, and a match may end in a line feed") {
    CHECK(counts("\n\n1. a\n\n\n2.\n3. b") == Counts{0, 0, 0, 0, 0, 0, 3, 0, 0, 0});
    CHECK(counts("#\n#\n") == Counts{2, 0, 0, 0, 0, 0, 0, 0, 0, 0});
}

TEST_CASE("blank lines cost what they are long") {
    // Looked through from each of their beginnings, they would take minutes.
    CHECK(counts(std::string(1'000'000, '\n') + "1. a") == Counts{0, 0, 0, 0, 0, 0, 1, 0, 0, 0});
    CHECK(counts(std::string(1'000'000, '\n') + "a\n- b") == Counts{0, 0, 0, 0, 0, 0, 0, 1, 0, 0});
}

TEST_CASE("Python's white space and digits are Unicode's") {
    CHECK(counts("#\u00a0a\n\u0663. b\n\u3000- c\n") == Counts{1, 0, 0, 0, 0, 0, 1, 1, 0, 0});
}

TEST_CASE("code blocks are not counted, and neither is their text elsewhere") {
    CHECK(counts("```\n# a\n- b\n```\n# c\n- d\n") == Counts{1, 0, 0, 0, 0, 0, 0, 1, 0, 0});
    CHECK(counts("```\n# a\n- b\n```\n# a\n- b\n") == Counts{0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    CHECK(counts("```# a\n```\n# a\n") == Counts{0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    CHECK(counts("```a`b``` **c**") == Counts{0, 0, 0, 0, 0, 0, 0, 0, 1, 0});
}
