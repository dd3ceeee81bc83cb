#include "screen/setup_screen.hpp"

#include <doctest/doctest.h>

#include <map>

#include "screen/screens.hpp"
#include "unit/session/fake_network.hpp"
#include "unit/session/some_models.hpp"

using namespace moa;
using screen::Item;
using screen::Screen;
using test::monday;

namespace {

/// Keeps keys as a shell does, each for one address.
struct Keeper final : session::CredentialStore {
    std::string place() const override { return "a drawer"; }
    std::string advice() const override { return "Lock it."; }
    bool has(const mixture::Provider& provider) const override { return keys.contains(provider.base_url); }
    std::optional<Error> keep(const mixture::Provider& provider, std::string_view key) override {
        if (full) return invalid_input("The drawer is full.");
        keys[provider.base_url] = key;
        return std::nullopt;
    }
    std::optional<Error> forget(const mixture::Provider& provider) override {
        keys.erase(provider.base_url);
        return std::nullopt;
    }
    bool waiting() const override { return is_waiting; }

    std::map<std::string, std::string> keys;
    bool full = false;
    bool is_waiting = false;
};

struct SetupDesk {
    Millis now = 0;
    test::FakeNetwork network;
    Keeper keeper;
    session::Workspace workspace{{&network, [this] { return now; }, [] { return monday * 1000; }, &keeper}};
    screen::Look look;
    screen::Screens screens{workspace, look, screen::Shell::page};

    SetupDesk() { screens.open("setup"); }
    const Screen& shown() {
        REQUIRE(screens.shown() != nullptr);
        return *screens.shown();
    }
    const Item& item(std::string_view name) {
        for (const screen::Section& section : shown().sections) {
            for (const Item& each : section.items) {
                if (each.name == name) return each;
            }
        }
        FAIL("no item " << name);
        return shown().sections.front().items.front();
    }
    std::size_t proposers() {
        std::size_t count = 0;
        for (const screen::Section& section : shown().sections) {
            for (const Item& each : section.items)
                count += each.name.starts_with("proposer-") ? 1 : 0;
        }
        return count;
    }
    void act(std::string_view name, std::string_view value = {}) { screens.act(name, value); }
    /// Models at a server of one's own.
    void use_own(std::string_view base_url = "http://127.0.0.1:8080/v1") {
        act("provider", "custom");
        act("base-url", base_url);
        act("proposer-1", "acme/small");
    }
};

}  // namespace

TEST_CASE("the setup begins with a provider's preset, and needs its key") {
    SetupDesk desk;
    CHECK(desk.item("provider").value == "together");
    CHECK(desk.item("base-url").placeholder == test::known("together").base_url);
    CHECK(desk.proposers() == 6);
    CHECK_FALSE(desk.item("aggregator").value.empty());
    CHECK(desk.shown().focus == "key");
    REQUIRE(desk.item("remember").link);
    CHECK(desk.item("remember").link->url.starts_with("https://"));
    CHECK(desk.network.calls.empty());

    desk.act("key", "sk-one");
    desk.screens.commit("key");
    REQUIRE(desk.network.calls.size() == 1);
    CHECK(desk.network.calls[0].authorization->second == "Bearer sk-one");
    CHECK_FALSE(desk.item("load-models").possible);
    desk.network.answer(0, 200, R"({"data":[{"id":"acme/small"}]})");
    CHECK(desk.item("load-models").possible);
    CHECK(desk.item("load-models").notes.front().words == "1 models, listed just now.");
    desk.act("save");
    CHECK(desk.screens.shown() == nullptr);
    CHECK(desk.workspace.configuration().setup().provider == "together");
    CHECK(desk.workspace.access().has_key("together"));
    CHECK(desk.keeper.keys.empty());
}

TEST_CASE("another provider takes its own models, and no key of the one before") {
    SetupDesk desk;
    desk.act("key", "sk-together");
    desk.act("base-url", "https://proxy.example.com/v1");
    desk.act("provider", "groq");
    CHECK(desk.item("key").value.empty());
    CHECK(desk.item("base-url").value.empty());
    CHECK(desk.item("base-url").placeholder == test::known("groq").base_url);
    desk.act("provider", "ollama");
    CHECK(desk.item("key").label.find("not needed") != std::string::npos);
}

