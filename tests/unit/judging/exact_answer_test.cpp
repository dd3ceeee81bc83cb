#include <doctest/doctest.h>

#include "json.hpp"
#include "judging/exact_answer.hpp"

namespace moa::judging {

namespace {

bool no_patterns(const std::string&, std::string_view) {
    FAIL("no pattern is searched for here");
    return false;
}

bool right(const Json& expected, std::string_view answer) {
    return is_right(expected_of(expected).value(), answer, no_patterns);
}

}  // namespace

TEST_CASE("what a field expects") {
    CHECK(expected_of(42) == Expected{ExpectedKind::number, "", 42});
    CHECK(expected_of("1,234.5") == Expected{ExpectedKind::number, "", 1234.5});
    CHECK(expected_of(" -3 ") == Expected{ExpectedKind::number, "", -3});
    CHECK(expected_of("C") == Expected{ExpectedKind::choice, "C", 0});
    CHECK(expected_of("/^ab+c$/") == Expected{ExpectedKind::pattern, "^ab+c$", 0});
    CHECK(expected_of("Lisbon") == Expected{ExpectedKind::text, "Lisbon", 0});
    CHECK(expected_of("12 apples") == Expected{ExpectedKind::text, "12 apples", 0});
    CHECK_FALSE(expected_of(""));
    CHECK_FALSE(expected_of(nullptr));
    CHECK_FALSE(expected_of(Json::array({1})));
}

TEST_CASE("the final number of an answer counts") {
    CHECK(right(18, "16 - 3 - 4 = 9 eggs, 9 * 2 = $18 every day.\n#### 18"));
    CHECK(right(18, "So \\boxed{18}, checked against 9."));
    CHECK(right(18, "The answer is 18, since 9 * 2 is."));
    CHECK(right(18, "**Answer:** 18.0"));
    CHECK(right(1234567, "In total 1,234,567"));
    CHECK(right(-4, "x = -4"));
    CHECK(right(0.333333, "1/3, which is 0.3333333"));
    CHECK(right(20, "between 10-20"));
    CHECK_FALSE(right(18, "The answer is 17. (Not 18.)"));
    CHECK_FALSE(right(18, "There is none."));
    CHECK_FALSE(right(18, ""));
    CHECK_FALSE(right(2, "the variable x2"));
}

TEST_CASE("the final letter of an answer counts") {
    CHECK(right("C", "A is wrong, B too. The answer is (C)."));
    CHECK(right("C", "Answer: C"));
    CHECK(right("C", "**C**"));
    CHECK(right("C", "\\boxed{C} and not D"));
    CHECK_FALSE(right("C", "The answer is (D), not C"));
    CHECK_FALSE(right("C", "Carbon"));
    CHECK_FALSE(right("C", ""));
}

TEST_CASE("words and patterns are looked for in the whole answer") {
    CHECK(right("Lisbon", "It is LISBON, of course."));
    CHECK_FALSE(right("Lisbon", "It is Porto."));
    std::string searched;
    const auto search = [&](const std::string& pattern, std::string_view text) {
        searched = pattern + " in " + std::string(text);
        return true;
    };
    CHECK(is_right(expected_of("/a+/").value(), "baab", search));
    CHECK(searched == "a+ in baab");
}

}  // namespace moa::judging
