#include "native/cli/terminal/run_view.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "blank.hpp"
#include "figures.hpp"
#include "native/cli/exit_code.hpp"
#include "native/cli/terminal/answer_text.hpp"
#include "native/cli/terminal/live_tree.hpp"
#include "native/cli/terminal/terminal_text.hpp"
#include "run/node_sentence.hpp"
#include "run/sentences.hpp"
#include "wire/error_text.hpp"

namespace moa::cli {
namespace {

/// Between two drawings after news, and between two without any (clocks go on).
constexpr Millis redraw_ms = 67;
constexpr Millis clock_ms = 200;

std::string name_of(const run::Node& node) {
    return to_string(node.id) + " " + node.label;
}

std::string usage_text(const run::Node& node) {
    if (!node.usage || node.usage->completion_tokens == 0) return {};
    const auto tokens = node.usage->completion_tokens;
    return ", " + std::string(node.usage->estimated ? "about " : "") + std::to_string(tokens) +
           (tokens == 1 ? " token" : " tokens");
}

std::string outcome_of(const run::Node& node) {
    const std::string time =
        node.began_at() == no_time ? "" : " after " + figure::duration(node.ended_at - node.began_at());
    switch (node.state) {
        case run::NodeState::done:
            return (node.is_cut() ? "cut short" : "done") + time + usage_text(node);
        case run::NodeState::failed:
            return node.error ? describe(*node.error) + " " + hint_of(*node.error) + " (failed" + time + ")"
                              : "failed" + time;
        default:
            return std::string(to_string(node.state)) + time;
    }
}

/// What a policy has just done, or nothing.
std::string policy_words(const run::RunEvent& event, const run::RunState& state) {
    const auto words_of = [&state](run::NodeId id, const std::string& words) {
        const run::Node* node = state.find(id);
        return node == nullptr || words.empty() ? std::string() : name_of(*node) + ": " + words;
    };
    const auto note_of = [&](run::NodeId id) {
        const run::Node* node = state.find(id);
        return node == nullptr ? std::string() : words_of(id, run::node_note(state, *node));
    };
    if (const auto* fitted = std::get_if<run::NodeFitted>(&event)) return note_of(fitted->node);
    if (const auto* flagged = std::get_if<run::NodeFlagged>(&event)) return note_of(flagged->node);
    if (const auto* chose = std::get_if<run::NodeChose>(&event)) return note_of(chose->node);
    if (const auto* carried = std::get_if<run::NodeCarried>(&event)) {
        const run::Node* node = state.find(carried->node);
        if (node != nullptr) return words_of(node->id, run::calls_words(state, *node));
    }
    return {};
}

bool silent = false;
bool plain_answers = false;

void print_line(std::string_view message) {
    write_all(STDERR_FILENO, harmless(message, true) + "\n");
}

/// Why there is no answer, each reason once, and what to do about it. `told_before`: the nodes' own reasons
/// stand above.
void print_failure(const run::RunState& state, bool told_before) {
    std::vector<std::string> told;
    const auto is_new = [&told](const std::string& words) {
        if (std::find(told.begin(), told.end(), words) != told.end()) return false;
        told.push_back(words);
        return true;
    };
    std::string sentence = status_sentence(state);
    if (const run::Node* culprit = run::culprit(state)) {
        const std::string reason = " " + name_of(*culprit) + ": " + describe(*culprit->error);
        if (told_before && sentence.ends_with(reason)) {
            sentence.resize(sentence.size() - reason.size());
        } else {
            (void)is_new(describe(*culprit->error));
            if (is_new(hint_of(*culprit->error))) sentence += " " + hint_of(*culprit->error);
        }
    }
    print_error(sentence);
    if (told_before) return;
    for (const auto& layer : state.layers) {
        for (const run::Node& node : layer) {
            if (!node.error || !is_new(describe(*node.error))) continue;
            const std::string hint = is_new(hint_of(*node.error)) ? " " + hint_of(*node.error) : "";
            print_line("  " + name_of(node) + ": " + describe(*node.error) + hint);
        }
    }
}

}  // namespace

void silence_notes() {
    silent = true;
}

void print_note(std::string_view message) {
    if (!silent) print_line(message);
}

void print_error(std::string_view message) {
    // A key typed in the wrong place is not echoed.
    print_line("moa: " + wire::redact_keys(message));
}

int refuse(std::string_view message) {
    print_error(message);
    return exit_usage;
}

int refuse(const Error& error) {
    return refuse(std::string_view(error.message));
}

int fail(const Error& error) {
    print_error(error.message);
    return error.kind == ErrorKind::io ? exit_failed : exit_usage;
}

void PlainView::on_event(Millis t, const run::RunEvent& event, const run::RunState& state) {
    if (std::holds_alternative<run::RunStarted>(event)) {
        layer_ = 0;
        return;
    }
    if (const std::string words = policy_words(event, state); !words.empty()) print_note(words);
    const auto* changed = std::get_if<run::NodeChanged>(&event);
    if (changed == nullptr) return;
    const run::Node* node = state.find(changed->node);
    if (node == nullptr) return;
    if (changed->state == run::NodeState::waiting) {
        const auto& layer = state.layers[static_cast<std::size_t>(node->id.layer) - 1];
        if (node->id.layer > layer_) {
            layer_ = node->id.layer;
            const bool last = static_cast<std::size_t>(layer_) == state.layers.size();
            print_note(last ? "Aggregator: " + node->label
                            : "Layer " + std::to_string(layer_) + ": " + std::to_string(layer.size()) +
                                  (layer.size() == 1 ? " proposer" : " proposers"));
        }
    } else if (changed->queued && changed->queued->reason != run::QueueReason::spacing) {
        // That a server is loading its model is all that there is to say of it.
        const bool says_more = node->error && node->error->kind != ErrorKind::loading_model;
        print_note(name_of(*node) + ": " + run::node_sentence(state, *node, t) +
                   (says_more ? ". " + describe(*node->error) : ""));
    } else if (run::has_ended(changed->state) && changed->state != run::NodeState::skipped) {
        print_note(name_of(*node) + ": " + outcome_of(*node));
    }
}

LiveView::LiveView(int descriptor) : descriptor_(descriptor), block_(descriptor) {}

void LiveView::on_event(Millis t, const run::RunEvent& event, const run::RunState& state) {
    if (std::holds_alternative<run::RunStarted>(event)) {
        running_ = true;
        drawn_at_ = no_time;
        block_.begin();
    }
    changed_ = true;
    if (std::holds_alternative<run::RunFinished>(event)) {
        draw(state, t);
        running_ = false;
        block_.end();
    }
}

Millis LiveView::next_refresh() const {
    if (!running_) return no_time;
    return drawn_at_ == no_time ? 0 : drawn_at_ + (changed_ ? redraw_ms : clock_ms);
}

void LiveView::refresh(const run::RunState& state, Millis elapsed) {
    const Millis due = next_refresh();
    if (due != no_time && elapsed >= due) draw(state, elapsed);
}

void LiveView::draw(const run::RunState& state, Millis elapsed) {
    const TerminalSize size = terminal_size(descriptor_);
    block_.draw(tree_lines(state, elapsed, {size.columns, size.rows, wants_colour()}));
    drawn_at_ = elapsed;
    changed_ = false;
}

void LiveView::pause() {
    block_.end();
}

void LiveView::resume() {
    if (!running_) return;
    block_.begin();
    block_.invalidate();
    drawn_at_ = no_time;
}

std::unique_ptr<RunView> make_view() {
    if (silent) return std::make_unique<SilentView>();
    if (is_terminal(STDOUT_FILENO)) return std::make_unique<LiveView>(STDOUT_FILENO);
    return std::make_unique<PlainView>();
}

bool write_output(std::string_view text) {
    if (write_all(STDOUT_FILENO, text)) return true;
    // A reader such as head that closed the pipe needs no error.
    const int code = errno;
    if (code != EPIPE)
        print_error(std::string("Could not write to standard output: ") + std::strerror(code) + ".");
    return false;
}

bool write_json(std::string_view json) {
    return write_output(escaped_json(json));
}

void show_answers_plain() {
    plain_answers = true;
}

std::string answer_for_output(std::string text) {
    if (::isatty(STDOUT_FILENO) == 1) {
        if (is_terminal(STDOUT_FILENO) && !plain_answers)
            return answer_text(text, {terminal_size(STDOUT_FILENO).columns, wants_colour()});
        text = harmless(text);
    }
    if (text.empty() || text.back() != '\n') text += '\n';
    return text;
}

bool print_answer(const run::RunState& state) {
    if (is_blank(state.answer())) return true;
    const bool terminal = ::isatty(STDOUT_FILENO) == 1;
    return write_output((terminal && !silent ? "\n" : "") + answer_for_output(state.answer()));
}

void print_shortcomings(const run::RunState& state, const RunView* view) {
    if (state.status == run::RunStatus::cancelled) {
        print_note(status_sentence(state) + (is_blank(state.answer()) ? "" : " The answer is incomplete."));
        return;
    }
    if (state.status == run::RunStatus::failed)
        return print_failure(state, view != nullptr && view->tells_failures());
    for (const std::string& sentence : {answer_remarks(state), degradation_sentence(state)}) {
        if (!sentence.empty()) print_note(sentence);
    }
}

void print_cost(const run::RunState& state, std::string_view price_days) {
    std::string text;
    if (state.cost_usd > 0) {
        text = "Cost: " + figure::money(state.cost_usd);
        if (!price_days.empty()) text += " at prices of " + std::string(price_days);
        text += ".";
    }
    std::string unpriced;
    for (const std::string& model : state.unpriced)
        unpriced += (unpriced.empty() ? "" : ", ") + model;
    if (!unpriced.empty()) text += (text.empty() ? "Unpriced: " : " Unpriced: ") + unpriced + ".";
    if (!text.empty()) print_note(text);
}

}  // namespace moa::cli
