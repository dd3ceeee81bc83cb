#include <doctest/doctest.h>

#include <string>

#include "mixture/policy_support.hpp"
#include "mixture/presets.hpp"

namespace moa::test {

namespace {

std::string refusal_of(const std::string& recipe_members, const std::string& aggregator_members) {
    const auto read = mixture::read_recipe(
        R"({"format":"moa-recipe/1",)" + recipe_members +
        R"("layers":[{"agents":[{"provider":"p","model":"m","repeat":3}]},{"agents":[{"provider":"p","model":"m")" +
        aggregator_members + "}]}]}");
    REQUIRE(read.ok());
    const auto errors = mixture::unsupported_policies(read.value());
    return errors.empty() ? "" : errors.front().message;
}

bool is_refused(std::string_view preset) {
    const mixture::Preset* found = mixture::find_preset(preset);
    REQUIRE(found != nullptr);
    return !mixture::unsupported_policies(found->recipe).empty();
}

}  // namespace

TEST_CASE("a policy that a run would pass over is refused, and the refusal names it") {
    CHECK(refusal_of("", "").empty());
    CHECK(
        refusal_of("", R"(,"aggregation":"synthesize","context_fit":"fail","references":"fenced")").empty());
    CHECK(refusal_of(R"("early_exit":{"agreement":0.8},)", "").find("early_exit") == 0);
    CHECK(refusal_of(R"("mute_flagged":true,)", "").find("mute_flagged") == 0);
    CHECK(refusal_of("", R"(,"aggregation":"rank")").find(R"(layers[1].agents[0]: aggregation "rank")") == 0);
    CHECK(refusal_of("", R"(,"context_fit":"drop_lowest")").find("drop_lowest") != std::string::npos);
}

TEST_CASE("presets run as what they are called, or not at all") {
    CHECK(is_refused("ranker-together"));
    CHECK(is_refused("self-moa-seq-groq"));
    CHECK_FALSE(is_refused("moa-lite-simulated"));
    CHECK_FALSE(is_refused("moa-3-together"));
    CHECK_FALSE(is_refused("self-moa-groq"));
}

}  // namespace moa::test
