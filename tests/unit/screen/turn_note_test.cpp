// What stands above an answer that is less than it could be, and the step that mends it.
#include "screen/turn_note.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "screen/conversation_acts.hpp"
#include "unit/screen/screen_desk.hpp"
#include "unit/session/desk.hpp"

using namespace moa;
using screen::TurnNote;
using Labels = std::vector<std::string>;

namespace {

struct NoteDesk : test::Desk {
    std::optional<TurnNote> note() const {
        return screen::turn_note(workspace, workspace.conversation().shown_turn());
    }
    Labels labels() const {
        Labels labels;
        const auto shown = note();
        if (!shown) return labels;
        for (const screen::Button& each : shown->buttons)
            labels.push_back(each.label);
        return labels;
    }
    void press(std::size_t place = 0) {
        const auto shown = note();
        REQUIRE(shown);
        REQUIRE(place < shown->buttons.size());
        screen::act_on_conversation(workspace, shown->buttons[place].name);
    }
    void refuse(std::string_view model, int status, std::string_view words) {
        const std::string body = R"({"error":{"message":")" + std::string(words) + R"("}})";
        // The latest call of the model.
        std::size_t i = network.calls.size();
        while (i > 0 && network.model_of(i - 1) != model)
            --i;
        REQUIRE(i > 0);
        network.answer(i - 1, status, body);
    }
    /// What a rate limit holds back for a while has been sent, too.
    void pass_until(std::size_t calls) {
        for (int steps = 0; network.calls.size() < calls && steps < 100; ++steps) {
            REQUIRE(workspace.next_wake() != no_time);
            now = std::max(now, workspace.next_wake());
            workspace.tick();
        }
        REQUIRE(network.calls.size() == calls);
    }
    void say(std::string_view model, std::string_view text) {
        std::size_t i = network.calls.size();
        while (i > 0 && network.model_of(i - 1) != model)
            --i;
        REQUIRE(i > 0);
        network.say(i - 1, text);
    }
};

}  // namespace

TEST_CASE("nothing stands above an answer that lacks nothing, nor while it is written") {
    NoteDesk desk;
    desk.use_models({{"a", "b"}, {"final"}});
    CHECK_FALSE(desk.note());
    desk.ask("Why?");
    CHECK_FALSE(desk.note());
    desk.say("a", "A.");
    desk.say("b", "B.");
    desk.say("final", "Because.");
    CHECK(desk.workspace.shown().status == run::RunStatus::complete);
    CHECK_FALSE(desk.note());
}

TEST_CASE("a refused key leads to the provider's row, and what failed is called again from there") {
    NoteDesk desk;
    desk.use_models({{"a", "b"}, {"final"}});
    desk.ask("Why?");
    for (const char* model : {"a", "b"})
        desk.refuse(model, 401, "Invalid API key");
    const auto note = desk.note();
    REQUIRE(note);
    CHECK(note->tone == screen::Tone::failed);
    CHECK(note->words.starts_with("No answer."));
    // One sentence for one reason: what the first line says is not said again.
    REQUIRE(note->details.size() == 1);
    CHECK(note->details[0] == "Check the key, or create a new one.");
    CHECK(desk.labels() == Labels{"Enter the custom key"});
    CHECK(note->buttons[0].role == screen::Role::primary);
    screen::Look look;
    screen::Screens screens(desk.workspace, look, screen::Shell::page);
    screens.open(screen::screen_of(note->buttons[0].name));
    REQUIRE(screens.shown() != nullptr);
    CHECK(screens.shown()->focus == "key custom");
    const std::size_t before = desk.network.calls.size();
    screens.act("key custom", "sk-right");
    screens.act("save", {});
    CHECK(desk.workspace.running());
    REQUIRE(desk.network.calls.size() == before + 2);
    CHECK(desk.network.calls.back().authorization->second == "Bearer sk-right");
}

TEST_CASE("equal reasons are told once, and the ones that failed are called again together") {
    NoteDesk desk;
    desk.use_models({{"a", "b", "c", "d", "e"}, {"final"}},
                    [](mixture::Recipe& recipe) { recipe.defaults.limits.retries = 0; });
    desk.ask("Why?");
    desk.say("a", "A.");
    for (const char* model : {"b", "c", "d", "e"})
        desk.refuse(model, 429, "Slow down");
    desk.say("final", "Because.");
    const auto note = desk.note();
    REQUIRE(note);
    CHECK(note->tone == screen::Tone::doubtful);
    CHECK(note->words == "1.2, 1.3 and 2 more are missing: rate limited. The answer is built from 1 of 5.");
    CHECK(desk.labels() == Labels{"Retry the 4 that failed"});
    const std::size_t before = desk.network.calls.size();
    desk.press();
    desk.pass_until(before + 4);
    for (const char* model : {"b", "c", "d", "e"})
        desk.say(model, "Now.");
    desk.say("final", "Because of all.");
    CHECK(desk.workspace.shown().status == run::RunStatus::complete);
    CHECK_FALSE(desk.note());
}

