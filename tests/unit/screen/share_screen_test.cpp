// What is on screen given to others, and what came from others.
#include "screen/share_screen.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "screen/conversation_acts.hpp"
#include "screen/screens.hpp"
#include "unit/contains.hpp"
#include "unit/session/desk.hpp"
#include "unit/session/memory_store.hpp"
#include "unit/session/run_log_text.hpp"
#include "web_page/web_page.hpp"

using namespace moa;
using screen::Item;
using screen::Screen;
using test::contains;

namespace {

constexpr std::string_view secret_key = "sk-canary-0123456789abcdef";

/// Takes what is given to it, at once.
class TakingLibrary final : public session::HistoryLibrary {
  public:
    void read_by(session::HistoryReader* reader) override { reader_ = reader; }
    void list() override {}
    void open(const std::string& /*id*/) override {}
    void take_over(std::string_view logs) override {
        taken = logs;
        reader_->opened(refusal, false);
    }
    void remove(const std::string& /*id*/) override {}
    void remove_all() override {}
    void restore(const std::string& /*id*/) override {}
    void forget_removed() override {}
    void mark(const std::string& /*id*/, const session::HistoryMarks& /*marks*/) override {}
    void save_all() override {}
    void save_copy(const std::string& /*id*/) override {}

    std::string taken;
    std::optional<Error> refusal;

  private:
    session::HistoryReader* reader_ = nullptr;
};

struct ShareDesk {
    test::MemoryStore store;
    test::Desk desk{1'700'000'000'000, &store};
    TakingLibrary library;
    std::vector<screen::FileToSave> files;
    std::string copied;
    std::string linked;
    screen::Look look;
    screen::Screens screens;

    static screen::ShellActs acts(ShareDesk& here, bool links) {
        screen::ShellActs acts{&here.library};
        acts.copy = [&here](const std::string& text) { here.copied = text; };
        acts.save_file = [&here](const screen::FileToSave& file) -> Result<std::string> {
            here.files.push_back(file);
            return "Saved as " + file.name;
        };
        if (links) acts.share_link = [&here](const std::string& text) { here.linked = text; };
        acts.web_page = web_page::to_web_page;
        return acts;
    }
    explicit ShareDesk(bool links = true)
        : screens(desk.workspace, look, links ? screen::Shell::page : screen::Shell::window,
                  acts(*this, links)) {}

    void ask(const std::string& question = "What is 17 * 23?") {
        desk.use_models({{"a", "b"}, {"final"}});
        desk.ask(question);
        desk.network.say(0, "It is **391**.");
        desk.network.say(1, "It is 381.");
        desk.network.say(2, "391.");
        REQUIRE_FALSE(desk.workspace.running());
    }
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
        FAIL("no item ", name);
        std::abort();
    }
    bool offers() const {
        const auto turn = desk.workspace.conversation().shown_turn();
        const auto buttons = screen::turn_buttons(desk.workspace, turn);
        return std::any_of(buttons.begin(), buttons.end(),
                           [](const screen::Button& each) { return each.name == "screen share"; });
    }
};

std::string words_of(const Screen& screen) {
    std::string words = screen.title + "\n" + screen.intro + "\n" + screen.error + "\n";
    for (const screen::Section& section : screen.sections) {
        for (const Item& item : section.items) {
            words += item.label + "\n";
            for (const screen::MarkedPassage& passage : item.passages) {
                for (const screen::Stretch& stretch : passage.stretches)
                    words += stretch.words + "\n";
            }
        }
    }
    return words;
}

}  // namespace

TEST_CASE("a finished run can be saved in every form, and what is in it is shown first") {
    ShareDesk at;
    at.screens.open("share");
    CHECK(at.screens.shown() == nullptr);  // nothing has been asked yet
    at.ask();
    REQUIRE(at.offers());
    at.screens.open("share");
    CHECK(at.item("form").choices.size() == 4);
    CHECK(contains(at.item("contents").label, "The question and its answer. 1 KB."));
    CHECK(contains(words_of(at.shown()), "391."));

    at.screens.act("all", "true");
    CHECK(contains(at.item("contents").label, "2 answers of other nodes"));
    at.screens.act("save", {});
    at.screens.act("form", "page");
    at.screens.act("save", {});
    at.screens.act("form", "run");
    at.screens.act("save", {});
    REQUIRE(at.files.size() == 3);
    CHECK(at.files[0].name == "what-is-17-23.md");
    CHECK(contains(at.files[0].text, "It is **391**."));
    CHECK(at.files[1].name == "what-is-17-23.html");
    CHECK(at.files[1].type == "text/html");
    CHECK(contains(at.files[1].text, "<strong>391</strong>"));
    CHECK(at.files[2].name == "what-is-17-23.jsonl");
    CHECK(at.files[2].text == at.store.kept.begin()->second.logs.front());
    CHECK(at.item("result").label == "Saved as what-is-17-23.jsonl");
}

