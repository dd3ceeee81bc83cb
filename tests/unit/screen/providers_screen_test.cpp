// Addresses and keys of providers, apart from the models that are chosen.
#include "screen/providers_screen.hpp"

#include <doctest/doctest.h>

#include "screen/conversation_acts.hpp"
#include "screen/turn_note.hpp"
#include "session/kept_setup.hpp"
#include "unit/screen/screen_desk.hpp"

using namespace moa;

namespace {

struct ProvidersDesk : test::ScreenDesk {
    explicit ProvidersDesk(std::string_view name = "providers") { screens.open(name); }
    const mixture::Provider& provider(std::string_view name) const {
        const auto* there = mixture::find_provider(workspace.configuration().providers(), name);
        REQUIRE(there != nullptr);
        return *there;
    }
    void add(std::string_view base_url) {
        act("add");
        act(shown().focus, base_url);
    }
};

constexpr std::string_view here = "http://127.0.0.1:8080/v1";

}  // namespace

TEST_CASE("each provider has a row with its address, its key and its models") {
    ProvidersDesk desk;
    for (const mixture::Provider& each : mixture::known_providers()) {
        if (each.is_simulated()) continue;
        CAPTURE(each.name);
        const screen::Section& row = desk.section(each.label);
        REQUIRE(row.summary);
        CHECK(row.summary->starts_with(each.needs_key() ? "No API key" : "No API key needed"));
        CHECK(desk.item("base-url " + each.name).placeholder == each.base_url);
        CHECK(desk.item("key " + each.name).kind == screen::Kind::secret);
    }
    CHECK(desk.item("key ollama").label == "API key (only if the server asks for one)");
    REQUIRE(desk.item("remember together").link);
    CHECK(desk.network.calls.empty());
}

TEST_CASE("keys of several providers are entered at once, and the recipe in use stays") {
    ProvidersDesk desk;
    const mixture::Recipe before = desk.workspace.configuration().recipe();
    desk.type_key("together", "sk-together");
    desk.type_key("groq", "sk-groq");
    REQUIRE(desk.network.calls.size() == 2);
    CHECK(desk.network.calls[1].authorization->second == "Bearer sk-groq");
    desk.network.answer(1, 200, R"({"data":[{"id":"a"},{"id":"b"}]})");
    CHECK(*desk.section("Groq").summary == "API key entered \u00b7 2 models");
    desk.network.answer(0, 401, R"({"error":{"message":"Invalid API key"}})");
    CHECK(desk.section("Together").summary->starts_with("API key refused"));
    desk.act("save");
    CHECK(desk.screens.shown() == nullptr);
    CHECK(desk.workspace.access().has_key("together"));
    CHECK(desk.workspace.access().has_key("groq"));
    CHECK(desk.workspace.configuration().recipe() == before);
    desk.screens.open("providers");
    CHECK(desk.section("Groq").summary->starts_with("API key in memory"));
    CHECK(desk.item("key groq").value.empty());
}

TEST_CASE("what is refused changes nothing, says why, and leads to the field") {
    ProvidersDesk desk;
    desk.act("key groq", "sk-groq");
    desk.act("base-url openai", "http://models.example.com/v1");
    desk.act("key openai", "sk-secret");
    desk.act("save");
    CHECK(desk.shown().error.find("https") != std::string::npos);
    CHECK(desk.shown().error.find("sk-secret") == std::string::npos);
    CHECK(desk.shown().focus.ends_with(" openai"));
    CHECK_FALSE(desk.workspace.access().has_key("groq"));
    desk.act("base-url openai", "");
    desk.act("key openai", "two words");
    const int turn = desk.shown().focus_turn;
    desk.act("save");
    CHECK(desk.shown().focus == "key openai");
    CHECK(desk.shown().focus_turn > turn);
    desk.act("key openai", "");
    desk.act("save");
    CHECK(desk.screens.shown() == nullptr);
    CHECK(desk.workspace.access().has_key("groq"));
}

