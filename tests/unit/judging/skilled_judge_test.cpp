#include "judging/skilled_judge.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "judging/judge_prompt.hpp"

namespace moa::judging {

namespace {

const std::string judged_question = simulate::calibration_question(4);
const std::string right_words = "The answer is " + std::to_string(simulate::calibration_truth(4)) + ".";
const std::string wrong_words = "The answer is 12.";

std::optional<Verdict> verdict_of(const simulate::SkilledModel& judge, const std::string& first,
                                  const std::string& second) {
    const auto reply = judge_by_skill(judge, judge_messages({{judged_question}, {first}, {second}}));
    REQUIRE(reply);
    return read_verdict(*reply);
}

}  // namespace

TEST_CASE("a simulated judge recognises what judges are asked") {
    simulate::SkilledModel judge;
    judge.name = "judy";
    judge.correct = 1;
    CHECK(verdict_of(judge, right_words, wrong_words) == Verdict::first);
    CHECK(verdict_of(judge, wrong_words, right_words) == Verdict::second);
    CHECK(verdict_of(judge, right_words, right_words) == Verdict::tie);
    CHECK(verdict_of(judge, wrong_words, "I do not know.") == Verdict::tie);
    judge.correct = 0;
    CHECK(verdict_of(judge, right_words, wrong_words) == Verdict::second);
    judge.leans = 1;
    CHECK(verdict_of(judge, wrong_words, right_words) == Verdict::first);
    CHECK_FALSE(judge_by_skill(judge, {{"user", judged_question}}));
}

TEST_CASE("of two turns the simulated judge judges the second") {
    simulate::SkilledModel judge;
    judge.name = "judy";
    judge.correct = 1;
    const auto reply =
        judge_by_skill(judge, judge_messages({{simulate::calibration_question(1), judged_question},
                                              {right_words, right_words},
                                              {wrong_words, wrong_words}}));
    CHECK(read_verdict(*reply) == Verdict::first);
}

TEST_CASE("its skill is what its name says") {
    const auto judge = simulate::parse_skilled_model("skilled/judy,correct=0.8,leans=0.25");
    REQUIRE(judge);
    CHECK(simulate::to_model_id(*judge) == "skilled/judy,correct=0.8,leans=0.25");
    int first = 0;
    constexpr int games = 20'000;  // four standard errors of a share are at most 0.015
    for (std::uint64_t game = 0; game < games; ++game)
        first += verdict_by_skill(*judge, true, false, game) == Verdict::first ? 1 : 0;
    CHECK(std::abs(static_cast<double>(first) / games - (0.25 + 0.75 * 0.8)) < 0.015);
}

}  // namespace moa::judging
