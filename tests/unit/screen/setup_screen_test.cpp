#include "screen/setup_screen.hpp"

#include <doctest/doctest.h>

#include "unit/screen/screen_desk.hpp"

using namespace moa;
using screen::Item;

namespace {

struct SetupDesk : test::ScreenDesk {
    SetupDesk() { screens.open("setup"); }
    std::size_t proposers() {
        std::size_t count = 0;
        for (const screen::Section& section : shown().sections) {
            for (const Item& each : section.items)
                count += each.name.starts_with("proposer-") ? 1 : 0;
        }
        return count;
    }
    /// Models at a server of one's own.
    void use_own() {
        act("provider", "new");
        act("base-url +1", "http://127.0.0.1:8080/v1");
        act("save");
        act("proposer-1", "acme/small");
    }
};

}  // namespace

TEST_CASE("the setup begins with a provider's preset, and leads to its key") {
    SetupDesk desk;
    CHECK(desk.item("provider").value == "together");
    CHECK(desk.proposers() == 6);
    CHECK_FALSE(desk.item("aggregator").value.empty());
    const std::string leads = "screen providers together";
    CHECK(desk.shown().focus == leads);
    CHECK(desk.item(leads).label == "Enter the API key");
    CHECK(desk.item(leads).notes.front().words.starts_with("No API key"));
    CHECK(desk.find("key") == nullptr);
    CHECK(desk.network.calls.empty());

    desk.act("proposer-1", "acme/chosen");
    desk.act(leads);
    CHECK(desk.shown().name == "providers");
    CHECK(desk.shown().focus == "key together");
    desk.act("key together", "sk-one");
    desk.act("save");
    // What was chosen before is there still, and the list is asked for.
    CHECK(desk.shown().name == "setup");
    CHECK(desk.item("proposer-1").value == "acme/chosen");
    CHECK(desk.item(leads).label == "Key and address");
    REQUIRE(desk.network.calls.size() == 1);
    CHECK(desk.network.calls[0].authorization->second == "Bearer sk-one");
    CHECK_FALSE(desk.item("load-models").possible);
    desk.network.answer(0, 200, R"({"data":[{"id":"acme/small"}]})");
    CHECK(desk.item("load-models").possible);
    CHECK(desk.item("load-models").notes.front().words == "1 model, listed just now.");
    desk.act("save");
    CHECK(desk.screens.shown() == nullptr);
    CHECK(desk.workspace.configuration().setup().provider == "together");
    CHECK(desk.workspace.access().has_key("together"));
    CHECK(desk.drawer.keys.empty());
}

TEST_CASE("the setup begins with a provider that has a key") {
    test::ScreenDesk desk;
    REQUIRE_FALSE(desk.workspace.access().set_key("groq", "sk-groq"));
    desk.screens.open("setup");
    CHECK(desk.item("provider").value == "groq");
    CHECK(desk.shown().focus == "provider");
}

TEST_CASE("choosing models touches no key and no address") {
    SetupDesk desk;
    REQUIRE_FALSE(desk.workspace.access().set_key("groq", "sk-groq"));
    REQUIRE_FALSE(desk.workspace.set_base_url("together", "https://proxy.example.com/v1"));
    desk.use_own();
    desk.act("save");
    REQUIRE(desk.screens.shown() == nullptr);
    CHECK(desk.workspace.access().has_key("groq"));
    const auto& providers = desk.workspace.configuration().providers();
    CHECK(mixture::find_provider(providers, "together")->base_url == "https://proxy.example.com/v1");
    desk.screens.open("setup");
    desk.act("demo");
    CHECK(desk.workspace.configuration().setup().provider == "simulated");
    CHECK(mixture::find_provider(providers, "custom")->base_url == "http://127.0.0.1:8080/v1");
}

TEST_CASE("an endpoint that is added is the one whose models are chosen") {
    SetupDesk desk;
    desk.act("provider", "new");
    CHECK(desk.shown().name == "providers");
    desk.screens.close();
    CHECK(desk.shown().name == "setup");
    CHECK(desk.item("provider").value == "together");
    desk.use_own();
    CHECK(desk.item("provider").value == "custom");
    desk.act("proposer-1", "");
    desk.act("save");
    CHECK(desk.shown().error.find("at least one model") != std::string::npos);
    CHECK(desk.workspace.configuration().setup().provider == "simulated");
    desk.act("proposer-1", "acme/small");
    desk.act("save");
    CHECK(desk.screens.shown() == nullptr);
    CHECK(desk.workspace.configuration().setup().provider == "custom");
}

TEST_CASE("proposers are added, removed, and pasted as lines") {
    SetupDesk desk;
    desk.use_own();
    CHECK(desk.proposers() == 1);
    CHECK_FALSE(desk.item("proposer-1").remove);
    desk.act("proposer-1", " a \n\n b\r\nc ");
    REQUIRE(desk.proposers() == 3);
    CHECK(desk.item("proposer-1").value == "a");
    CHECK(desk.item("proposer-3").value == "c");
    desk.act(desk.item("proposer-2").remove->name);
    REQUIRE(desk.proposers() == 2);
    CHECK(desk.item("proposer-2").value == "c");
    CHECK(desk.shown().focus == "proposer-2");
    for (int i = 0; i < 20; ++i)
        desk.act("add-proposer");
    CHECK(desk.proposers() == screen::ModelFields::most_proposers);
    std::string many;
    for (int i = 0; i < 40; ++i)
        many += "m" + std::to_string(i) + "\n";
    desk.act("proposer-1", many);
    CHECK(desk.proposers() == screen::ModelFields::most_proposers);
    CHECK(desk.item("proposer-1").value == "m0");
}