TEST_CASE("an aggregator that cannot read the proposals has another one beside it") {
    NoteDesk desk;
    desk.use_models({{"a", "b"}, {"final"}});
    desk.ask("Why?");
    desk.say("a", "A.");
    desk.say("b", "B.");
    desk.refuse("final", 400, "This model's maximum context length is 10 tokens");
    CHECK(desk.workspace.shown().status == run::RunStatus::failed);
    CHECK(desk.labels() == Labels{"Another aggregator"});
    const auto note = desk.note();
    screen::Look look;
    screen::Screens screens(desk.workspace, look, screen::Shell::page);
    screens.open(screen::screen_of(note->buttons[0].name));
    REQUIRE(screens.shown() != nullptr);
    CHECK(screens.shown()->title == "The same proposals, another aggregator");
}

TEST_CASE("answers that do not fit the aggregator's context are fitted by one button") {
    NoteDesk desk;
    desk.use_models({{"a", "b"}, {"final"}}, [](mixture::Recipe& recipe) {
        recipe.defaults.context_tokens = 1024;
        recipe.defaults.context_fit = mixture::ContextFit::fail;
    });
    desk.ask("Why?");
    std::string text;
    for (int i = 0; i < 300; ++i)
        text += "stone" + std::to_string(i) + " ";
    desk.say("a", text);
    desk.say("b", text);
    CHECK(desk.workspace.shown().status == run::RunStatus::failed);
    CHECK(desk.network.call_for("final") == desk.network.calls.size());
    CHECK(desk.labels() == Labels{"Fit the answers", "Choose another model"});
    desk.press();
    REQUIRE(desk.network.call_for("final") < desk.network.calls.size());
    desk.say("final", "Because.");
    CHECK(desk.workspace.shown().answer() == "Because.");
}

TEST_CASE("a model that is gone is replaced, a server that is away is looked up") {
    NoteDesk desk;
    desk.use_models({{"a", "b"}, {"final"}});
    desk.ask("Why?");
    desk.refuse("a", 404, "The model does not exist");
    desk.say("b", "B.");
    desk.say("final", "Because.");
    CHECK(desk.labels() == Labels{"Choose another model"});

    NoteDesk away;
    away.use_models({{"a"}, {"final"}}, [](mixture::Recipe& recipe) { recipe.defaults.limits.retries = 0; });
    away.ask("Why?");
    away.network.fail(0);
    CHECK(away.labels() == Labels{"Check custom", "Try again"});
}

TEST_CASE("a run goes on at the address that its provider has by then") {
    NoteDesk desk;
    desk.use_models({{"a"}, {"final"}}, [](mixture::Recipe& recipe) { recipe.defaults.limits.retries = 0; });
    desk.ask("Why?");
    desk.network.fail(0);
    REQUIRE(desk.note());
    screen::Look look;
    screen::Screens screens(desk.workspace, look, screen::Shell::page);
    screens.open(screen::screen_of(desk.note()->buttons[0].name));
    REQUIRE(screens.shown() != nullptr);
    CHECK(screens.shown()->focus == "base-url custom");
    screens.act("base-url custom", "http://127.0.0.1:9090/v1");
    screens.act("save", {});
    REQUIRE(desk.network.calls.size() == 2);
    CHECK(desk.network.calls[1].request.url == "http://127.0.0.1:9090/v1/chat/completions");
    desk.say("a", "A.");
    desk.say("final", "Because.");
    CHECK(desk.workspace.shown().status == run::RunStatus::complete);
}

TEST_CASE("late answers are used, and the answer is written anew") {
    NoteDesk desk;
    desk.use_models({{"a", "b"}, {"final"}});
    desk.ask("Why?");
    desk.say("a", "A.");
    run::GraphCommand proceed;
    proceed.change = run::Change::proceed;
    REQUIRE_FALSE(desk.workspace.conversation().change(proceed));
    desk.say("b", "B, late.");
    desk.say("final", "Because.");
    CHECK(desk.labels() == Labels{"Use the late answer"});
    const std::size_t before = desk.network.calls.size();
    desk.press();
    REQUIRE(desk.network.calls.size() == before + 1);
    CHECK(desk.network.calls.back().request.body.find("B, late.") != std::string::npos);
    desk.say("final", "Because of both.");
    CHECK_FALSE(desk.note());
}

TEST_CASE(
    "a run that was stopped is resumed from its note; an earlier turn has no buttons while another runs") {
    NoteDesk desk;
    desk.use_models({{"a", "b"}, {"final"}});
    desk.ask("Why?");
    desk.say("a", "A.");
    desk.workspace.conversation().stop();
    REQUIRE(desk.note());
    CHECK(desk.note()->words.find("in the tree") != std::string::npos);
    CHECK(desk.labels() == Labels{"Resume"});
    const session::TurnNumber turn = desk.workspace.conversation().shown_turn();
    desk.press();
    CHECK(desk.workspace.running());
    CHECK_FALSE(screen::turn_note(desk.workspace, turn));
}