TEST_CASE("as many endpoints of one's own as one likes, each with a name") {
    ProvidersDesk desk("providers new");
    CHECK(desk.shown().focus == "base-url +1");
    CHECK(desk.item("name +1").value == "custom");
    desk.act("base-url +1", here);
    desk.act("save");
    REQUIRE(desk.screens.shown() == nullptr);
    CHECK(desk.provider("custom").base_url == here);

    desk.screens.open("providers");
    CHECK(desk.section("custom").summary->ends_with("http://127.0.0.1:8080"));
    desk.add("http://127.0.0.1:9090/v1");
    CHECK(desk.item("name +1").value == "custom-2");
    desk.act("name +1", "groq");
    desk.act("save");
    CHECK(desk.shown().error.find("groq") != std::string::npos);
    CHECK(desk.shown().focus == "name +1");
    desk.act("name +1", "my server");
    desk.act("save");
    CHECK(desk.shown().error.find("letters") != std::string::npos);
    desk.act("name +1", "study");
    desk.act("save");
    REQUIRE(desk.screens.shown() == nullptr);
    CHECK(desk.provider("study").base_url == "http://127.0.0.1:9090/v1");
    CHECK(desk.provider("custom").base_url == here);

    // One that nothing was entered for is not missed.
    desk.screens.open("providers new");
    desk.act("save");
    CHECK(desk.screens.shown() == nullptr);
}

TEST_CASE("an endpoint is removed in two presses, with its key, unless the recipe in use calls it") {
    ProvidersDesk desk("providers new");
    desk.act("base-url +1", here);
    desk.act("key +1", "sk-own");
    desk.act("remember +1", "true");
    desk.act("save");
    REQUIRE(desk.drawer.keys.size() == 1);
    session::Setup setup;
    setup.provider = "custom";
    setup.proposers = {"a"};
    REQUIRE_FALSE(desk.workspace.apply_setup(setup));
    desk.screens.open("providers");
    desk.act("remove custom");
    CHECK(desk.section("custom").items.back().buttons.front().final);
    desk.act("remove custom");
    CHECK(desk.shown().error.find("in use calls custom") != std::string::npos);
    CHECK(desk.drawer.keys.size() == 1);
    REQUIRE_FALSE(desk.workspace.apply_setup({}));
    desk.act("remove custom");
    desk.act("key groq", "");
    desk.act("remove custom");  // something else was done between
    CHECK(mixture::find_provider(desk.workspace.configuration().providers(), "custom") != nullptr);
    desk.act("remove custom");
    CHECK(mixture::find_provider(desk.workspace.configuration().providers(), "custom") == nullptr);
    CHECK(desk.drawer.keys.empty());
    CHECK(desk.find("key custom") == nullptr);
}

TEST_CASE("a key belongs to one address: another one needs its own") {
    ProvidersDesk desk;
    desk.act("key together", "sk-one");
    desk.act("save");
    desk.screens.open("providers");
    CHECK_FALSE(desk.item("key together").placeholder.empty());
    desk.act("base-url together", "https://proxy.example.com/v1");
    CHECK(desk.item("key together").placeholder.empty());
    CHECK(desk.section("Together").summary->starts_with("No API key"));
    desk.act("save");
    REQUIRE(desk.screens.shown() == nullptr);
    CHECK_FALSE(desk.workspace.access().has_key("together"));
    desk.screens.open("providers");
    CHECK(desk.item("base-url together").value == "https://proxy.example.com/v1");
    desk.act("base-url together", "");
    desk.act("save");
    CHECK(desk.provider("together").base_url == test::known("together").base_url);
    CHECK(desk.workspace.access().has_key("together"));
}

TEST_CASE("a key is saved only when that is wanted, for one address, and deleted on request") {
    ProvidersDesk desk;
    CHECK(desk.item("remember together").value.empty());
    CHECK(desk.item("remember together").help.find("memory") != std::string::npos);
    desk.act("remember together", "true");
    CHECK(desk.item("remember together").help ==
          "Saved in a drawer, and sent to this provider only. Lock it.");
    desk.act("save");
    CHECK(desk.shown().error == "Enter the key to save.");
    CHECK(desk.shown().focus == "key together");

    desk.act("key together", "sk-lasting");
    desk.drawer.full = true;
    desk.act("save");
    CHECK(desk.shown().error == "The drawer is full.");
    desk.drawer.full = false;
    desk.act("save");
    REQUIRE(desk.screens.shown() == nullptr);
    const std::string there = test::known("together").base_url;
    CHECK(desk.drawer.keys == std::map<std::string, std::string>{{there, "sk-lasting"}});

    desk.screens.open("providers");
    CHECK(*desk.section("Together").summary == "API key saved");
    CHECK(desk.item("remember together").value == "true");
    CHECK(desk.item("key together").value.empty());
    desk.act("base-url together", "https://proxy.example.com/v1");
    CHECK(desk.item("remember together").value.empty());
    CHECK(desk.item("remember together").buttons.empty());
    desk.act("base-url together", "");
    REQUIRE(desk.item("remember together").buttons.size() == 1);
    desk.drawer.is_waiting = true;
    desk.act("base-url together", "");
    CHECK(desk.item("remember together").help.starts_with("Waiting for a drawer"));
    CHECK(desk.item("remember together").buttons.empty());
    desk.drawer.is_waiting = false;
    desk.act("forget-key together");
    CHECK(desk.drawer.keys.empty());
    CHECK(desk.shown().focus == "key together");
    CHECK_FALSE(desk.workspace.access().has_key("together"));
}

