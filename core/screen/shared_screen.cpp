#include "screen/shared_screen.hpp"

#include <algorithm>
#include <utility>

#include "mixture/recipe_read.hpp"
#include "run/node_sentence.hpp"
#include "run/sentences.hpp"
#include "screen/recipe_sections.hpp"
#include "screen/words.hpp"
#include "session/history/run_log_read.hpp"
#include "session/open_text.hpp"

namespace moa::screen {

Result<std::unique_ptr<SharedScreen>> SharedScreen::read(session::Workspace& workspace,
                                                         const ShellActs& shell, std::string text) {
    std::unique_ptr<SharedScreen> made(new SharedScreen(workspace, shell, std::move(text)));
    if (session::is_run_log(made->text_)) {
        const Result<session::RunLog> log = session::read_run_log(made->text_);
        if (!log) return log.error();
        made->run_ = run::broken_off(session::replay(log.value()));
        return made;
    }
    Result<mixture::Recipe> recipe = mixture::read_recipe(made->text_);
    if (!recipe) return recipe.error();
    made->recipe_ = std::move(recipe.value());
    return made;
}

SharedScreen::~SharedScreen() {
    if (run_ && shell_.history != nullptr) shell_.history->read_by(nullptr);
}

void SharedScreen::opened(const std::optional<Error>& error, bool /*copyable*/) {
    ++revision_;
    done_ = !error;
    problem_ = error ? error->message : std::string();
}

std::vector<Section> SharedScreen::run_sections() const {
    std::vector<Section> sections;
    sections.push_back(
        {"Question", {passages_item("question", "Question", first_passages(run_->question()))}});
    Section made{"Made by", {}};
    for (const auto& layer : run_->layers) {
        for (const run::Node& node : layer) {
            std::string words = to_string(node.id) + " " + node.label;
            if (const std::string figures = run::figures_of(node); !figures.empty())
                words += " \u00b7 " + figures;
            made.items.push_back({Kind::words, "", std::move(words)});
        }
    }
    sections.push_back(std::move(made));
    sections.push_back({"Answer", {passages_item("answer", "Answer", first_passages(run_->answer()))}});
    return sections;
}

Screen SharedScreen::show() const {
    Screen screen{"shared", ""};
    if (done_) return screen;
    screen.error = problem_;
    if (recipe_) {
        screen.title = recipe_->name.empty() ? std::string(words::unnamed_recipe) : recipe_->name;
        screen.intro = words::came_by_link;
        screen.sections = recipe_sections(workspace_, *recipe_);
        screen.buttons = {{"discard", std::string(words::discard)},
                          {"use", std::string(words::use_recipe), Role::primary}};
    } else {
        screen.title = "A run that came by a link";
        screen.intro = run::status_sentence(*run_) + " Opening it calls no model.";
        screen.sections = run_sections();
        screen.buttons = {{"discard", std::string(words::discard)}, {"use", "Open", Role::primary}};
    }
    screen.focus = "use";
    return screen;
}

void SharedScreen::use() {
    if (recipe_) return opened(workspace_.use_recipe(*recipe_), false);
    if (shell_.history == nullptr) {
        return opened(session::open_text(workspace_, "run.jsonl", text_), false);
    }
    shell_.history->read_by(this);
    shell_.history->take_over(text_);
}

Outcome SharedScreen::act(std::string_view name, std::string_view /*value*/) {
    ++revision_;
    problem_.clear();
    if (name == "use") use();
    return {done_ || name == "discard"};
}

}  // namespace moa::screen
