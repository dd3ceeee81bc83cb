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

const std::vector<wire::ChatMessage> question = {{"user", std::string(400, 'q')}};  // 100 tokens

/// A model at the local provider that answers after `first_ms` with `tokens` tokens, so many a second.
void teach(std::string& models, const char* model, int first_ms, int per_second, int tokens) {
    models += std::string(models.empty() ? "" : ",") +
              R"({"provider":"local","base_url":"http://127.0.0.1:1/v1",)" + R"("model":")" + model +
              R"(","prompt_tokens":[100,100],"calls":[[)" + std::to_string(first_ms) + "," +
              std::to_string(per_second) + "," + std::to_string(tokens) + "]]}";
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
    return session::estimate_run({recipe, question, test::local_provider(), prices, experience});
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
            session::estimate_run({preset.recipe, question, mixture::known_providers(), {}, {}});
        CHECK(run.total_ms.likely > 0);
        CHECK(run.first_token_ms.likely > 0);
        CHECK(run.first_token_ms.likely < run.total_ms.likely);
        CHECK(run.prompt_tokens.likely >= 100);
    }
}