TEST_CASE("saving without \"remember\" deletes the saved key, which stays in memory") {
    ProvidersDesk desk;
    desk.act("key together", "sk-lasting");
    desk.act("remember together", "true");
    desk.act("save");
    REQUIRE(desk.drawer.keys.size() == 1);
    desk.screens.open("providers");
    desk.act("remember together", "");
    desk.act("save");
    REQUIRE(desk.screens.shown() == nullptr);
    CHECK(desk.drawer.keys.empty());
    CHECK(desk.workspace.access().has_key("together"));
}

TEST_CASE("a key is nowhere once the screen is closed") {
    ProvidersDesk desk;
    desk.act("key together", "sk-left");
    desk.act("cancel");
    CHECK(desk.screens.shown() == nullptr);
    desk.screens.open("providers");
    CHECK(desk.item("key together").value.empty());
    CHECK_FALSE(desk.workspace.access().has_key("together"));
}

TEST_CASE("a refused question leads to the key that is missing, and is asked once it is there") {
    test::ScreenDesk desk;
    session::Setup setup;
    setup.provider = "groq";
    REQUIRE_FALSE(desk.workspace.apply_setup(setup));
    CHECK(screen::notice_buttons(desk.workspace).empty());
    desk.workspace.conversation().set_draft("Why?");
    REQUIRE(desk.workspace.run());
    const auto buttons = screen::notice_buttons(desk.workspace);
    REQUIRE(buttons.size() == 1);
    CHECK(buttons[0].label == "Enter the Groq key");
    desk.screens.open(screen::screen_of(buttons[0].name));
    CHECK(desk.shown().focus == "key groq");
    CHECK(desk.shown().buttons.back().label == "Save and run");
    desk.act("key groq", "sk-groq");
    desk.act("save");
    CHECK(desk.screens.shown() == nullptr);
    CHECK(desk.workspace.running());
    CHECK(screen::notice_buttons(desk.workspace).empty());
    for (const auto& call : desk.network.calls)
        CHECK(call.authorization->second == "Bearer sk-groq");
}

TEST_CASE("endpoints and moved providers are remembered, without a key; files of before name one") {
    ProvidersDesk desk("providers new");
    desk.act("base-url +1", here);
    desk.act("key +1", "sk-secret");
    desk.act("base-url groq", "https://proxy.example.com/v1");
    desk.act("save");
    const std::string text = session::write_kept_setup(desk.workspace);
    CHECK(text.find("sk-secret") == std::string::npos);
    ProvidersDesk later;
    REQUIRE_FALSE(session::use_kept_setup(later.workspace, text));
    CHECK(later.provider("custom").base_url == here);
    CHECK(later.provider("groq").base_url == "https://proxy.example.com/v1");
    CHECK_FALSE(later.workspace.access().has_key("custom"));

    ProvidersDesk older;
    REQUIRE_FALSE(session::use_kept_setup(
        older.workspace,
        R"({"format":"moa-setup/1","provider":"custom","base_url":"http://127.0.0.1:8080/v1",)"
        R"("shape":"moa-lite","proposers":["a"],"aggregator":"b"})"));
    CHECK(older.provider("custom").base_url == here);
}

