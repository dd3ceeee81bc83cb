#include <doctest/doctest.h>

#include <string>

#include "mixture/presets.hpp"
#include "mixture/prompt.hpp"
#include "session/estimate.hpp"
#include "unit/run/harness.hpp"

using namespace moa;
using session::RunEstimate;
using session::Spread;

namespace {

constexpr std::string_view hosted = "https://models.example/v1";
const std::vector<wire::ChatMessage> question = {{"user", std::string(400, 'q')}};  // 100 tokens

/// A model at the local provider that answers after `first_ms` with `tokens` tokens, so many a second.
void teach(std::string& models, const char* model, int first_ms, int per_second, int tokens) {
    models += std::string(models.empty() ? "" : ",") + R"({"provider":"local","base_url":")" +
              std::string(hosted) + R"(","model":")" + model + R"(","prompt_tokens":[100,100],"calls":[[)" +
              std::to_string(first_ms) + "," + std::to_string(per_second) + "," + std::to_string(tokens) +
              "]]}";
}

session::Experience taught(const std::string& models) {
    return session::read_experience(R"({"format":"moa-experience/1","models":[)" + models + "]}");
}

/// Models a, b, c answer after 100 ms with 100 tokens; a in 1 s, b in 2 s, c in 4 s; z in 1 s with 50.
session::Experience letters() {
    std::string models;
    teach(models, "a", 100, 100, 100);
    teach(models, "b", 100, 50, 100);
    teach(models, "c", 100, 25, 100);
    teach(models, "z", 100, 50, 50);
    return taught(models);
}

RunEstimate estimate(const mixture::Recipe& recipe, const session::Experience& experience,
                     const mixture::PriceList& prices = {}) {
    return session::estimate_run({recipe, question, test::local_provider(0, hosted), prices, experience, {}});
}

bool is_exactly(const Spread& spread, double value) {
    return spread.low == doctest::Approx(value) && spread.likely == doctest::Approx(value) &&
           spread.high == doctest::Approx(value);
}

std::string critical_path(const RunEstimate& run) {
    std::string path;
    for (const session::NodeEstimate& node : run.nodes)
        path += node.critical ? to_string(node.id) + " " : "";
    return path;
}

}  // namespace

TEST_CASE("each node's tokens: the conversation, and from layer 2 on the prompt and the answers before") {
    const mixture::Recipe recipe = test::recipe({{"a", "b"}, {"z"}});
    const RunEstimate run = estimate(recipe, letters());
    REQUIRE(run.nodes.size() == 3);
    CHECK(is_exactly(run.nodes[0].prompt_tokens, 100));
    CHECK(is_exactly(run.nodes[0].answer_tokens, 100));
    const auto below = mixture::node_messages({}, {}, {}, {"", ""});
    const auto list = static_cast<double>(wire::estimate_tokens(below[0].content));
    CHECK(is_exactly(run.nodes[2].prompt_tokens, 100 + list + 2 * 100));
    CHECK(is_exactly(run.nodes[2].answer_tokens, 50));
    CHECK(is_exactly(run.answer_tokens, 250));
    CHECK(run.nodes[2].measured);
}

TEST_CASE("time runs along the critical path: the slowest of each layer, then the aggregator") {
    const RunEstimate run = estimate(test::recipe({{"a", "c", "b"}, {"b", "a"}, {"z"}}), letters());
    CHECK(is_exactly(run.nodes[1].total_ms, 4100));
    CHECK(is_exactly(run.total_ms, 4100 + 2100 + 1100));
    CHECK(is_exactly(run.first_token_ms, 4100 + 2100 + 100));
    CHECK(critical_path(run) == "1.2 2.1 3.1 ");
}

TEST_CASE("a layer that does not wait for all is estimated as long as it waits") {
    mixture::Recipe recipe = test::recipe({{"a", "b", "c"}, {"z"}});
    recipe.layers[0].wait.count = 2;
    CHECK(is_exactly(estimate(recipe, letters()).total_ms, 2100 + 1100));
    CHECK(critical_path(estimate(recipe, letters())) == "1.2 2.1 ");
    const double all_prompt =
        estimate(test::recipe({{"a", "b", "c"}, {"z"}}), letters()).nodes[3].prompt_tokens.likely;
    CHECK(estimate(recipe, letters()).nodes[3].prompt_tokens.likely < all_prompt - 99);
    recipe.layers[0].wait.grace_ms = 500;
    CHECK(is_exactly(estimate(recipe, letters()).total_ms, 2600 + 1100));
    recipe.layers[0].wait.grace_ms = 60'000;
    CHECK(is_exactly(estimate(recipe, letters()).total_ms, 4100 + 1100));
    recipe.layers[0].wait.deadline_ms = 3000;
    CHECK(is_exactly(estimate(recipe, letters()).total_ms, 3000 + 1100));
}

