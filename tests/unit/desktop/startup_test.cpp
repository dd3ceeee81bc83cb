// Files that the window is given: by name, or dropped on it.
#include "native/desktop/startup.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "native/desktop/open_files.hpp"
#include "native/platform/drafts.hpp"
#include "native/platform/files.hpp"
#include "native/platform/provider_config.hpp"
#include "session/history/history_file.hpp"
#include "unit/session/run_log_text.hpp"

using namespace moa;
using test::log_finished;
using test::log_started;
namespace fs = std::filesystem;

namespace {

class NoNetwork final : public run::Transport {
  public:
    void start(run::Call, run::TransportEvents&) override {}
    void cancel(run::CallId) override {}
};

/// A workspace that keeps its history in a folder of its own.
struct Desk {
    Desk() {
        std::string name = (fs::temp_directory_path() / "moa-startup-XXXXXX").string();
        root = ::mkdtemp(name.data());
        ::setenv("XDG_DATA_HOME", root.c_str(), 1);
    }
    ~Desk() {
        ::unsetenv("XDG_DATA_HOME");
        std::error_code ignored;
        fs::remove_all(root, ignored);
    }
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    std::string file(const std::string& name, std::string_view text) const {
        REQUIRE_FALSE(native::replace_file(root / name, text));
        return (root / name).string();
    }

    fs::path root;
    NoNetwork network;
    native::HistoryFiles history;
    session::Workspace workspace{{&network, [] { return Millis{0}; }, {}, nullptr, &history}};
};

}  // namespace

TEST_CASE("a file of many conversations is kept, and the latest of them comes on screen") {
    Desk desk;
    std::string other = log_started;
    other.replace(other.find("Why?"), 4, "How?");
    const std::string text =
        session::history_file_head() +
        session::conversation_lines({{"20261124-110000-000", {other + log_finished}}, {"Mine", true}}) +
        session::conversation_lines({{"20261124-100000-000", {log_started + log_finished}}, {}});
    CHECK_FALSE(desktop::open_file(desk.workspace, &desk.history, desk.file("all.jsonl", text)));
    CHECK(desk.workspace.shown().question() == "How?");
    CHECK(desk.workspace.conversation().kept_id() == "20261124-110000-000");
    CHECK_FALSE(desk.workspace.notice());
    CHECK_FALSE(desktop::open_file(desk.workspace, &desk.history,
                                   desk.file("more.jsonl", text + "{\"conversation\":1}\n")));
    CHECK(desk.history.entries().size() == 2);
    REQUIRE(desk.workspace.notice());
    CHECK(desk.workspace.notice()->message.find("could not be read") != std::string::npos);
}

TEST_CASE("run logs that are opened are kept as a conversation, once") {
    Desk desk;
    const std::string path =
        desk.file("given.jsonl", log_started + log_finished + log_started + log_finished);
    CHECK_FALSE(desktop::open_file(desk.workspace, &desk.history, path));
    CHECK(desk.workspace.shown().question() == "Why?");
    CHECK(desk.workspace.conversation().turns().count() == 2);
    CHECK_FALSE(desk.workspace.conversation().kept_id().empty());
    CHECK_FALSE(desktop::open_file(desk.workspace, &desk.history, path));
    REQUIRE(desk.history.entries().size() == 1);
    CHECK(desk.history.entries().front().turns.size() == 2);
}

TEST_CASE("without a history a run log is shown and not kept") {
    Desk desk;
    CHECK_FALSE(
        desktop::open_file(desk.workspace, nullptr, desk.file("given.jsonl", log_started + log_finished)));
    CHECK(desk.workspace.shown().question() == "Why?");
    CHECK(desk.history.entries().empty());
    desktop::Options demo;
    demo.simulate = true;
    CHECK(desktop::history_for(desk.history, demo) == nullptr);
    CHECK(desktop::history_for(desk.history, {}) == &desk.history);
}

TEST_CASE("a recipe is used, and what is neither is named with what is wrong") {
    Desk desk;
    const std::string recipe =
        R"({"format":"moa-recipe/1","name":"Given","layers":[{"agents":[{"provider":"simulated","model":"sim/echo-8b"}]}]})";
    CHECK_FALSE(desktop::open_file(desk.workspace, &desk.history, desk.file("recipe.json", recipe)));
    CHECK(desk.workspace.configuration().recipe().name == "Given");
    for (const char* text : {"", "hello", "{\"layers\": 5}"}) {
        const auto error = desktop::open_file(desk.workspace, &desk.history, desk.file("wrong.json", text));
        REQUIRE(error);
        CHECK(error->message.find("wrong.json") != std::string::npos);
    }
    const auto missing = desktop::open_file(desk.workspace, &desk.history, (desk.root / "none").string());
    REQUIRE(missing);
    CHECK(missing->message.find("none") != std::string::npos);
    CHECK(desk.workspace.configuration().recipe().name == "Given");
    // Any other text belongs to the question, but not as the value of --recipe.
    const std::string notes = desk.file("notes.txt", "Some notes.");
    CHECK_FALSE(desktop::open_file(desk.workspace, &desk.history, notes));
    CHECK(desk.workspace.conversation().attachments().count() == 1);
    native::Drafts drafts;
    desktop::Options options;
    options.recipe = notes;
    const auto refused = desktop::prepare(desk.workspace, desk.history, drafts, options, {});
    REQUIRE(refused);
    CHECK(refused->message.find("notes.txt") != std::string::npos);
    CHECK(desk.history.entries().empty());
}

