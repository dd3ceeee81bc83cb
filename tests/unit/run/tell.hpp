// A run's state as text, to compare two of them.
#pragma once

#include <string>

#include "json.hpp"
#include "mixture/recipe_write.hpp"
#include "run/node_sentence.hpp"
#include "run/sentences.hpp"
#include "run/state.hpp"

namespace moa::test {

/// Everything a state says but its recipe, as text to compare.
inline std::string tell_run(const run::RunState& state) {
    Json json;
    for (const auto& message : state.messages)
        json["messages"].push_back({message.role, message.content});
    for (const auto& layer : state.layers) {
        for (const run::Node& node : layer) {
            Json usage;
            if (node.usage)
                usage = {node.usage->prompt_tokens, node.usage->completion_tokens, node.usage->estimated};
            Json error;
            if (node.error)
                error = {error_name(node.error->kind), node.error->http_status, node.error->message};
            Json earlier_calls = Json::array();
            for (const run::EarlierCall& call : node.earlier_calls)
                earlier_calls.push_back({call.sent_at, call.first_token_at, call.ended_at, call.answered,
                                         call.failure ? error_name(*call.failure) : ""});
            json["nodes"].push_back({to_string(node.id),
                                     node.provider,
                                     node.model,
                                     node.label,
                                     run::to_string(node.state),
                                     node.attempt,
                                     node.text,
                                     node.reasoning,
                                     node.finish,
                                     usage,
                                     node.cost_usd.value_or(-1),
                                     error,
                                     node.queued_at,
                                     node.sent_at,
                                     earlier_calls,
                                     node.first_token_at,
                                     node.first_text_at,
                                     node.ended_at,
                                     node.muted,
                                     node.pinned,
                                     node.edited,
                                     node.late,
                                     node.stale,
                                     run::node_note(state, node),
                                     node.shortening(),
                                     node.server_slots.value_or(-1),
                                     run::calls_words(state, node),
                                     node.flags.size()});
        }
    }
    json["end"] = {run::to_string(state.status),
                   state.missing.size(),
                   state.cut.size(),
                   state.shortened.size(),
                   run::exit_sentence(state),
                   run::status_sentence(state),
                   state.usage.prompt_tokens,
                   state.usage.completion_tokens,
                   state.cost_usd,
                   state.unpriced.size(),
                   state.ttft_ms,
                   state.began_at,
                   state.undo.size(),
                   state.redo.size(),
                   state.total_ms};
    return dump_json(json);
}

/// The recipe, too, with its members in the order in which they were written.
inline std::string tell(const run::RunState& state) {
    return dump_json(mixture::recipe_to_json(run::recipe_of(state))) + tell_run(state);
}

}  // namespace moa::test