TEST_CASE("cost comes from the prices; a model without one is named and not guessed") {
    mixture::PriceList prices;
    prices.set("local", "a", mixture::Price{1, 2});
    prices.set("local", "z", mixture::Price{10, 20});
    const RunEstimate run = estimate(test::recipe({{"a", "b", "b"}, {"z"}}), letters(), prices);
    REQUIRE(run.nodes[0].cost_usd);
    CHECK(is_exactly(*run.nodes[0].cost_usd, (100 * 1 + 100 * 2) * 1e-6));
    CHECK_FALSE(run.nodes[1].cost_usd);
    CHECK(run.unpriced == std::vector<std::string>{"b"});
    const double z = run.nodes[3].prompt_tokens.likely * 10 + 50 * 20;
    CHECK(run.cost_usd.likely == doctest::Approx((300 + z) * 1e-6).epsilon(0.01));
}

TEST_CASE("without experience the documented defaults hold, within max_tokens") {
    mixture::Recipe recipe = test::recipe({{"unknown"}});
    recipe.defaults.max_tokens = 500;
    const RunEstimate run = estimate(recipe, {});
    CHECK_FALSE(run.nodes[0].measured);
    CHECK(run.nodes[0].answer_tokens.low == session::default_answer_tokens.low);
    CHECK(run.nodes[0].answer_tokens.likely == session::default_answer_tokens.likely);
    CHECK(run.nodes[0].answer_tokens.high == 500);
    CHECK(run.first_token_ms.likely == session::default_first_token_ms.likely);
    CHECK(run.total_ms.low < run.total_ms.likely);
    CHECK(run.total_ms.likely < run.total_ms.high);
}

TEST_CASE("muted agents are not in it, repeats are, and a ranker answers in a word") {
    mixture::Recipe recipe = test::recipe({{"a", "c"}, {"unknown"}});
    recipe.layers[0].agents[0].repeat = 3;
    recipe.layers[0].agents[1].muted = true;
    recipe.layers[1].parameters.aggregation = mixture::Aggregation::rank;
    const RunEstimate run = estimate(recipe, letters());
    REQUIRE(run.nodes.size() == 4);
    CHECK(run.nodes[2].id == run::NodeId{1, 3});
    CHECK(run.nodes[3].answer_tokens.likely < 10);
}

TEST_CASE("a sliding window is several calls, each with the result so far") {
    mixture::Recipe recipe = test::recipe({{"a", "a", "a", "a"}, {"z"}});
    const double once = estimate(recipe, letters()).nodes[4].prompt_tokens.likely;
    recipe.layers[1].parameters.aggregation = mixture::Aggregation::window;
    recipe.layers[1].parameters.window = 2;
    const RunEstimate run = estimate(recipe, letters());
    CHECK(run.nodes[4].calls == 3);  // two, then one and one more beside the result
    CHECK(run.nodes[4].prompt_tokens.likely > once + 2 * 100);
    CHECK(is_exactly(run.nodes[4].answer_tokens, 150));
    CHECK(is_exactly(run.nodes[4].total_ms, 3 * 1100));
    CHECK(is_exactly(run.first_token_ms, 1100 + 2 * 1100 + 100));
}

TEST_CASE("with an early exit the low figures leave out what may be skipped") {
    mixture::Recipe recipe = test::recipe({{"a"}, {"b"}, {"c"}, {"z"}});
    const RunEstimate full = estimate(recipe, letters());
    recipe.early_exit = mixture::EarlyExit{0.8, 2, JsonBox::object(), {}};
    const RunEstimate run = estimate(recipe, letters());
    CHECK(run.total_ms.likely == full.total_ms.likely);
    CHECK(run.total_ms.low == doctest::Approx(full.total_ms.low - 4100));
    CHECK(run.answer_tokens.low == doctest::Approx(full.answer_tokens.low - 100));
}

TEST_CASE("every preset can be estimated") {
    for (const mixture::Preset& preset : mixture::presets()) {
        CAPTURE(preset.id);
        const RunEstimate run =
            session::estimate_run({preset.recipe, question, mixture::known_providers(), {}, {}, {}});
        CHECK(run.total_ms.likely > 0);
        CHECK(run.first_token_ms.likely > 0);
        CHECK(run.first_token_ms.likely < run.total_ms.likely);
        CHECK(run.prompt_tokens.likely >= 100);
    }
}