TEST_CASE("saved keys that are locked: the screen asks to unlock them, and says so until they are") {
    test::ScreenDesk desk;
    desk.drawer.keys[desk.address_of("groq")] = "sk-groq";
    desk.drawer.state = session::LockState::locked;
    desk.screens.open("providers");
    CHECK(desk.drawer.asked == 1);
    CHECK(desk.section("Groq").summary->starts_with("API key saved, locked"));
    CHECK(desk.item("key groq").placeholder == "The saved key is locked.");
    CHECK(desk.section("OpenAI").summary->starts_with("No API key"));
    desk.act("unlock");
    CHECK(desk.drawer.asked == 2);
    desk.drawer.open(desk.workspace);
    CHECK(desk.section("Groq").summary->starts_with("API key saved"));
    CHECK_FALSE(desk.section("Groq").summary->starts_with("API key saved, locked"));
    desk.act("lock");
    CHECK(desk.section("Groq").summary->starts_with("API key saved, locked"));
    CHECK_FALSE(desk.workspace.access().has_key("groq"));
}

TEST_CASE("all saved keys are forgotten in two presses, and no box asks for one any more") {
    test::ScreenDesk desk;
    desk.drawer.keys[desk.address_of("groq")] = "sk-groq";
    desk.drawer.state = session::LockState::unlocked;
    desk.screens.open("providers");
    CHECK(desk.drawer.asked == 0);
    CHECK(desk.item("remember groq").value == "true");
    desk.act("forget-all");
    desk.act("key openai", "");
    desk.act("forget-all");  // something else was done between
    CHECK(desk.drawer.keys.size() == 1);
    CHECK(desk.shown().sections.back().items.front().buttons.back().final);
    desk.act("forget-all");
    CHECK(desk.drawer.keys.empty());
    CHECK(desk.item("remember groq").value.empty());
    desk.act("save");
    CHECK(desk.screens.shown() == nullptr);
}

TEST_CASE("a store without a lock has nothing to unlock") {
    ProvidersDesk desk;
    CHECK(desk.shown().sections.back().items.front().name == "add");
}

TEST_CASE("a run that needs a locked key asks for it, and runs once it is there") {
    test::ScreenDesk desk;
    session::Setup setup;
    setup.provider = "groq";
    setup.proposers = {"a"};
    setup.aggregator = "b";
    REQUIRE_FALSE(desk.workspace.apply_setup(setup));
    desk.drawer.keys[desk.address_of("groq")] = "sk-groq";
    desk.drawer.state = session::LockState::locked;
    desk.workspace.conversation().set_draft("Why?");
    REQUIRE(desk.workspace.run());
    CHECK(desk.workspace.notice()->kind == ErrorKind::locked_key);
    CHECK(screen::notice_buttons(desk.workspace).front().label == "Unlock the saved keys");
    CHECK(desk.network.calls.empty());
    desk.drawer.open(desk.workspace);
    CHECK(desk.workspace.running());
    REQUIRE_FALSE(desk.network.calls.empty());
    CHECK(desk.network.calls.front().authorization->second == "Bearer sk-groq");
    CHECK_FALSE(desk.workspace.notice());
}

TEST_CASE("a list that needs a locked key is loaded once that is there") {
    test::ScreenDesk desk;
    desk.drawer.keys[desk.address_of("groq")] = "sk-groq";
    desk.drawer.state = session::LockState::locked;
    const auto* groq = mixture::find_provider(desk.workspace.configuration().providers(), "groq");
    CHECK_FALSE(desk.workspace.access().load_models(*groq));
    CHECK(desk.drawer.asked == 1);
    CHECK(desk.network.calls.empty());
    desk.drawer.open(desk.workspace);
    REQUIRE(desk.network.calls.size() == 1);
    CHECK(desk.network.calls.front().authorization->second == "Bearer sk-groq");
}

TEST_CASE(
    "a provider of the configuration has a row with its address, its calls at once and where it comes from") {
    test::ScreenDesk desk;
    mixture::Providers stated;
    REQUIRE_FALSE(mixture::set_base_url(stated, "lab", here));
    stated[0].max_concurrent = 2;
    stated[0].calls_assumed = false;
    desk.workspace.state_providers(stated);
    desk.screens.open("providers");
    CHECK(*desk.section("lab").summary ==
          "No API key needed \u00b7 2 calls at once \u00b7 http://127.0.0.1:8080");
    CHECK(desk.item("base-url lab").value == here);
    CHECK(desk.item("base-url lab").help.find("configuration file") != std::string::npos);
    // To save the screen as it stands changes nothing of it.
    desk.act("save");
    const mixture::Provider* lab = mixture::find_provider(desk.workspace.configuration().providers(), "lab");
    REQUIRE(lab != nullptr);
    CHECK(lab->max_concurrent == 2);
    CHECK_FALSE(lab->calls_assumed);
}
