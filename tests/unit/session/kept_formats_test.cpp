// What earlier versions have kept is read for good: one file for each format as it was first written.
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "desk.hpp"
#include "draft_words.hpp"
#include "mixture/presets.hpp"
#include "session/history/history_file.hpp"
#include "session/history/run_log_read.hpp"
#include "session/kept_setup.hpp"
#include "session/models/model_book_json.hpp"
#include "session/recipes/recipe_draft.hpp"

using namespace moa;

namespace {

std::string kept_file(const std::string& name) {
    std::ifstream file(std::string(MOA_SOURCE_DIR "/tests/fixtures/kept/") + name, std::ios::binary);
    REQUIRE(file);
    return {std::istreambuf_iterator<char>(file), {}};
}

const mixture::Provider& together() {
    return *mixture::find_provider(mixture::known_providers(), "together");
}

}  // namespace

TEST_CASE("kept formats: a run log with the members of the first version") {
    const std::string text = kept_file("moa-run-1.jsonl");
    const auto log = session::read_run_log(text);
    REQUIRE(log);
    const run::RunState state = session::replay(log.value());
    CHECK(state.status == run::RunStatus::degraded);
    CHECK(state.answer() == "Blue light scatters most.");
    CHECK(state.layers.at(0).at(0).text == "Light scatters.");
    CHECK(state.layers.at(0).at(1).state == run::NodeState::failed);
    CHECK(session::summary_of_log(text)->question == "Why is the sky blue?");
}

TEST_CASE("kept formats: a setup that held its provider's address, and counted no repetitions") {
    test::Desk desk;
    REQUIRE_FALSE(session::use_kept_setup(desk.workspace, kept_file("setup-1.json")));
    const session::Configuration& used = desk.workspace.configuration();
    CHECK(used.setup().proposers == std::vector<std::string>{"a", "b"});
    CHECK(mixture::find_provider(used.providers(), "custom")->base_url == "http://127.0.0.1:8080/v1");
    CHECK(used.recipe().layers.at(0).agents.size() >= 2);
}

TEST_CASE("kept formats: lists and checks of models, and what was measured of them") {
    const session::ModelBook book = session::read_model_book(kept_file("models-1.json"));
    const wire::ListedModel* model = book.find_listed(together(), "a");
    REQUIRE(model != nullptr);
    CHECK(model->context_length == 131072);
    REQUIRE(book.probe_of(together(), "a") != nullptr);
    CHECK(book.probe_of(together(), "a")->verdict == session::Verdict::callable);
    const session::Experience experience = session::read_experience(kept_file("experience-1.json"));
    REQUIRE(experience.of(together(), "a") != nullptr);
    CHECK(experience.of(together(), "a")->samples.size() == 2);
}

TEST_CASE("kept formats: a recipe that was being edited, with what is no value yet") {
    session::RecipeDraft draft;
    REQUIRE(draft.restore(kept_file("draft-1.json")));
    CHECK(draft.recipe().name == "Half done");
    CHECK(test::text(draft, "layers[0].agents[0].temperature") == "warm");
}

TEST_CASE("kept formats: a file of many conversations") {
    const std::string text = kept_file("history-1.jsonl");
    REQUIRE(session::is_history_file(text));
    session::HistoryFileReader reader;
    reader.take(text);
    reader.finish();
    const auto read = reader.taken();
    REQUIRE(read.size() == 1);
    CHECK(reader.left_out() == 0);
    CHECK(read[0].marks == session::HistoryMarks{"Skies", true});
    CHECK(read[0].kept.logs == std::vector<std::string>{kept_file("moa-run-1.jsonl")});
}
