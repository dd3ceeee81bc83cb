// The run log, "moa-run/1": JSON Lines, one event a line. What --json prints and what is kept, shared and
// replayed.
//
// Every line has "t" (milliseconds since the run started) and "event", which is one of:
//
// run.started: format, recipe, messages, nodes; follows: the turn of its conversation that it follows (from
// 1, 0 for
//     none), where that is not the one before it. The first line.
// node.state: node, state, attempt, wait; when it is sent to a server of the user's own server_slots (calls
// it
//     works on at once, 0 for any number); at the end of a call finish, error, usage, cost_usd, cut_prompt
//     (the tokens of its prompt, estimated, where the server has read far fewer), ttft_ms, total_ms.
// node.text, node.reasoning: node, text to be appended.
// command: what the user changed. command (the names of run::Change), and with it node, text (edit), agent
//     (regenerate, add), layer (add), nodes (rerun, resume; edit: another one whose answer it is), usd (cap).
// node.marked: node, mark. "late" (the next layer began without it), "backup" (its backup is called), "muted"
//     (the recipe mutes answers that are flagged).
// node.flagged: node, flags (kind, begin and end in its text in bytes, reason).
// node.fitted: node, needed_tokens, available_tokens, window, keep_tokens (of each reference, null for all),
//     what. How its input fits its model's context from now on; without `what`: as it is.
// node.carried: node, finish, usage, cost_usd, cut_prompt. One of several calls has answered; its text goes
// into the next
//     one.
// node.chose: node, chosen. Whose answer a node that ranks has taken; it follows as its own text.
// run.left_out: after, agreement, wanted, and the calls, tokens, cost_usd and unpriced that are saved. The
//     answers of this layer agree, and the proposer layers behind it are left out.
// run.capped: layer, spent_usd, likely_usd, cap_usd, unpriced. The spend cap kept this layer from starting.
// run.recipe: recipe. Parameters, limits and policies of the same agents from here on, as the run was resumed
//     with.
// run.finished: status, answer, missing, cut, replaced (by backups), shortened (did not get all of their
//     references), usage, cost_usd (of all calls), unpriced, ttft_ms, total_ms.
//
// A run that goes on after its end (a node run again, a log resumed) goes on in the same log behind
// run.finished, and ends with another one. Nodes are numbered by their places; those behind a node that was
// removed move up from that line on.
#pragma once

#include <string_view>

namespace moa::session {

inline constexpr std::string_view run_log_format = "moa-run/1";

}  // namespace moa::session
