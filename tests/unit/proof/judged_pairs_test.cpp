#include "proof/judged_pairs.hpp"

#include <doctest/doctest.h>

namespace moa::proof {

TEST_CASE("each turn is judged with the conversation before it") {
    const judging::Question question{"81", {"q1", "q2"}, {}};
    // A derived arm follows the conversation of the arm that it is made of.
    const auto pairs =
        judged_pairs(question, {{"r1", "r2"}, {"r1", "r2"}}, {{"d1", "d2"}, {"s1", "s2"}}, "other", 3);
    REQUIRE(pairs.size() == 2);
    CHECK(pairs[0].id == "81/other");
    CHECK(pairs[0].b == std::vector<std::string>{"d1"});
    CHECK(pairs[1].id == "81/other#2");
    CHECK(pairs[1].questions == std::vector<std::string>{"q1", "q2"});
    CHECK(pairs[1].a == std::vector<std::string>{"r1", "r2"});
    CHECK(pairs[1].b == std::vector<std::string>{"s1", "d2"});
    CHECK(pairs[1].facts.cluster == 3);
    CHECK_FALSE(pairs[1].facts.given);
}

TEST_CASE("a turn that was never begun is lost") {
    const judging::Question question{"81", {"q1", "q2"}, {}};
    const auto pairs = judged_pairs(question, {{"r1", "r2"}, {"r1", "r2"}}, {{"d1"}, {"d1"}}, "other", 0);
    CHECK_FALSE(pairs[0].facts.given);
    CHECK(pairs[1].facts.given == 1.0);
}

}  // namespace moa::proof