TEST_CASE("what is refused changes nothing, and says why") {
    SetupDesk desk;
    desk.act("provider", "custom");
    desk.act("proposer-1", "acme/small");
    desk.act("key", "sk-secret");
    desk.act("save");
    CHECK(desk.shown().error == "Enter the base URL of the endpoint.");
    desk.act("base-url", "http://models.example.com/v1");
    desk.act("save");
    CHECK(desk.shown().error.find("https") != std::string::npos);
    CHECK(desk.shown().error.find("sk-secret") == std::string::npos);
    CHECK(desk.item("key").value == "sk-secret");
    CHECK(desk.workspace.configuration().setup().provider == "simulated");
    desk.act("base-url", "http://127.0.0.1:8080/v1");
    desk.act("proposer-1", "");
    desk.act("save");
    CHECK(desk.shown().error.find("at least one model") != std::string::npos);
    desk.act("proposer-1", "acme/small");
    desk.act("save");
    CHECK(desk.screens.shown() == nullptr);
}

TEST_CASE("a key is remembered only when that is wanted, for one address, and forgotten on request") {
    SetupDesk desk;
    desk.use_own();
    CHECK(desk.item("remember").value.empty());
    CHECK(desk.item("remember").help.find("memory") != std::string::npos);
    desk.act("remember", "true");
    CHECK(desk.item("remember").help == "Saved in a drawer, and sent to this provider only. Lock it.");
    const int turn = desk.shown().focus_turn;
    desk.act("save");
    CHECK(desk.shown().error == "Enter the key to save.");
    CHECK(desk.shown().focus == "key");
    CHECK(desk.shown().focus_turn > turn);

    desk.act("key", "sk-lasting");
    desk.keeper.full = true;
    desk.act("save");
    CHECK(desk.shown().error == "The drawer is full.");
    CHECK(desk.workspace.configuration().setup().provider == "simulated");
    desk.keeper.full = false;
    desk.act("save");
    REQUIRE(desk.screens.shown() == nullptr);
    CHECK(desk.keeper.keys == std::map<std::string, std::string>{{"http://127.0.0.1:8080/v1", "sk-lasting"}});

    desk.screens.open("setup");
    CHECK(desk.item("remember").value == "true");
    CHECK(desk.item("key").value.empty());
    desk.act("base-url", "http://127.0.0.1:9090/v1");
    CHECK(desk.item("remember").value.empty());
    CHECK(desk.item("remember").buttons.empty());
    desk.act("base-url", "http://127.0.0.1:8080/v1");
    CHECK(desk.item("remember").value == "true");
    REQUIRE(desk.item("remember").buttons.size() == 1);
    desk.keeper.is_waiting = true;
    desk.act("base-url", "http://127.0.0.1:8080/v1");
    CHECK(desk.item("remember").help.starts_with("Waiting for a drawer"));
    CHECK(desk.item("remember").buttons.empty());
    desk.keeper.is_waiting = false;
    desk.act("forget-key");
    CHECK(desk.keeper.keys.empty());
    CHECK(desk.item("remember").value.empty());
    CHECK_FALSE(desk.workspace.access().has_key("custom"));
}

TEST_CASE("saving without \"remember\" forgets the key that was kept") {
    SetupDesk desk;
    desk.use_own();
    desk.act("key", "sk-lasting");
    desk.act("remember", "true");
    desk.act("save");
    REQUIRE(desk.keeper.keys.size() == 1);
    desk.screens.open("setup");
    desk.act("remember", "");
    desk.act("save");
    REQUIRE(desk.screens.shown() == nullptr);
    CHECK(desk.keeper.keys.empty());
    CHECK(desk.workspace.access().has_key("custom"));
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

TEST_CASE("a check stands at each model, with what could stand in") {
    SetupDesk desk;
    desk.use_own();
    desk.act("aggregator", "acme/gaint-70b");
    desk.act("check-models");
    CHECK(desk.item("check-models").label == "Stop checking");
    REQUIRE(desk.network.calls.size() == 2);
    desk.network.answer(desk.network.call_for("acme/small"), 200,
                        R"({"choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}]})");
    desk.network.answer(desk.network.call_for("acme/gaint-70b"), 404,
                        R"({"error":{"message":"no such model"}})");
    REQUIRE(desk.network.calls.size() == 3);
    desk.network.answer(2, 200, R"({"data":[{"id":"acme/giant-70b"},{"id":"acme/small"}]})");
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

TEST_CASE("a key is nowhere once the screen is closed") {
    SetupDesk desk;
    desk.act("key", "sk-left");
    desk.act("cancel");
    CHECK(desk.screens.shown() == nullptr);
    desk.screens.open("setup");
    CHECK(desk.item("key").value.empty());
    desk.act("demo");
    CHECK(desk.screens.shown() == nullptr);
    CHECK(desk.workspace.configuration().setup().provider == "simulated");
}