TEST_CASE("each proposer is asked once, or as often as is chosen") {
    SetupDesk desk;
    desk.use_own();
    const Item item = desk.item("repeat");
    CHECK(item.kind == screen::Kind::choice);
    CHECK(item.label == "Ask each");
    CHECK(item.value == "1");
    CHECK(item.choices ==
          std::vector<screen::Choice>{{"1", "once"}, {"2", "2 times"}, {"3", "3 times"}, {"6", "6 times"}});
    desk.act("proposer-1", "a\nb\nc");
    desk.act("repeat", "2");
    CHECK(desk.item("repeat").value == "2");
    for (const char* wrong : {"", "0", "7", "-1", "2x", "often"})
        desk.act("repeat", wrong);
    CHECK(desk.item("repeat").value == "2");
    desk.act("save");
    CHECK(desk.workspace.configuration().setup().repeat == 2);
    CHECK(mixture::shape_words(desk.workspace.configuration().recipe()) == "6 proposers, 1 aggregator");

    desk.screens.open("setup");
    CHECK(desk.item("repeat").value == "2");
    desk.act("provider", "groq");
    CHECK(desk.item("repeat").value == "1");
    desk.act("cancel");
    session::Setup written = desk.workspace.configuration().setup();
    written.repeat = 4;
    REQUIRE_FALSE(desk.workspace.apply_setup(written));
    desk.screens.open("setup");
    CHECK(desk.item("repeat").value == "4");
    CHECK(desk.item("repeat").choices.size() == 5);
}

TEST_CASE("as many proposers are called as are named, and the number of calls stands above the button") {
    SetupDesk desk;  // with a provider that has a preset of six
    CHECK(desk.item("calls").label == "7 calls a question: 6 proposers, 1 aggregator.");
    desk.act("proposer-1", "acme/one");
    for (int i = 6; i > 2; --i)
        desk.act(desk.item("proposer-" + std::to_string(i)).remove->name);
    desk.act("proposer-2", "acme/two");
    CHECK(desk.item("calls").label == "3 calls a question: 2 proposers, 1 aggregator.");
    desk.act("repeat", "3");
    CHECK(desk.item("calls").label == "7 calls a question: 6 proposers, 1 aggregator.");
    desk.act("repeat", "1");
    // An empty field is what its placeholder says, and nothing of the preset.
    desk.act("aggregator", "");
    desk.act("save");
    REQUIRE(desk.screens.shown() == nullptr);
    const mixture::Recipe& recipe = desk.workspace.configuration().recipe();
    REQUIRE(recipe.layers.size() == 2);
    REQUIRE(recipe.layers[0].agents.size() == 2);
    CHECK(recipe.layers[0].agents[1].model == "acme/two");
    CHECK(recipe.layers[1].agents[0].model == "acme/one");
}

TEST_CASE("without a proposer nothing is used or checked, also where the provider has a preset") {
    SetupDesk desk;
    for (int i = 6; i > 1; --i)
        desk.act(desk.item("proposer-" + std::to_string(i)).remove->name);
    desk.act("proposer-1", "");
    CHECK(desk.find("calls") == nullptr);
    desk.act("save");
    CHECK(desk.shown().error.find("at least one model") != std::string::npos);
    CHECK(desk.workspace.configuration().setup().provider == "simulated");
    desk.act("check-models");
    CHECK(desk.network.calls.empty());
    CHECK_FALSE(desk.workspace.access().requests().checking());
}

TEST_CASE("a check stands at each model, with what could stand in") {
    SetupDesk desk;
    desk.use_own();
    desk.act("aggregator", "acme/gaint-70b");
    desk.act("check-models");
    CHECK(desk.item("check-models").label == "Stop checking");
    REQUIRE(desk.network.calls.size() == 2);  // the list of the endpoint that was added is the first
    desk.network.answer(desk.network.call_for("acme/small"), 200,
                        R"({"choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}]})");
    REQUIRE(desk.network.calls.size() == 3);  // such a server is asked for one after the other
    desk.network.answer(desk.network.call_for("acme/gaint-70b"), 404,
                        R"({"error":{"message":"no such model"}})");
    desk.network.answer(0, 200, R"({"data":[{"id":"acme/giant-70b"},{"id":"acme/small"}]})");
    CHECK(desk.item("check-models").label == "Check models");
    CHECK(desk.item("check-models").notes.front().words.find("1 of 2") != std::string::npos);
    const auto& good = desk.item("proposer-1").notes;
    REQUIRE(good.size() >= 1);
    CHECK(good.back().tone == screen::Tone::good);
    CHECK(good.back().aside);
    const Item bad = desk.item("aggregator");
    CHECK(bad.notes.back().tone == screen::Tone::failed);
    REQUIRE(bad.buttons.size() == 1);
    CHECK(bad.buttons.front().label == "Use acme/giant-70b");
    desk.act(bad.buttons.front().name);
    CHECK(desk.item("aggregator").value == "acme/giant-70b");
}
