#include "native/cli/terminal/table.hpp"

#include <doctest/doctest.h>

using moa::cli::table_lines;

TEST_CASE("columns are aligned, numbers to the right, and no line ends in space") {
    const auto lines =
        table_lines({{"NAME"}, {"SIZE", true}, {"NOTE"}}, {{"a", "1", ""}, {"日本", "100", "x"}});
    REQUIRE(lines.size() == 3);
    CHECK(lines[0] == "NAME  SIZE  NOTE");
    CHECK(lines[1] == "a        1");
    CHECK(lines[2] == "日本   100  x");
}

TEST_CASE("only the last column is cut, and not to nothing") {
    const std::vector<std::vector<std::string>> rows = {{"a-long-identifier", "words that go on and on"}};
    CHECK(table_lines({{""}, {""}}, rows, 32)[1] == "a-long-identifier  words that g…");
    CHECK(table_lines({{""}, {""}}, rows, 22)[1] == "a-long-identifier  words that go on and on");
}

TEST_CASE("cells cannot steer the terminal or break the table") {
    CHECK(table_lines({{"A"}}, {{"x\x1b[31m\ny\tz"}})[1] == "x␛[31m y z");
}
