// Models that a link names: shown with where questions would go, looked up on request, used by a press alone.
#include "screen/named_screen.hpp"

#include <doctest/doctest.h>

#include "unit/contains.hpp"
#include "unit/screen/screen_desk.hpp"

using namespace moa;
using test::contains;

namespace {

struct LinkDesk : test::ScreenDesk {
    explicit LinkDesk(session::NamedModels named) { screens.show_named(std::move(named)); }
    const screen::Button* button(std::string_view name) {
        for (const screen::Button& each : shown().buttons) {
            if (each.name == name) return &each;
        }
        return nullptr;
    }
};

}  // namespace

TEST_CASE("named models are shown with their addresses, and used by a press alone") {
    LinkDesk desk({{"groq/openai/gpt-oss-20b", "together/acme/one"}, "ollama/qwen3:8b", 4});
    CHECK(contains(desk.item("agent 0.0").label, "openai/gpt-oss-20b \u00b7 Groq (https://api.groq.com)"));
    CHECK(contains(desk.item("agent 0.0").label, "2 times"));
    CHECK(contains(desk.item("agent 1.0").label, "qwen3:8b \u00b7 Ollama"));
    CHECK(desk.workspace.configuration().setup().provider == "simulated");
    desk.workspace.conversation().set_draft("Why?");
    desk.act("use");
    CHECK(desk.screens.shown() == nullptr);
    CHECK(mixture::shape_words(desk.workspace.configuration().recipe()) == "4 proposers, 1 aggregator");
    // Nothing is asked and nothing typed is lost.
    CHECK(desk.workspace.conversation().draft() == "Why?");
    CHECK_FALSE(desk.workspace.running());
    CHECK(desk.network.calls.empty());
}

TEST_CASE("an ambiguous name says the choices, and what was in use stays") {
    LinkDesk desk({{"gpt-oss-20b"}, {}, {}});
    const std::string recipe = desk.workspace.configuration().recipe().name;
    CHECK(contains(desk.shown().error, "groq/openai/gpt-oss-20b"));
    CHECK(contains(desk.shown().error, "together/openai/gpt-oss-20b"));
    CHECK(desk.button("use") == nullptr);
    CHECK(desk.button("ask") == nullptr);  // all that know it are known
    desk.act("use");
    CHECK(desk.workspace.configuration().recipe().name == recipe);
    desk.act("discard");
    CHECK(desk.screens.shown() == nullptr);
}

TEST_CASE("with a key the name means the provider that has one") {
    LinkDesk desk({{"gpt-oss-20b"}, {}, {}});
    REQUIRE_FALSE(desk.workspace.access().set_key("groq", "sk-groq"));
    CHECK(contains(desk.item("agent 0.0").label, "Groq"));
}

TEST_CASE("a name in no list is looked for where the user allows it, and nowhere before") {
    LinkDesk desk({{"house-model"}, {}, {}});
    CHECK(contains(desk.shown().error, "\"house-model\""));
    REQUIRE(desk.button("ask") != nullptr);
    CHECK(desk.network.calls.empty());
    desk.act("ask");
    // Without a key, those on this machine alone.
    REQUIRE_FALSE(desk.network.calls.empty());
    for (const run::Call& call : desk.network.calls) {
        CHECK(call.request.method == "GET");
        CHECK(call.request.url.starts_with("http://localhost:"));
        CHECK_FALSE(call.authorization);
    }
    CHECK(desk.shown().error.empty());
    CHECK(contains(desk.shown().intro, "lists"));
    bool answered = false;
    for (std::size_t i = 0; i < desk.network.calls.size() && i < 4; ++i) {
        if (desk.network.calls[i].request.url.starts_with("http://localhost:1234")) {
            desk.network.answer(i, 200, R"({"data":[{"id":"house-model"}]})");
            answered = true;
        } else {
            desk.network.fail(i);
        }
    }
    REQUIRE(answered);
    CHECK(contains(desk.item("agent 0.0").label, "house-model \u00b7 LM Studio"));
    desk.act("use");
    CHECK(desk.screens.shown() == nullptr);
}

TEST_CASE("what nobody has stays a sentence, and is not asked for twice") {
    LinkDesk desk({{"house-model"}, {}, {}});
    desk.act("ask");
    const std::size_t asked = desk.network.calls.size();
    for (std::size_t i = 0; i < asked; ++i)
        desk.network.fail(i);
    CHECK(contains(desk.shown().error, "\"house-model\""));
    CHECK(desk.button("ask") == nullptr);
    CHECK(desk.network.calls.size() == asked);
}

TEST_CASE("a link that names nothing usable says what is missing") {
    for (const session::NamedModels& named :
         {session::NamedModels{{}, "groq/a", {}}, session::NamedModels{{"groq/a"}, {}, 0},
          session::NamedModels{{"groq/a"}, {}, 1000}, session::NamedModels{{""}, {}, {}}}) {
        LinkDesk desk(named);
        CHECK_FALSE(desk.shown().error.empty());
        CHECK(desk.button("use") == nullptr);
    }
}
