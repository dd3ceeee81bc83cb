#include "run/node_sentence.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "ascii.hpp"
#include "figures.hpp"
#include "run/input.hpp"

namespace moa::run {
namespace {

mixture::Limits limits_of(const RunState& state, const Node& node) {
    const auto layer = static_cast<std::size_t>(node.id.layer) - 1;
    if (layer >= state.recipe.layers.size()) return mixture::complete({});
    return mixture::complete(
        mixture::effective_parameters(state.recipe, state.recipe.layers[layer], caller_of(node)).limits,
        node.server_slots.has_value());
}

/// " (attempt 2 of 4)"; empty for the first one.
std::string attempt_words(const RunState& state, const Node& node, int attempt) {
    if (attempt < 2) return {};
    // A request that was corrected is sent again without costing a retry.
    const int most = std::max(attempt, 1 + limits_of(state, node).retries.value_or(0));
    return " (attempt " + std::to_string(attempt) + " of " + std::to_string(most) + ")";
}

/// "Rate limit", "Server error": why the attempt before failed.
std::string failure_words(ErrorKind kind) {
    if (kind == ErrorKind::rate_limited) return "Rate limit";
    if (kind == ErrorKind::network) return "Network error";
    std::string words = error_words(kind);
    words.front() = upper_case(words.front());
    return words;
}

std::string queue_sentence(const RunState& state, const Node& node, const Queued& queued, Millis t) {
    const std::string in = queued.until == no_time ? "soon" : "in " + figure::clock(queued.until - t);
    switch (queued.reason) {
        case QueueReason::turn:
            return "Waiting for another call to finish";
        case QueueReason::spacing:
            return "Sent " + in + ": first calls to one model are spaced out";
        case QueueReason::rate_limit:
        case QueueReason::retry:
            break;
    }
    if (node.attempt == 0) return "Rate limit, sent " + in;
    if (node.error && node.error->kind == ErrorKind::loading_model)
        return "The server is loading its model, asked again " + in;
    const std::string why = failure_words(node.error ? node.error->kind : ErrorKind::rate_limited);
    return why + ", again " + in + attempt_words(state, node, node.attempt + 1);
}

/// Whether a server of the user's own works on as many calls as it can that were sent before this one.
bool waits_in_server_queue(const RunState& state, const Node& node) {
    if (node.server_slots.value_or(0) == 0) return false;
    int before = 0;
    for (const auto& layer : state.layers) {
        before += static_cast<int>(std::count_if(layer.begin(), layer.end(), [&node](const Node& other) {
            return other.in_flight() && other.provider == node.provider &&
                   std::pair(other.sent_at, other.id.index) < std::pair(node.sent_at, node.id.index);
        }));
    }
    return before >= *node.server_slots;
}

/// When a call without a token is given up, as far as is known here: heartbeats put it off, up to the total
/// limit.
std::string first_token_words(const RunState& state, const Node& node, Millis t) {
    if (waits_in_server_queue(state, node)) return "Waiting in the server's queue";
    std::string words = "Waiting for the first token";
    const mixture::Limits limits = limits_of(state, node);
    if (node.sent_at != no_time && limits.first_token_ms && limits.total_ms) {
        const Millis whole = node.first_sent_at + *limits.total_ms - t;
        const Millis left = node.sent_at + *limits.first_token_ms - t;
        words += ", at most " + figure::clock(left > 0 ? std::min(left, whole) : whole);
    }
    return words + attempt_words(state, node, node.attempt);
}

/// "Call 2 of 3: " for a node that has made one of several.
std::string call_prefix(const RunState& state, const Node& node) {
    if (!node.calls_so_far) return {};
    const NodeInput input = input_of(state, node);
    return "Call " + std::to_string(input.call + 1) + " of " + std::to_string(input.calls) + ": ";
}

}  // namespace

std::string_view state_word(const RunState& state, const Node& node) {
    if (node.state == NodeState::queued && node.queued) return to_string(NodeState::waiting);
    if (node.state == NodeState::queued && state.messages.empty()) return "ready";
    return to_string(node.state);
}

std::string calls_words(const RunState& state, const Node& node) {
    if (!node.calls_so_far) return {};
    const int answered = node.calls_so_far->calls + (node.state == NodeState::done ? 1 : 0);
    return std::to_string(answered) + " of " + std::to_string(input_of(state, node).calls) +
           " calls answered.";
}

std::string origin_words(const RunState& state, const Node& node) {
    if (!node.chosen) return node.edited ? "You edited this answer." : "";
    const Node* chosen = state.find(*node.chosen);
    if (chosen == nullptr) return "The answer selected here has been removed since.";
    return (node.edited ? "You selected: " : "Selected: ") + to_string(chosen->id) + " " + chosen->label +
           ".";
}

std::string figures_of(const Node& node) {
    std::string figures;
    const auto add = [&figures](const std::string& part) {
        figures += (figures.empty() ? "" : " \u00b7 ") + part;
    };
    if (node.edited) return figures;
    if (node.began_at() != no_time && node.ended_at != no_time)
        add(figure::duration(node.ended_at - node.began_at()));
    if (node.usage) add(figure::tokens(node.usage->completion_tokens) + " tokens");
    if (node.cost_usd && *node.cost_usd > 0) add(figure::money(*node.cost_usd));
    return figures;
}

std::string node_note(const RunState& state, const Node& node) {
    std::string note;
    const auto add = [&note](const std::string& sentence) {
        if (!sentence.empty()) note += (note.empty() ? "" : " ") + sentence;
    };
    if (node.fit) add(node.fit->sentence);
    if (node.cut_prompt && node.usage) add(cut_prompt_sentence(node.usage->prompt_tokens, *node.cut_prompt));
    if (node.state != NodeState::queued) add(calls_words(state, node));
    add(origin_words(state, node));
    if (!node.flags.empty()) {
        add((is_muted_by_rule(state, node) ? "Muted: " : "Flagged: ") + node.flags.front().reason);
        if (node.flags.size() > 1) add("And " + std::to_string(node.flags.size() - 1) + " more.");
    }
    return note;
}

std::string node_sentence(const RunState& state, const Node& node, Millis t) {
    if (node.late && node.in_flight() && node.text.empty()) return "Late: the next layer started without it";
    switch (node.state) {
        case NodeState::queued:
            if (node.queued) return call_prefix(state, node) + queue_sentence(state, node, *node.queued, t);
            if (node.id.layer == 1) return state.running() && state.latest > 0 ? "Starts now" : "";
            return "Starts when layer " + std::to_string(source_layer(state, node.id.layer)) +
                   " has finished";
        case NodeState::waiting:
            return call_prefix(state, node) + first_token_words(state, node, t);
        case NodeState::thinking:
            if (node.first_token_at == no_time) return "Thinking";
            return call_prefix(state, node) + "Thinking for " + figure::countdown(t - node.first_token_at);
        case NodeState::failed:
            return node.error ? describe(*node.error) : "Failed without a reason.";
        case NodeState::cancelled:
            return node.text.empty() ? "Stopped before the first token" : "";
        case NodeState::skipped:
            if (state.cap) return "Not run: the spend cap is reached";
            if (node.muted) return "Muted: not called";
            if (is_left_out(state, node)) return "Skipped: earlier answers already agree";
            if (node.stale) return "Not run yet: it runs when you rerun stale nodes";
            return state.status == RunStatus::cancelled ? "Stopped before its turn"
                                                        : "Not run: no references";
        case NodeState::streaming:
        case NodeState::done:
            break;
    }
    return "";
}

}  // namespace moa::run