namespace {

constexpr std::string_view at_home = "http://192.168.1.5:8080/v1";

/// A server that works on one call after the other: 50 ms, 500 tokens of a prompt a second, 40 of an answer.
double call_ms(double prompt_tokens, double answer_tokens) {
    return 50 + prompt_tokens * 2 + answer_tokens * 25;
}

session::Experience of_that_server() {
    std::string calls;
    for (const auto& [prompt, answer] :
         std::vector<std::pair<int, int>>{{120, 90}, {130, 100}, {115, 110}, {1100, 100}, {900, 105}}) {
        calls += std::string(calls.empty() ? "" : ",") + "[" + std::to_string(50 + 2 * prompt) + ",40," +
                 std::to_string(answer) + "," + std::to_string(prompt) + "]";
    }
    return session::read_experience(
        R"({"format":"moa-experience/1","models":[{"provider":"local","base_url":")" + std::string(at_home) +
        R"(","model":"m","prompt_tokens":[1000,1000],"calls":[)" + calls + "]}]}");
}

RunEstimate at_home_estimate(const mixture::Recipe& recipe, const session::Experience& experience, int slots,
                             const run::KnownModels& models = {}) {
    return session::estimate_run(
        {recipe, question, test::local_provider(slots, at_home), {}, experience, models});
}

}  // namespace

TEST_CASE("a one-slot server: calls add up, and long prompts take their time") {
    mixture::Recipe recipe = test::recipe({{"m"}, {"m"}});
    recipe.layers[0].agents[0].repeat = 6;
    const session::Experience experience = of_that_server();
    const RunEstimate run = at_home_estimate(recipe, experience, 1);
    const double proposers = 6 * call_ms(100, 100);
    const double aggregator = call_ms(100 + 6 * 100 + 250, 100);  // question, answers, the synthesis prompt
    const double truth = proposers + aggregator;
    CHECK(run.total_ms.likely > truth / 2);
    CHECK(run.total_ms.likely < truth * 2);
    CHECK(run.total_ms.likely == doctest::Approx(truth).epsilon(0.15));
    CHECK(run.total_ms.low <= run.total_ms.likely);
    CHECK(run.total_ms.high >= run.total_ms.likely);
    CHECK(run.total_ms.high < truth * 2);
    // Where all are taken at once, only the slowest counts.
    CHECK(at_home_estimate(recipe, experience, 0).total_ms.likely < proposers / 3 + aggregator);
    // Two at once: three rounds.
    const double two = at_home_estimate(recipe, experience, 2).total_ms.likely;
    CHECK(two == doctest::Approx(proposers / 2 + aggregator).epsilon(0.15));
}

TEST_CASE("an unmeasured server at home is expected to read its prompt") {
    mixture::Recipe recipe = test::recipe({{"m"}, {"m"}});
    recipe.layers[0].agents[0].repeat = 6;
    recipe.defaults.max_tokens = 500;
    const RunEstimate run = at_home_estimate(recipe, {}, 1);
    CHECK(run.nodes.back().first_token_ms.likely > 5000);  // of about 3000 tokens
    CHECK(run.nodes.front().first_token_ms.likely < 1000);
}

TEST_CASE("what will not fit a context is said before the run") {
    mixture::Recipe recipe = test::recipe({{"m"}, {"m"}});
    recipe.layers[0].agents[0].repeat = 6;
    recipe.defaults.max_tokens = 2048;
    recipe.defaults.context_fit = mixture::ContextFit::fail;
    run::KnownModels models;
    models[{"local", "m"}].context_tokens = 4096;
    const RunEstimate failing = at_home_estimate(recipe, {}, 1, models);
    REQUIRE(failing.too_long.size() == 1);
    CHECK(failing.too_long[0].starts_with("2.1 m: The prompt needs about "));
    CHECK(
        failing.too_long[0].find("leaves 2,048 for it and keeps 2,048 for the answer (max. output tokens)") !=
        std::string::npos);
    CHECK(failing.too_long[0].find("context_fit") != std::string::npos);
    recipe.defaults.context_fit.reset();
    const RunEstimate fitted = at_home_estimate(recipe, {}, 1, models);
    CHECK(fitted.too_long.empty());
    REQUIRE(fitted.fitted.size() == 1);
    CHECK(at_home_estimate(recipe, {}, 1).fitted.empty());
}
