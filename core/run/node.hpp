// A node: one agent's place in one run, and what has become of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clock.hpp"
#include "error.hpp"
#include "mixture/context_fit.hpp"
#include "mixture/recipe.hpp"
#include "mixture/reference_flags.hpp"
#include "run/node_id.hpp"
#include "run/scheduler.hpp"
#include "wire/chat.hpp"

namespace moa::run {

enum class NodeState {
    queued,     ///< not sent: its layer has not started, or it is held back (see Queued)
    waiting,    ///< sent, no token yet
    thinking,   ///< reasoning tokens arrive
    streaming,  ///< answer tokens arrive
    done,
    failed,
    cancelled,
    skipped,  ///< will not run: a layer before it gave nothing, its layer is left out, or the run was stopped
};

std::string_view to_string(NodeState state);
std::optional<NodeState> parse_node_state(std::string_view text);
/// How a node's finish reason reads: "complete", "cut at the token limit", ... and, for words no provider is
/// known for, "ended (paused_turn)".
std::string finish_text(std::string_view finish);

/// How much text and reasoning are read of one answer, and of all answers of a run: what goes on beyond is no
/// answer but a fault, and would fill memory and disk. The longest answers of 2026 have 128k tokens, half a
/// MiB.
inline constexpr std::size_t most_answer_bytes = std::size_t{4} << 20U;
inline constexpr std::size_t most_run_bytes = std::size_t{64} << 20U;
/// The finish of an answer that was cut there.
inline constexpr std::string_view finish_too_long = "too_long";
/// Whether a finish reason means that the answer is cut: any reason but a complete end, including unknown
/// ones.
bool is_cut_short(std::string_view finish);
/// done, failed, cancelled or skipped.
bool has_ended(NodeState state);

/// Why a node of a started layer is not on its way yet.
struct Queued {
    QueueReason reason = QueueReason::turn;
    Millis until =
        no_time;  ///< when it is tried, since the run started; no_time: when another call has ended

    bool operator==(const Queued&) const = default;
};

/// Whom a backup answers for, and why.
struct StandIn {
    std::string label;
    Error error;
};

/// A call of the node before its latest one: an attempt that was made again, or one of several calls.
struct EarlierCall {
    Millis sent_at = no_time;
    Millis first_token_at = no_time;
    Millis ended_at = no_time;
    bool answered = false;             ///< else it failed
    std::optional<ErrorKind> failure;  ///< where it was told

    bool operator==(const EarlierCall&) const = default;
};

/// What a node that makes several calls has so far: the result of the latest one, which the next one gets.
struct CallsSoFar {
    int calls = 0;              ///< that have answered
    Millis began_at = no_time;  ///< when the first of them was sent
    std::string text;
    std::string finish;
    std::optional<wire::Usage> usage;  ///< sum over the calls
    std::optional<double> cost_usd;    ///< sum over the priced ones
    std::optional<NodeId> chosen;      ///< whose answer it is, where the node ranks
    std::string shortening;            ///< of any of the calls, see Node::shortening
};

/// All that is known of a node. Times are milliseconds since the run started, no_time when it has not come to
/// that.
struct Node {
    NodeId id;
    mixture::Agent agent;  ///< whose place this is, also while its backup answers; `repeat` is 1
    std::string provider;  ///< of who answers here: the agent or its backup
    std::string model;
    std::string label;  ///< how it is called on screen

    NodeState state = NodeState::queued;
    int attempt = 0;               ///< how often it was sent
    std::optional<Queued> queued;  ///< while queued: what it waits for
    std::string text;              ///< the answer so far; always whole UTF-8
    std::string reasoning;         ///< for the user only, never sent on
    /// Which text and reasoning these are: another number in the run's state once they were replaced, the
    /// same while they only grow.
    std::uint64_t text_version = 0;
    std::string
        finish;  ///< normalised finish reason; "interrupted" when the stream ended without one; empty before
    std::optional<wire::Usage> usage;
    std::optional<double> cost_usd;  ///< nothing when unpriced
    std::optional<Error> error;      ///< why it failed; while queued, why its latest attempt did

    std::vector<EarlierCall> earlier_calls;  ///< in their order, the agent's before those of its backup

    Millis queued_at = no_time;       ///< its call could have been sent, had nothing held it back
    Millis first_sent_at = no_time;   ///< of the first attempt of its latest call
    Millis sent_at = no_time;         ///< of the latest attempt
    Millis first_token_at = no_time;  ///< text or reasoning
    Millis first_text_at = no_time;
    Millis ended_at = no_time;

    /// Of a server of the user's own that the node was sent to: how many calls it works on at once, 0 for any
    /// number. Nothing for every other server.
    std::optional<int> server_slots;
    /// The tokens of its prompt, estimated, where its server counted so few that it must have cut it.
    std::optional<std::int64_t> cut_prompt;

    std::optional<CallsSoFar> calls_so_far;  ///< set once the first of several calls has answered
    std::optional<mixture::FitPlan> fit;  ///< what was done to its input, so that it fits the model's context
    std::optional<NodeId>
        chosen;  ///< whose answer it has: it ranks, or the user has chosen for it (`edited`)
    std::vector<mixture::ReferenceFlag> flags;  ///< what looks wrong in its answer to those who build on it

    std::optional<StandIn> stands_in_for;  ///< set when the agent has failed and its backup was called

    // Its place in the graph, see graph.hpp.
    bool muted = false;   ///< nothing is built on it, and nobody waits for it
    bool pinned = false;  ///< it stays as it is, whatever becomes of what it builds on
    bool edited = false;  ///< its text is the user's own; it stays like a pinned one
    bool late = false;    ///< the next layer began without it: its answer is kept and shown, not used
    bool stale = false;   ///< what it builds on has changed since, or it has joined and not run yet
    /// What it was sent with, see basis_of; nothing when it was never sent.
    std::optional<std::uint64_t> basis;
    std::uint64_t text_hash = 0;  ///< of the text, once it has ended

    /// The next layer builds on its answer.
    bool is_used() const { return state == NodeState::done && !muted && !late; }
    /// Changes above it leave it alone.
    bool keeps() const { return muted || pinned || edited || late; }
    /// What was cut or left out of its input for want of context, here or by its server, in a sentence; empty
    /// when nothing was.
    std::string shortening() const;
    /// When its first call was sent, or its latest attempt where there is one call.
    Millis began_at() const { return calls_so_far ? calls_so_far->began_at : sent_at; }
    /// The call of `sent_at` is the latest one, in flight or ended: not one of `earlier_calls`.
    bool has_latest_call() const {
        return sent_at != no_time && (earlier_calls.empty() || earlier_calls.back().sent_at != sent_at);
    }
    /// How long its first call was held back; no_time before it was sent.
    Millis queue_wait() const;
    /// It was sent, in this run or a run of it before.
    bool was_called() const { return attempt > 0 || calls_so_far.has_value(); }
    /// On its way.
    bool in_flight() const {
        return state == NodeState::waiting || state == NodeState::thinking || state == NodeState::streaming;
    }
    /// Its answer is there but cut: by the token limit, a filter, or a stream that broke off.
    bool is_cut() const;
    /// Output tokens per second since the first token, counted or estimated; 0 while it cannot be told.
    double tokens_per_second(Millis now) const;
};

/// "The server seems to have read only 370 of the prompt's about 1,600 tokens: ...".
std::string cut_prompt_sentence(std::int64_t read, std::int64_t sent);

/// Who answers, or answered, at this place: the agent, or its backup once that was called.
mixture::Agent caller_of(const Node& node);

}  // namespace moa::run
