#include "exports/document.hpp"

#include <algorithm>
#include <utility>

#include "ascii.hpp"
#include "figures.hpp"
#include "run/node_sentence.hpp"
#include "run/sentences.hpp"
#include "wire/utf8.hpp"

namespace moa::exports {
namespace {

using run::Node;
using run::RunState;

/// In bytes: a title of one line, and a name that every file system takes.
constexpr std::size_t longest_title = 120;
constexpr std::size_t longest_stem = 60;

void add(std::string& facts, std::string_view part) {
    if (part.empty()) return;
    facts += facts.empty() ? "" : " \u00b7 ";
    facts += part;
}

/// In one line, cut at a word.
std::string title_of(std::string_view question) {
    std::string line(question.substr(0, question.find('\n')));
    if (line.size() > longest_title) {
        const std::size_t blank = line.rfind(' ', longest_title);
        line.resize(blank != std::string::npos
                        ? blank
                        : wire::complete_utf8_prefix(std::string_view(line).substr(0, longest_title)));
    }
    return line.size() < question.size() ? line + "\u2026" : line;
}

void add_sentence(std::string& words, std::string_view sentence) {
    if (sentence.empty()) return;
    words += words.empty() ? "" : " ";
    words += sentence;
}

/// Why there is no answer, or no whole one, and what was done to it.
std::string note_of(const RunState& state, const Node& node) {
    std::string note = run::node_sentence(state, node, state.latest);
    if (!note.empty() && !note.ends_with('.')) note += '.';
    if (node.is_cut()) add_sentence(note, "Incomplete: " + run::finish_text(node.finish) + ".");
    add_sentence(note, run::node_note(state, node));
    if (node.muted && node.state == run::NodeState::done)
        add_sentence(note, "Muted: nothing was built on it.");
    return note;
}

Answer answer_of(const RunState& state, const Node& node, std::string name) {
    return {std::move(name), run::figures_of(node), note_of(state, node), node.text};
}

Turn turn_of(const RunState& state, bool all_answers) {
    Turn turn;
    turn.question = state.question();
    const Node& last = state.aggregator();
    turn.answer = answer_of(state, last, last.label);
    std::size_t called = 0;
    for (const auto& layer : state.layers)
        called += static_cast<std::size_t>(
            std::count_if(layer.begin(), layer.end(), [](const Node& node) { return node.was_called(); }));
    add(turn.facts, state.recipe.name);
    add(turn.facts, figure::counted(called, "model call"));
    if (state.total_ms != no_time) add(turn.facts, figure::duration(state.worked()));
    if (state.cost_usd > 0) add(turn.facts, run::cost_words(state));
    add_sentence(turn.note, run::degradation_sentence(state));
    add_sentence(turn.note, run::answer_remarks(state));
    for (std::size_t i = 0; all_answers && i + 1 < state.layers.size(); ++i) {
        Layer layer{"Layer " + std::to_string(i + 1), {}};
        for (const Node& node : state.layers[i]) {
            if (run::is_left_out(state, node)) continue;
            layer.answers.push_back(answer_of(state, node, to_string(node.id) + " " + node.label));
        }
        if (!layer.answers.empty()) turn.layers.push_back(std::move(layer));
    }
    return turn;
}

}  // namespace

Document document_of(const session::Conversation& conversation, Scope scope) {
    Document document;
    const session::TurnNumber shown = conversation.shown_turn();
    const auto path = scope.conversation ? conversation.turns().path_to(shown)
                                         : std::vector<session::TurnNumber>(shown == 0 ? 0 : 1, shown);
    for (const session::TurnNumber number : path) {
        const RunState& state = conversation.run_of(number);
        if (!state.layers.empty()) document.turns.push_back(turn_of(state, scope.all_answers));
    }
    if (document.turns.empty()) return document;
    document.title = title_of(document.turns.front().question);
    document.facts = "Mixture of Agents";
    const session::HistoryEntry entry{conversation.kept_id(), {}};
    add(document.facts, utc_day(entry.began()));
    return document;
}

std::string contents_words(const Document& document) {
    std::size_t others = 0;
    for (const Turn& turn : document.turns) {
        for (const Layer& layer : turn.layers)
            others += layer.answers.size();
    }
    std::string words = document.turns.size() == 1
                            ? "The question and its answer"
                            : figure::counted(document.turns.size(), "question") + " with their answers";
    if (others > 0) words += ", and " + figure::counted(others, "answer") + " of other nodes";
    return words + ".";
}

std::string file_stem(const Document& document) {
    std::string stem;
    for (const char c : std::string_view(document.title).substr(0, document.title.find('\xe2'))) {
        const bool kept = is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
        if (kept) {
            stem += lower_case(c);
        } else if (!stem.empty() && stem.back() != '-') {
            stem += '-';
        }
    }
    stem.resize(wire::complete_utf8_prefix(std::string_view(stem).substr(0, longest_stem)));
    while (stem.ends_with('-'))
        stem.pop_back();
    return stem.empty() ? "conversation" : stem;
}

}  // namespace moa::exports
