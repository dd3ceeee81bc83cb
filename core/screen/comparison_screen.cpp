#include "screen/comparison_screen.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "blank.hpp"
#include "figures.hpp"
#include "mixture/agreement.hpp"
#include "run/graph_rules.hpp"
#include "run/node_sentence.hpp"
#include "screen/marked_passages.hpp"
#include "screen/words.hpp"

namespace moa::screen {
namespace {

using run::Node;
using session::TurnNumber;

constexpr std::size_t fewest = 2;
constexpr std::size_t most = 4;
/// How many there are to begin with: what fits a screen.
constexpr std::size_t first_most = 3;

bool is_finished(const Node& node) {
    return node.state == run::NodeState::done && !is_blank(node.text);
}

std::string name_of(TurnNumber turn, const Node& node) {
    return std::to_string(turn) + "/" + run::to_string(node.id);
}

run::GraphCommand keep_command(const run::RunState& state, const Node& node) {
    run::GraphCommand command;
    command.change = run::Change::edit;
    command.node = state.aggregator().id;
    command.text = node.text;
    command.nodes = {node.id};
    return command;
}

/// What stands behind `what` and a space: a column, counted from 1.
std::size_t column_in(std::string_view act, std::string_view what) {
    std::size_t number = 0;
    if (act.starts_with(what) && act.substr(what.size()).starts_with(' ')) {
        act.remove_prefix(what.size() + 1);
        std::from_chars(act.data(), act.data() + act.size(), number);
    }
    return number;
}

}  // namespace

std::vector<ComparisonScreen::Answer> ComparisonScreen::answers_of(const session::Workspace& workspace) {
    std::vector<Answer> answers;
    const session::Conversation& conversation = workspace.conversation();
    const TurnNumber shown = conversation.shown_turn();
    const run::RunState& state = workspace.shown();
    if (shown == 0 || workspace.on_screen().idle()) return answers;
    if (const Node& last = state.aggregator(); is_finished(last))
        answers.push_back({name_of(shown, last), "The answer, by " + last.label, "", &state, &last, true});
    for (std::size_t layer = state.layers.size() - 1; layer-- > 0;) {
        for (const Node& node : state.layers[layer]) {
            if (!is_finished(node)) continue;
            answers.push_back({name_of(shown, node), run::to_string(node.id) + " " + node.label,
                               "Layer " + std::to_string(layer + 1), &state, &node, true});
        }
    }
    const auto versions = conversation.turns().versions_of(shown);
    for (std::size_t i = 0; i < versions.size(); ++i) {
        const run::RunState& other = conversation.run_of(versions[i]);
        if (versions[i] == shown || other.layers.empty() || !is_finished(other.aggregator())) continue;
        answers.push_back({name_of(versions[i], other.aggregator()), "Version " + std::to_string(i + 1),
                           "Other versions", &other, &other.aggregator(), false});
    }
    return answers;
}

bool can_compare(const session::Workspace& workspace) {
    return ComparisonScreen::answers_of(workspace).size() >= fewest;
}

ComparisonScreen::ComparisonScreen(session::Workspace& workspace) : workspace_(workspace) {
    const std::vector<Answer> answers = answers_of(workspace);
    const auto selected = workspace.conversation().selected();
    const auto is_selected = [&](const Answer& each) { return each.here && each.node->id == selected; };
    const auto found = std::find_if(answers.begin(), answers.end(), is_selected);
    if (found != answers.end()) names_.push_back(found->name);
    // Beside a chosen one only the answer, unless that is chosen.
    const std::size_t wanted = found != answers.end() && found != answers.begin() ? fewest : first_most;
    for (const Answer& each : answers) {
        if (names_.size() >= wanted) break;
        if (found == answers.end() || each.name != found->name) names_.push_back(each.name);
    }
}

std::vector<ComparisonScreen::Answer> ComparisonScreen::chosen() const {
    const std::vector<Answer> all = answers_of(workspace_);
    std::vector<Answer> made;
    for (const std::string& name : names_) {
        const auto it =
            std::find_if(all.begin(), all.end(), [&](const Answer& each) { return each.name == name; });
        if (it != all.end()) made.push_back(*it);
    }
    return made;
}

Item ComparisonScreen::column(std::size_t number, const Answer& answer,
                              const std::vector<Answer>& all) const {
    const std::string at = std::to_string(number + 1);
    Item item{Kind::text, "answer " + at, "Answer " + at, answer.name};
    item.label_hidden = true;
    item.passages = passages_[number];
    for (const Answer& each : all) {
        const bool taken =
            each.name != answer.name && std::find(names_.begin(), names_.end(), each.name) != names_.end();
        if (!taken) item.choices.push_back({each.name, each.words, each.group});
    }
    if (std::string facts = run::figures_of(*answer.node); !facts.empty())
        item.notes.push_back({std::move(facts)});
    item.notes.push_back({std::string("Agreement with the other") + (names_.size() > fewest ? "s: " : ": ") +
                          std::to_string(std::lround(100 * agreement_[number])) + "%"});
    if (answer.here && answer.node != &answer.state->aggregator()) {
        Button keep{"keep " + at, "Keep this answer instead", Role::quiet};
        keep.description = "Keep the answer of " + answer.words + " instead of the aggregator\u2019s";
        keep.possible = !run::refusal(*answer.state, keep_command(*answer.state, *answer.node));
        item.buttons.push_back(std::move(keep));
    }
    if (names_.size() > fewest)
        item.remove = Button{"remove " + at, "\u00d7", Role::quiet, "Remove " + answer.words};
    return item;
}

Screen ComparisonScreen::show() const {
    Screen screen{"compare", ""};
    const std::vector<Answer> all = answers_of(workspace_);
    const std::vector<Answer> answers = chosen();
    if (answers.size() < fewest) return screen;
    std::vector<std::string> texts;
    texts.reserve(answers.size());
    for (const Answer& each : answers)
        texts.push_back(each.node->text);
    if (texts != compared_) {
        passages_ = marked_passages(texts);
        agreement_ = mixture::agreement_with_others({texts.begin(), texts.end()});
        compared_ = std::move(texts);
    }
    screen.title = words::compare;
    screen.intro = "Marked: what none of the other answers says.";
    screen.width = Width::full;
    screen.error = problem_;
    screen.focus = focus_;
    screen.focus_turn = focus_turn_;
    Section& columns = screen.sections.emplace_back();
    columns.columns = true;
    for (std::size_t i = 0; i < answers.size(); ++i)
        columns.items.push_back(column(i, answers[i], all));
    if (answers.size() < std::min(most, all.size()))
        screen.buttons.push_back({"add", "Add an answer", Role::quiet});
    screen.buttons.push_back({"close", "Close"});
    return screen;
}

void ComparisonScreen::add() {
    for (const Answer& each : answers_of(workspace_)) {
        if (names_.size() >= most) return;
        if (std::find(names_.begin(), names_.end(), each.name) != names_.end()) continue;
        names_.push_back(each.name);
        return focus_on(names_.size());
    }
}

/// What was pressed may be gone.
void ComparisonScreen::focus_on(std::size_t column) {
    focus_ = "answer " + std::to_string(column);
    ++focus_turn_;
}

Outcome ComparisonScreen::keep(std::size_t number) {
    const std::vector<Answer> answers = chosen();
    if (number == 0 || number > answers.size()) return {};
    const Answer& kept = answers[number - 1];
    if (!kept.here) return {};
    const auto error = workspace_.conversation().change(keep_command(*kept.state, *kept.node));
    problem_ = error ? error->message : std::string();
    return {!error};
}

Outcome ComparisonScreen::act(std::string_view name, std::string_view value) {
    ++revision_;
    if (name == "close") return {true};
    if (name == "add") add();
    if (const std::size_t number = column_in(name, "keep"); number > 0) return keep(number);
    if (const std::size_t number = column_in(name, "remove");
        number > 0 && number <= names_.size() && names_.size() > fewest) {
        names_.erase(names_.begin() + static_cast<std::ptrdiff_t>(number - 1));
        focus_on(std::min(number, names_.size()));
    }
    if (const std::size_t number = column_in(name, "answer"); number > 0 && number <= names_.size())
        names_[number - 1] = value;
    return {};
}

}  // namespace moa::screen