TEST_CASE("a question that was being typed is there again, unless another one is asked for") {
    Desk desk;
    const std::string typed = "Why is rain \xe6\xbf\xa1\xe3\x82\x8c?\n";
    {
        native::Drafts crashed;
        REQUIRE_FALSE(crashed.keep(native::Draft::question, typed));
    }
    native::Drafts drafts;
    desktop::Options options;
    options.recipe = "moa-lite-simulated";
    CHECK_FALSE(desktop::prepare(desk.workspace, desk.history, drafts, options, {}));
    CHECK(desk.workspace.conversation().draft() == typed);
    options.question = "Another";
    CHECK_FALSE(desktop::prepare(desk.workspace, desk.history, drafts, options, {}));
    CHECK(desk.workspace.conversation().draft() == "Another");
    CHECK_FALSE(drafts.keep(native::Draft::question, ""));
    CHECK(drafts.kept(native::Draft::question).empty());
    CHECK_FALSE(drafts.keep(native::Draft::question, ""));
}

TEST_CASE("two windows keep what is typed in each, and what one has left is found by the next") {
    const Desk desk;
    native::Drafts first;
    CHECK_FALSE(first.keep(native::Draft::question, "of the first"));
    {
        native::Drafts second;
        CHECK(second.kept(native::Draft::question).empty());
        CHECK_FALSE(second.keep(native::Draft::question, "of the second"));
        CHECK_FALSE(second.keep(native::Draft::recipe, "{}"));
        CHECK(first.kept(native::Draft::question) == "of the first");
        CHECK(first.kept(native::Draft::recipe).empty());
        CHECK_FALSE(first.keep(native::Draft::question, ""));
        CHECK(second.kept(native::Draft::question) == "of the second");
        CHECK_FALSE(first.keep(native::Draft::question, "of the first again"));
    }
    native::Drafts third;
    CHECK(third.kept(native::Draft::question) == "of the second");
    CHECK(third.kept(native::Draft::recipe) == "{}");
    CHECK(first.kept(native::Draft::question) == "of the first again");
}

namespace {

/// The folders of settings and of model lists, too.
struct SettledDesk : Desk {
    SettledDesk() {
        ::setenv("XDG_CONFIG_HOME", (root / "config").c_str(), 1);
        ::setenv("XDG_CACHE_HOME", (root / "cache").c_str(), 1);
        REQUIRE_FALSE(
            native::keep_provider({"lab", "http://127.0.0.1:9/v1", {}, {{"x-region", "eu"}}, 2}, false));
    }
    ~SettledDesk() {
        ::unsetenv("XDG_CONFIG_HOME");
        ::unsetenv("XDG_CACHE_HOME");
    }
    SettledDesk(const SettledDesk&) = delete;
    SettledDesk& operator=(const SettledDesk&) = delete;
};

}  // namespace

TEST_CASE("models by name come to use at the providers of the configuration, as it states them") {
    SettledDesk desk;
    native::Drafts drafts;
    desktop::Options options;
    options.models = {{"lab/house-9b"}, {}, 3};
    const auto named = desktop::recipe_of_models(options);
    REQUIRE(named);
    CHECK_FALSE(desktop::prepare(desk.workspace, desk.history, drafts, options, named.value()));
    const session::Configuration& used = desk.workspace.configuration();
    CHECK(mixture::shape_words(used.recipe()) == "3 proposers, 1 aggregator");
    CHECK(used.recipe().layers[1].agents[0].model == "house-9b");
    const mixture::Provider* lab = mixture::find_provider(used.providers(), "lab");
    REQUIRE(lab != nullptr);
    CHECK(lab->max_concurrent == 2);
    CHECK_FALSE(lab->calls_assumed);
    CHECK(desk.workspace.access().keys().headers("lab", lab->base_url) == wire::Headers{{"x-region", "eu"}});
}

TEST_CASE("a name without a recipe is refused with the choices, and what was in use before is not lost") {
    SettledDesk desk;
    desktop::Options options;
    options.models = {{"gpt-oss-20b"}, {}, {}};
    const auto named = desktop::recipe_of_models(options);
    REQUIRE_FALSE(named);
    CHECK(named.error().message.find("groq/openai/gpt-oss-20b") != std::string::npos);

    // An endpoint of the time before is there still when a recipe is asked for.
    native::Drafts drafts;
    REQUIRE_FALSE(native::replace_file(
        desk.root / "moa" / "setup.json",
        R"({"format":"moa-setup/1","provider":"simulated","shape":"moa-lite","providers":[)"
        R"({"name":"attic","base_url":"http://127.0.0.1:8/v1"}]})"));
    desktop::Options recipe;
    recipe.recipe = "moa-lite-simulated";
    CHECK_FALSE(desktop::prepare(desk.workspace, desk.history, drafts, recipe, {}));
    CHECK(mixture::find_provider(desk.workspace.configuration().providers(), "attic") != nullptr);
}