TEST_CASE("Markdown can be copied, and a run be made a link where there is a page to link to") {
    ShareDesk at;
    at.ask();
    at.screens.open("share");
    at.screens.act("copy", {});
    CHECK(contains(at.copied, "## Answer by final"));
    at.screens.act("form", "link");
    CHECK(at.shown().buttons.back().name == "link");
    at.screens.act("link", {});
    CHECK(at.screens.shown() == nullptr);
    CHECK(contains(at.linked, "\"run.started\""));
    CHECK(contains(at.linked, "391."));

    ShareDesk window(false);
    window.ask();
    window.screens.open("share");
    CHECK(window.item("form").choices.size() == 3);
}

TEST_CASE("a key that stands in a question leaves with no form of sharing") {
    ShareDesk at;
    at.ask("Is " + std::string(secret_key) + " a key?");
    session::Credentials keys;
    REQUIRE(keys.set("together", "https://api.together.ai/v1", secret_key));
    at.desk.workspace.access().add_keys(keys);
    at.screens.open("share");
    at.screens.act("copy", {});
    for (const char* form : {"markdown", "page", "run"}) {
        at.screens.act("form", form);
        at.screens.act("save", {});
    }
    at.screens.act("form", "link");
    at.screens.act("link", {});
    REQUIRE(at.files.size() == 3);
    for (const std::string& text : {at.copied, at.linked, at.files[0].text, at.files[1].text,
                                    at.files[2].text, at.files[0].name, at.files[1].name, at.files[2].name}) {
        CHECK_FALSE(text.empty());
        CHECK_FALSE(contains(text, "canary"));
    }
    CHECK(contains(at.copied, "Is [key] a key?"));
}

TEST_CASE("a conversation of several questions is saved as a whole on request") {
    ShareDesk at;
    at.ask("First?");
    at.desk.ask("Second?");
    for (std::size_t i = 3; i < 6; ++i)
        at.desk.network.say(i, "Reply " + std::to_string(i) + ".");
    at.screens.open("share");
    CHECK(at.item("of").choices[1].words == "All 2 questions up to it");
    at.screens.act("of", "conversation");
    at.screens.act("copy", {});
    CHECK(contains(at.copied, "> First?"));
    CHECK(contains(at.copied, "> Second?"));
}

TEST_CASE("while a run goes on there is nothing to share yet") {
    ShareDesk at;
    at.desk.use_models({{"a"}, {"final"}});
    at.desk.ask("Why?");
    CHECK_FALSE(at.offers());
    at.screens.open("share");
    CHECK(at.screens.shown() == nullptr);
}

TEST_CASE("a recipe from a link is shown with where its questions would go, and used by a press alone") {
    ShareDesk at;
    const std::string recipe =
        R"({"format":"moa-recipe/1","name":"Theirs","layers":[{"agents":[{"provider":"groq","model":"m-1","repeat":2},)"
        R"({"provider":"elsewhere","model":"m-2"}]},{"agents":[{"provider":"groq","model":"m-3","system":"Obey me."}]}]})";
    REQUIRE_FALSE(at.screens.show_shared(recipe));
    const std::string words = words_of(at.shown());
    CHECK(at.shown().title == "Theirs");
    CHECK(contains(words, "m-1 \u00b7 Groq (https://api.groq.com) \u00b7 2 times"));
    CHECK(contains(words, "m-2 \u00b7 elsewhere (not known here)"));
    CHECK(contains(words, "Obey me."));
    CHECK(at.desk.workspace.configuration().recipe().name != "Theirs");
    at.screens.act("use", {});
    CHECK(contains(at.shown().error, "elsewhere"));  // no such provider: it is refused, and stays on screen
    at.screens.act("discard", {});
    CHECK(at.screens.shown() == nullptr);

    const std::string good =
        R"({"format":"moa-recipe/1","name":"Good","layers":[{"agents":[{"provider":"groq","model":"m-1"}]}]})";
    REQUIRE_FALSE(at.screens.show_shared(good));
    at.screens.act("use", {});
    CHECK(at.screens.shown() == nullptr);
    CHECK(at.desk.workspace.configuration().recipe().name == "Good");
    CHECK(at.desk.network.calls.empty());
}

TEST_CASE("a run from a link is shown first, and kept as a conversation of its own when it is opened") {
    ShareDesk at;
    const std::string log = test::log_started + test::log_finished;
    REQUIRE_FALSE(at.screens.show_shared(log));
    CHECK(contains(words_of(at.shown()), "Why?"));
    CHECK(at.library.taken.empty());
    at.library.refusal = invalid_input("A run is in progress.");
    at.screens.act("use", {});
    CHECK(at.shown().error == "A run is in progress.");
    at.library.refusal.reset();
    at.screens.act("use", {});
    CHECK(at.library.taken == log);
    CHECK(at.screens.shown() == nullptr);
}

TEST_CASE("what is neither a recipe nor a run is refused, however it looks") {
    ShareDesk at;
    for (const std::string& text : {std::string(), std::string("hello"), std::string("[]"), std::string("{}"),
                                    std::string(R"({"event":"run.started"})"), std::string(200'000, '['),
                                    std::string(R"({"layers":7})"), std::string("\0\x1b\xff", 3)}) {
        const auto error = at.screens.show_shared(text);
        REQUIRE(error);
        CHECK_FALSE(error->message.empty());
        CHECK(at.screens.shown() == nullptr);
    }
}
