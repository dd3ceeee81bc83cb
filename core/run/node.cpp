#include "run/node.hpp"

#include <cstddef>

#include "enum_names.hpp"
#include "figures.hpp"
#include "wire/finish_reason.hpp"

namespace moa::run {
namespace {

constexpr EnumNames<NodeState, NodeState::skipped> state_names("queued", "waiting", "thinking", "streaming",
                                                               "done", "failed", "cancelled", "skipped");

/// Tokens that came within less say how a network delivers, not how a model writes.
constexpr Millis shortest_span_ms = 50;

}  // namespace

std::string_view to_string(NodeState state) {
    return state_names.of(state);
}

std::optional<NodeState> parse_node_state(std::string_view text) {
    return state_names.parse(text);
}

std::string finish_text(std::string_view finish) {
    if (finish.empty() || finish == "stop") return "complete";
    if (finish == "length") return "cut at the token limit";
    if (finish == "content_filter") return "cut by the content filter";
    if (finish == "interrupted") return "interrupted before the end";
    if (finish == "tool_calls") return "ended with a tool call";
    if (finish == finish_too_long) {
        return "cut: more than " + std::to_string(most_answer_bytes >> 20U) + " MiB of an answer, or " +
               std::to_string(most_run_bytes >> 20U) + " MiB of a run, are not read";
    }
    return "ended (" + std::string(finish) + ")";
}

bool is_cut_short(std::string_view finish) {
    return !finish.empty() && !wire::is_clean_end(finish);
}

bool has_ended(NodeState state) {
    return state == NodeState::done || state == NodeState::failed || state == NodeState::cancelled ||
           state == NodeState::skipped;
}

std::string Node::shortening() const {
    std::string sentence;
    if (fit && fit->shortens()) {
        sentence = fit->sentence;
    } else if (calls_so_far) {
        sentence = calls_so_far->shortening;
    }
    if (cut_prompt && usage)
        sentence += (sentence.empty() ? "" : " ") + cut_prompt_sentence(usage->prompt_tokens, *cut_prompt);
    return sentence;
}

std::string cut_prompt_sentence(std::int64_t read, std::int64_t sent) {
    return "The server seems to have read only " + figure::count(read) + " of the prompt's about " +
           figure::counted(sent, "token") + "; load the model with a larger context.";
}

bool Node::is_cut() const {
    return state == NodeState::done && is_cut_short(finish);
}

Millis Node::queue_wait() const {
    const Millis first = earlier_calls.empty() ? sent_at : earlier_calls.front().sent_at;
    return first == no_time || queued_at == no_time ? no_time : first - queued_at;
}

double Node::tokens_per_second(Millis now) const {
    if (first_token_at == no_time || edited) return 0;
    const Millis until = ended_at != no_time ? ended_at : now;
    const Millis span = until - first_token_at;
    const std::int64_t tokens =
        usage ? usage->completion_tokens : wire::estimate_tokens(text) + wire::estimate_tokens(reasoning);
    if (tokens < 2 || span < shortest_span_ms) return 0;
    return static_cast<double>(tokens) * 1000.0 / static_cast<double>(span);
}

mixture::Agent caller_of(const Node& node) {
    if (!node.stands_in_for) return node.agent;
    return mixture::backup_agent(node.agent).value_or(node.agent);
}

}  // namespace moa::run
