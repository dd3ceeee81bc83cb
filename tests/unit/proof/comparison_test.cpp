#include <doctest/doctest.h>

#include "proof/comparison.hpp"

namespace moa::proof {

namespace {

ArmOutcomes arm(const std::string& name, const std::string& marks) {
    ArmOutcomes outcomes{name, {}};
    for (const char mark : marks) {
        if (mark == '.') {
            outcomes.outcomes.emplace_back();
        } else {
            outcomes.outcomes.emplace_back(Outcome{mark == '1'   ? 1.0
                                                   : mark == 'h' ? 0.5
                                                                 : 0.0,
                                                   mark != 'x', 0.25});
        }
    }
    return outcomes;
}

}  // namespace

TEST_CASE("only questions that both arms were asked are compared") {
    const Comparison result = compare(arm("recipe", "1101.x"), arm("best", "0100111"), {});
    CHECK(result.questions == 5);
    CHECK(result.flips == statistics::Flips{1, 1, 2, 1});
    CHECK(result.difference == doctest::Approx(0.2));
    CHECK(result.arm_cost_usd == doctest::Approx(1.25));
    CHECK(result.baseline_cost_usd == doctest::Approx(1.25));
    CHECK(result.p_value == 1);
    CHECK(finding_of(result) == Finding::no_difference);
}

TEST_CASE("what a comparison finds") {
    const std::string good(60, '1');
    const std::string bad(60, '0');
    CHECK(finding_of(compare(arm("a", good), arm("b", bad), {})) == Finding::better);
    CHECK(finding_of(compare(arm("a", bad), arm("b", good), {})) == Finding::worse);
    CHECK(finding_of(compare(arm("a", good), arm("b", good), {})) == Finding::no_difference);
    CHECK(finding_of(compare(arm("a", ""), arm("b", ""), {})) == Finding::no_difference);
}

TEST_CASE("a few flips find nothing, however much one way they go") {
    const std::string base(26, '1');
    const Comparison four = compare(arm("a", base + "1111"), arm("b", base + "0000"), {});
    CHECK(four.interval.low > 0);
    CHECK(four.p_value == doctest::Approx(0.125));
    CHECK(finding_of(four) == Finding::no_difference);
    CHECK(finding_of(compare(arm("a", base + "111111"), arm("b", base + "000000"), {})) == Finding::better);
}

TEST_CASE("turns of one conversation are drawn together") {
    // The same differences, in one conversation and in sixty.
    const std::string marks(60, '1');
    const std::string others = std::string(20, '0') + std::string(40, '1');
    const Comparison apart = compare(arm("a", marks), arm("b", others), {});
    CHECK(apart.interval.low > 0.1);
    CHECK(apart.interval.high < 0.6);
    std::vector<std::size_t> pairs;
    for (std::size_t i = 0; i < 60; ++i)
        pairs.push_back(i / 20);
    const Comparison together = compare(arm("a", marks), arm("b", others), pairs);
    CHECK(together.difference == apart.difference);
    CHECK(together.interval.low == 0);
    CHECK(together.interval.high == 1);
}

}  // namespace moa::proof
