// Providers that a configuration file states, and where the log of a run says that they are.
#include <doctest/doctest.h>

#include "json.hpp"
#include "session/kept_setup.hpp"
#include "unit/contains.hpp"
#include "unit/session/desk.hpp"
#include "unit/session/memory_store.hpp"

using namespace moa;
using test::contains;
using test::Desk;

namespace {

constexpr std::string_view address = "http://127.0.0.1:9000/v1";

mixture::Providers lab(int calls) {
    mixture::Providers providers;
    REQUIRE_FALSE(mixture::set_base_url(providers, "lab", address));
    providers[0].max_concurrent = calls;
    providers[0].calls_assumed = false;
    providers[0].key_variable = "LAB_KEY";
    return providers;
}

mixture::Recipe lab_recipe(const std::vector<std::vector<std::string>>& layers) {
    mixture::Recipe recipe = test::recipe(layers);
    for (mixture::Layer& layer : recipe.layers) {
        for (mixture::Agent& agent : layer.agents)
            agent.provider = "lab";
    }
    return recipe;
}

const mixture::Provider& provider(const Desk& desk, std::string_view name) {
    const auto* there = mixture::find_provider(desk.workspace.configuration().providers(), name);
    REQUIRE(there != nullptr);
    return *there;
}

}  // namespace

TEST_CASE("as many calls go at once as the configuration states") {
    Desk desk;
    desk.workspace.state_providers(lab(2));
    REQUIRE_FALSE(desk.workspace.use_recipe(lab_recipe({{"a", "b", "c"}, {"final"}})));
    desk.ask("Why?");
    CHECK(desk.network.calls.size() == 2);
    Desk one;
    one.workspace.state_providers(lab(0));
    REQUIRE_FALSE(one.workspace.use_recipe(lab_recipe({{"a", "b", "c"}, {"final"}})));
    one.ask("Why?");
    CHECK(one.network.calls.size() == 3);
}

TEST_CASE("what the configuration states is kept by it alone, and stays when its address is set again") {
    Desk desk;
    desk.workspace.state_providers(lab(2));
    CHECK_FALSE(contains(session::write_kept_setup(desk.workspace), address));
    REQUIRE_FALSE(desk.workspace.set_base_url("lab", std::string(address) + "/"));
    CHECK(provider(desk, "lab").max_concurrent == 2);
    CHECK(provider(desk, "lab").key_variable == "LAB_KEY");
    // What a setup of before has of it counts less; other endpoints are added.
    REQUIRE_FALSE(session::use_kept_setup(
        desk.workspace,
        R"({"format":"moa-setup/1","provider":"simulated","shape":"moa-lite","providers":[)"
        R"({"name":"lab","base_url":"http://127.0.0.1:1/v1"},{"name":"attic","base_url":"http://127.0.0.1:2/v1"}]})"));
    CHECK(provider(desk, "lab").base_url == address);
    CHECK(provider(desk, "attic").base_url == "http://127.0.0.1:2/v1");
}

TEST_CASE("the log of a run names the addresses of the user's own providers, and the run goes on from it") {
    test::MemoryStore store;
    {
        Desk desk(1'700'000'000'000, &store);
        desk.workspace.state_providers(lab(2));
        REQUIRE_FALSE(desk.workspace.use_recipe(lab_recipe({{"a", "b"}, {"final"}})));
        // The recipe itself stays as it is.
        CHECK(desk.workspace.configuration().recipe().providers.empty());
        desk.ask("Why?");
        desk.network.say(desk.network.call_for("a"), "Because.");
        desk.workspace.conversation().stop();
    }
    REQUIRE(store.kept.size() == 1);
    const session::KeptConversation kept = store.kept.begin()->second;
    REQUIRE(kept.logs.size() == 1);
    const auto first = parse_json(kept.logs[0].substr(0, kept.logs[0].find('\n')));
    REQUIRE(first);
    CHECK((*first)["recipe"]["providers"] == Json{{"lab", {{"base_url", address}, {"parallel", 2}}}});

    Desk other(1'700'000'100'000, &store);
    CHECK(mixture::find_provider(other.workspace.configuration().providers(), "lab") == nullptr);
    REQUIRE_FALSE(other.workspace.conversation().open(kept));
    CHECK(provider(other, "lab").base_url == address);
    run::GraphCommand resume;
    resume.change = run::Change::resume;
    REQUIRE_FALSE(other.workspace.conversation().change(resume));
    REQUIRE(other.network.calls.size() == 1);
    CHECK(other.network.calls[0].request.url.starts_with(address));
    CHECK(other.network.model_of(0) == "b");
}

TEST_CASE("an address that only a log names gets no key, and moves no provider that is there") {
    test::MemoryStore store;
    Desk desk(1'700'000'000'000, &store);
    mixture::Providers far = lab(2);
    REQUIRE_FALSE(mixture::set_base_url(far, "lab", "https://lab.example.org/v1"));
    desk.workspace.state_providers(far);
    REQUIRE_FALSE(desk.workspace.access().set_key("lab", "sk-lab"));
    REQUIRE_FALSE(desk.workspace.access().set_key("groq", "sk-groq"));
    const mixture::Recipe named = [] {
        mixture::Recipe recipe = lab_recipe({{"a"}, {"final"}});
        recipe.providers = {{"lab", "https://elsewhere.example.org/v1", {}},
                            {"groq", "https://elsewhere.example.org/v1", {}},
                            {"new", "https://elsewhere.example.org/v1", {}}};
        return recipe;
    }();
    REQUIRE_FALSE(desk.workspace.use_recipe(named));
    CHECK(provider(desk, "lab").base_url == "https://lab.example.org/v1");
    CHECK(provider(desk, "groq").base_url == "https://api.groq.com/openai/v1");
    CHECK_FALSE(desk.workspace.access().has_key("new"));
    desk.ask("Why?");
    REQUIRE(desk.network.calls.size() == 1);
    CHECK(desk.network.calls[0].request.url.starts_with("https://lab.example.org/v1"));
}
