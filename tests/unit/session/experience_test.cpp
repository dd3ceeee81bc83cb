#include <doctest/doctest.h>

#include <string>

#include "session/experience.hpp"
#include "unit/run/harness.hpp"

using namespace moa;
using session::CallSample;
using session::Experience;
using test::Bench;

namespace {

/// Answers `node` with `tokens` tokens: the first after `first_ms`, the last a second later.
void answer(Bench& bench, std::string_view node, Millis first_ms, int tokens, int prompt_tokens) {
    bench.now += first_ms;
    bench.head(node);
    bench.bytes(node, test::text_event("begins "));
    bench.now += 1000;
    bench.bytes(node, test::text_event("and ends") + test::finish_event("stop") +
                          test::usage_event(prompt_tokens, tokens) + test::done_event);
    bench.end(node);
}

}  // namespace

TEST_CASE("a finished run teaches each model's pace, length and token ratio") {
    const std::string question(400, 'q');  // 100 estimated tokens
    Bench bench(test::recipe({{"a"}, {"b"}}), nullptr, {{"user", question}});
    bench.start();
    answer(bench, "1.1", 300, 50, 130);
    answer(bench, "2.1", 700, 20, 400);
    Experience experience;
    const auto providers = test::local_provider();
    experience.learn(bench.run.state(), providers);
    const session::Measured* a = experience.of(providers[0], "a");
    REQUIRE(a != nullptr);
    CHECK(a->samples == std::vector<CallSample>{{300, 50, 50, 130}});
    CHECK(a->prompt_ratio.value() == doctest::Approx(1.3));
    REQUIRE(experience.of(providers[0], "b") != nullptr);
    CHECK(experience.of(providers[0], "b")->samples[0].first_token_ms == 700);
    CHECK(experience.of(providers[0], "c") == nullptr);
    auto elsewhere = providers[0];
    elsewhere.base_url = "http://127.0.0.1:2/v1";
    CHECK(experience.of(elsewhere, "a") == nullptr);
}

TEST_CASE("what was not counted by the provider, or failed, teaches nothing") {
    Bench bench(test::recipe({{"a", "b"}, {"c"}}));
    bench.start();
    bench.fail("1.1");
    bench.answer("1.2", "without usage");
    Experience experience;
    experience.learn(bench.run.state(), test::local_provider());
    CHECK(experience.empty());
}

TEST_CASE("quantiles are those of the nearest rank, and only the latest samples are kept") {
    session::Measured measured;
    CHECK_FALSE(measured.quantile(&CallSample::first_token_ms, 0.5));
    for (const double ms : {50.0, 10.0, 40.0, 20.0, 30.0})
        measured.samples.push_back({ms, 1, 1});
    CHECK(measured.quantile(&CallSample::first_token_ms, 0.0) == 10);
    CHECK(measured.quantile(&CallSample::first_token_ms, 0.1) == 10);
    CHECK(measured.quantile(&CallSample::first_token_ms, 0.5) == 30);
    CHECK(measured.quantile(&CallSample::first_token_ms, 0.9) == 50);

    Experience experience;
    const auto providers = test::local_provider();
    for (int i = 0; i < 40; ++i) {
        Bench bench(test::recipe({{"a"}}));
        bench.start();
        answer(bench, "1.1", 100 + i, 10, 10);
        experience.learn(bench.run.state(), providers);
    }
    const auto& samples = experience.of(providers[0], "a")->samples;
    REQUIRE(samples.size() == session::max_samples);
    CHECK(samples.back().first_token_ms == 139);
}

TEST_CASE("experience is kept as JSON and comes back, damaged parts left out") {
    Bench bench(test::recipe({{"a"}}), nullptr, {{"user", std::string(400, 'q')}});
    bench.start();
    answer(bench, "1.1", 300, 50, 130);
    Experience experience;
    const auto providers = test::local_provider();
    experience.learn(bench.run.state(), providers);
    const std::string text = session::write_experience(experience);
    CHECK(text ==
          R"({"format":"moa-experience/1","models":[{"provider":"local","base_url":"http://127.0.0.1:1/v1",)"
          R"("model":"a","prompt_tokens":[100.0,130.0],"calls":[[300.0,50.0,50.0,130.0]]}]})");
    const Experience again = session::read_experience(text);
    CHECK(session::write_experience(again) == text);
    for (
        const char* damaged :
        {"", "[]", "{}", R"({"format":"moa-experience/1"})", R"({"format":"moa-experience/1","models":7})",
         R"({"format":"moa-experience/1","models":[7,{"model":"a"},{"model":"a","calls":[[1],[1,0,1],[1,2,-3]]}]})"}) {
        CAPTURE(damaged);
        CHECK(session::read_experience(damaged).empty());
    }
}

TEST_CASE("a call of an earlier version is read without the length of its prompt") {
    const Experience kept = session::read_experience(
        R"({"format":"moa-experience/1","models":[{"provider":"local","base_url":"http://127.0.0.1:1/v1","model":"a","calls":[[300,50,50]]}]})");
    REQUIRE(kept.of(test::local_provider()[0], "a") != nullptr);
    CHECK(kept.of(test::local_provider()[0], "a")->samples[0].prompt_tokens == 0);
}

TEST_CASE("a call whose prompt the server has cut teaches nothing") {
    Bench bench(test::recipe({{"a"}}), nullptr, {{"user", std::string(8000, 'q')}});
    bench.start();
    answer(bench, "1.1", 300, 50, 130);
    REQUIRE(bench.node("1.1").cut_prompt);
    Experience experience;
    experience.learn(bench.run.state(), test::local_provider());
    CHECK(experience.empty());
}

TEST_CASE("reading time is a line through what was measured, and a speed where that is all there is") {
    const auto measured = [](std::vector<std::pair<double, double>> calls) {
        session::Measured result;
        for (const auto& [tokens, ms] : calls)
            result.samples.push_back({ms, 10, 10, tokens});
        return result;
    };
    // 100 ms, and 2 ms a token.
    const auto line = session::reading_time(measured({{50, 200}, {500, 1100}, {2000, 4100}}));
    REQUIRE(line);
    CHECK(line->start_ms == doctest::Approx(100));
    CHECK(line->ms_per_token == doctest::Approx(2));
    CHECK(line->likely == doctest::Approx(1));
    const auto speed = session::reading_time(measured({{1000, 2000}, {1000, 2400}}));
    REQUIRE(speed);
    CHECK(speed->start_ms == 0);
    CHECK(speed->ms_per_token == doctest::Approx(2.2));
    CHECK(speed->high > speed->low);
    CHECK_FALSE(session::reading_time(measured({{20, 100}, {30, 90}})));  // too short to tell
    CHECK_FALSE(session::reading_time(measured({{0, 100}})));             // not known
    CHECK_FALSE(session::reading_time({}));
}
