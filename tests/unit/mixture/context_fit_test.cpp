#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "mixture/context_fit.hpp"
#include "wire/chat.hpp"
#include "wire/utf8.hpp"

namespace moa::test {

using mixture::ContextFit;
using mixture::FitPlan;
using mixture::FitQuestion;
using mixture::plan_fit;
using mixture::window_steps;

namespace {

using Keep = std::vector<std::optional<std::int64_t>>;
using Steps = std::vector<std::pair<std::size_t, std::size_t>>;

/// 100 tokens of prompt around references of these lengths, a context of 1000, 100 of them for the answer.
FitQuestion asked(ContextFit choice, std::vector<std::int64_t> references) {
    FitQuestion question;
    question.fixed_tokens = 100;
    question.reference_tokens = std::move(references);
    question.context_tokens = 1000;
    question.answer_tokens = 100;
    question.choice = choice;
    question.measured = true;
    return question;
}

}  // namespace

TEST_CASE("what fits is left as it is, whatever the choice") {
    for (const ContextFit choice :
         {ContextFit::fail, ContextFit::window, ContextFit::trim_longest, ContextFit::drop_lowest}) {
        const FitPlan plan = plan_fit(asked(choice, {400, 400}));
        CHECK(plan.outcome == FitPlan::Outcome::fits);
        CHECK(plan.needed_tokens == 900);
        CHECK(plan.available_tokens == 900);
        CHECK(plan.keep == Keep(2));
        CHECK(plan.window == 0);
        CHECK(plan.sentence.empty());
    }
}

TEST_CASE("a model of unknown context is sent what there is") {
    FitQuestion question = asked(ContextFit::drop_lowest, {100'000});
    question.context_tokens.reset();
    CHECK(plan_fit(question).outcome == FitPlan::Outcome::unknown);
}

TEST_CASE("fail: the numbers are said, and an estimate that was never checked gets the benefit of doubt") {
    FitQuestion question = asked(ContextFit::fail, {400, 500});
    FitPlan plan = plan_fit(question);
    CHECK(plan.outcome == FitPlan::Outcome::too_long);
    CHECK(plan.sentence ==
          "The prompt needs about 1,000 tokens, but the context window leaves 900 for it and keeps 100 for "
          "the answer (max. output tokens). Set context overflow (context_fit) to window or "
          "trim_longest.");
    question.measured = false;
    CHECK(plan_fit(question).outcome == FitPlan::Outcome::fits);
    question.reference_tokens = {600, 600};
    CHECK(plan_fit(question).outcome == FitPlan::Outcome::too_long);
}

TEST_CASE("the learned ratio decides, not the rule of thumb") {
    FitQuestion question = asked(ContextFit::fail, {400, 300});
    question.token_ratio = 1.5;
    CHECK(plan_fit(question).needed_tokens == 1200);
    CHECK(plan_fit(question).outcome == FitPlan::Outcome::too_long);
    question = asked(ContextFit::fail, {600, 600});
    question.token_ratio = 0.5;
    CHECK(plan_fit(question).outcome == FitPlan::Outcome::fits);
}

TEST_CASE("trim_longest: only the longest lose, down to one common length") {
    const FitPlan plan = plan_fit(asked(ContextFit::trim_longest, {100, 500, 700}));
    CHECK(plan.outcome == FitPlan::Outcome::changed);
    CHECK(plan.keep == Keep{std::nullopt, 350, 350});
    CHECK(plan.sentence ==
          "The prompt needs about 1,400 tokens, but the context window leaves 900 for it: the longest 2 "
          "responses were cut to about 350 tokens each.");
    CHECK(plan_fit(asked(ContextFit::trim_longest, {100, 200, 700}))
              .sentence.ends_with("the longest response was cut to about 500 tokens."));
    CHECK(plan_fit(asked(ContextFit::trim_longest, std::vector<std::int64_t>(40, 100))).outcome ==
          FitPlan::Outcome::too_long);
}

TEST_CASE("drop_lowest: who agrees least goes first, one always stays") {
    FitQuestion question = asked(ContextFit::drop_lowest, {400, 300, 300, 200});
    question.agreement = {0.5, 0.1, 0.4, 0.2};
    const FitPlan plan = plan_fit(question);
    CHECK(plan.outcome == FitPlan::Outcome::changed);
    CHECK(plan.keep == Keep{std::nullopt, 0, std::nullopt, 0});
    CHECK(plan.sentence.ends_with(": the 2 responses least similar to the others were dropped."));
    question.agreement.clear();
    CHECK(plan_fit(question).keep == Keep{std::nullopt, std::nullopt, 0, 0});
    CHECK(plan_fit(asked(ContextFit::drop_lowest, {801, 900})).outcome == FitPlan::Outcome::too_long);
}

TEST_CASE("window: as many at a time as fit beside a result of full length") {
    const FitPlan plan = plan_fit(asked(ContextFit::window, {300, 300, 300, 300}));
    CHECK(plan.outcome == FitPlan::Outcome::changed);
    CHECK(plan.window == 2);
    CHECK(plan.keep == Keep(4));
    CHECK(plan.sentence.ends_with(": aggregated in 3 steps, at most 2 responses at a time."));
    CHECK(plan_fit(asked(ContextFit::window, {200, 200, 200, 200, 200})).window == 4);
}

TEST_CASE("where no window fits, the longest references are trimmed") {
    const FitPlan plan = plan_fit(asked(ContextFit::window, {500, 500, 10}));
    CHECK(plan.window == 0);
    CHECK(plan.keep == Keep{395, 395, std::nullopt});
    CHECK(plan_fit(asked(ContextFit::window, {900})).keep == Keep{800});
    FitQuestion question = asked(ContextFit::window, {400, 400});
    question.fixed_tokens = 890;
    CHECK(plan_fit(question).outcome == FitPlan::Outcome::too_long);
}

TEST_CASE("a small context is fitted where the recipe does not say what to do, a large one is not") {
    FitQuestion question = asked(ContextFit::fail, {300, 300, 300, 300});
    question.choice.reset();
    CHECK(plan_fit(question).window == 2);
    question.context_tokens = 32'768;
    question.reference_tokens = {20'000, 20'000};
    CHECK(plan_fit(question).outcome == FitPlan::Outcome::too_long);
    CHECK(mixture::default_fit(16'384) == ContextFit::window);
    CHECK(mixture::default_fit(16'385) == ContextFit::fail);
}

TEST_CASE("no more than half of the context is kept for the answer") {
    CHECK(mixture::kept_for_answer(4096, 2048) == 2048);
    CHECK(mixture::kept_for_answer(4096, 8192) == 2048);
    CHECK(mixture::kept_for_answer(4096, 100) == 100);
    FitQuestion question = asked(ContextFit::fail, {200});
    question.answer_tokens = 5000;
    CHECK(plan_fit(question).available_tokens == 500);
    CHECK(plan_fit(question).outcome == FitPlan::Outcome::fits);
}

TEST_CASE("a count far below what was sent means that the server has cut the prompt") {
    mixture::TokenRatio ratio;
    CHECK(mixture::cut_by_server(1600, ratio, 370) == 1600);
    CHECK_FALSE(mixture::cut_by_server(1600, ratio, 900));
    CHECK_FALSE(mixture::cut_by_server(300, ratio, 20));  // too short to tell
    CHECK_FALSE(mixture::cut_by_server(1600, ratio, 0));  // not counted
    ratio.learn(1000, 3000);
    CHECK(mixture::cut_by_server(1000, ratio, 1400) == 3000);
}

TEST_CASE("a sliding window takes each reference once, in order") {
    CHECK(window_steps(6, 3) == Steps{{0, 3}, {3, 5}, {5, 6}});
    CHECK(window_steps(3, 3) == Steps{{0, 3}});
    CHECK(window_steps(2, 3) == Steps{{0, 2}});
    CHECK(window_steps(4, 2) == Steps{{0, 2}, {2, 3}, {3, 4}});
    CHECK(window_steps(0, 3) == Steps{});
    CHECK(window_steps(3, 0) == window_steps(3, 2));
}

TEST_CASE("a trimmed text is a whole beginning of at most so many tokens") {
    const std::string text = "one two three four five six seven eight nine ten";
    CHECK(mixture::trimmed_to(text, 100) == text);
    const std::string_view cut = mixture::trimmed_to(text, 5);
    CHECK(wire::estimate_tokens(cut) <= 5);
    CHECK(text.starts_with(cut));
    CHECK(cut == "one two three four");
    CHECK(mixture::trimmed_to(text, 0).empty());
    const std::string han = "天空是蓝色的因为空气散射短波";
    for (std::int64_t tokens = 0; tokens < 12; ++tokens) {
        const std::string_view part = mixture::trimmed_to(han, tokens);
        CHECK(wire::estimate_tokens(part) <= tokens);
        CHECK(wire::is_valid_utf8(part));
        CHECK(han.starts_with(part));
    }
}

TEST_CASE("the ratio of counted to estimated tokens is learned, later calls weighing more") {
    mixture::TokenRatio ratio;
    CHECK(ratio.value() == 1.0);
    CHECK_FALSE(ratio.is_measured());
    ratio.learn(10, 40);  // a template's own tokens, not the text's
    ratio.learn(1000, 0);
    CHECK_FALSE(ratio.is_measured());
    ratio.learn(1000, 1300);
    CHECK(ratio.is_measured());
    CHECK(ratio.value() == doctest::Approx(1.3));
    for (int i = 0; i < 30; ++i)
        ratio.learn(1000, 900);
    CHECK(ratio.value() == doctest::Approx(0.9).epsilon(0.01));
    mixture::TokenRatio wild;
    wild.learn(100, 100'000);
    CHECK(wild.value() == 4.0);
    const auto kept = mixture::TokenRatio::from_sums(ratio.estimated_sum(), ratio.reported_sum());
    CHECK(kept.value() == ratio.value());
    CHECK_FALSE(mixture::TokenRatio::from_sums(-1, 5).is_measured());
}

}  // namespace moa::test
