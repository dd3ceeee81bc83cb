#include "run/node.hpp"

#include <array>
#include <cstddef>

#include "wire/finish_reason.hpp"

namespace moa::run {
namespace {

constexpr std::array<std::string_view, 8> state_names = {"queued", "waiting", "thinking",  "streaming",
                                                         "done",   "failed",  "cancelled", "skipped"};

/// Tokens that came within less say how a network delivers, not how a model writes.
constexpr Millis shortest_span_ms = 50;

/// A number from 1 to 999999 without sign or leading zero; 0 for anything else.
int parse_place(std::string_view digits) {
    if (digits.empty() || digits.size() > 6 || digits.front() == '0') return 0;
    int value = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9') return 0;
        value = value * 10 + (c - '0');
    }
    return value;
}

}  // namespace

std::string to_string(NodeId id) {
    return std::to_string(id.layer) + "." + std::to_string(id.index);
}

std::optional<NodeId> parse_node_id(std::string_view text) {
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    const NodeId id{parse_place(text.substr(0, dot)), parse_place(text.substr(dot + 1))};
    if (id.layer == 0 || id.index == 0) return std::nullopt;
    return id;
}

std::string_view to_string(NodeState state) {
    return state_names[static_cast<std::size_t>(state)];
}

std::optional<NodeState> parse_node_state(std::string_view text) {
    for (std::size_t i = 0; i < state_names.size(); ++i) {
        if (state_names[i] == text) return static_cast<NodeState>(i);
    }
    return std::nullopt;
}

std::string finish_text(std::string_view finish) {
    if (finish.empty() || finish == "stop") return "complete";
    if (finish == "length") return "cut at the token limit";
    if (finish == "content_filter") return "cut by the content filter";
    if (finish == "interrupted") return "broken off without an end";
    if (finish == "tool_calls") return "ended with a call for a tool";
    return "ended (" + std::string(finish) + ")";
}

bool is_cut_short(std::string_view finish) {
    return !finish.empty() && !wire::is_clean_end(finish);
}

bool has_ended(NodeState state) {
    return state == NodeState::done || state == NodeState::failed || state == NodeState::cancelled ||
           state == NodeState::skipped;
}

std::string_view Node::shortening() const {
    if (fit && fit->shortens()) return fit->sentence;
    return carried ? std::string_view(carried->shortening) : std::string_view();
}

bool Node::is_cut() const {
    return state == NodeState::done && is_cut_short(finish);
}

double Node::tokens_per_second(Millis now) const {
    if (first_token_at == no_time) return 0;
    const Millis until = ended_at != no_time ? ended_at : now;
    const Millis span = until - first_token_at;
    const std::int64_t tokens =
        usage ? usage->completion_tokens : wire::estimate_tokens(text) + wire::estimate_tokens(reasoning);
    if (tokens < 2 || span < shortest_span_ms) return 0;
    return static_cast<double>(tokens) * 1000.0 / static_cast<double>(span);
}

}  // namespace moa::run
