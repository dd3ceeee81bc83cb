#include "session/history/run_log_write.hpp"

#include <utility>

#include "json.hpp"
#include "mixture/recipe_write.hpp"
#include "session/history/run_log_json.hpp"
#include "session/history/run_log_policy.hpp"

namespace moa::session {
namespace {

using run::Node;
using run::NodeId;
using run::RunState;

Json error_json(const Error& error) {
    Json json{{"kind", error_name(error.kind)}};
    if (error.http_status != 0) json["status"] = error.http_status;
    json["message"] = error.message;
    if (!error.provider_words.empty()) json["provider_words"] = error.provider_words;
    if (error.retry_after_ms) json["retry_after_ms"] = *error.retry_after_ms;
    json["hint"] = hint_of(error);
    return json;
}

Json started_json(Millis t, const run::RunStarted& event, const RunState& state) {
    Json json = line_of(t, "run.started");
    json["format"] = run_log_format;
    json["recipe"] = mixture::recipe_to_json(event.recipe);
    json["messages"] = Json::array();
    for (const wire::ChatMessage& message : event.messages) {
        json["messages"].push_back({{"role", message.role}, {"content", message.content}});
    }
    json["nodes"] = Json::array();
    for (const auto& layer : state.layers) {
        for (const Node& node : layer) {
            json["nodes"].push_back({{"id", to_string(node.id)},
                                     {"provider", node.provider},
                                     {"model", node.model},
                                     {"label", node.label}});
        }
    }
    return json;
}

Json changed_json(Millis t, const run::NodeChanged& event, const RunState& state) {
    Json json = line_of(t, "node.state");
    json["node"] = to_string(event.node);
    json["state"] = run::to_string(event.state);
    if (event.attempt > 0) json["attempt"] = event.attempt;
    if (event.queued) {
        json["wait"] = Json{{"reason", run::to_string(event.queued->reason)}};
        if (event.queued->until != no_time) json["wait"]["until"] = event.queued->until;
    }
    if (event.server_slots) json["server_slots"] = *event.server_slots;
    if (event.state == run::NodeState::queued && event.error) json["error"] = error_json(*event.error);
    if (!run::has_ended(event.state)) return json;
    if (!event.finish.empty()) json["finish"] = event.finish;
    if (event.error) json["error"] = error_json(*event.error);
    if (event.usage) json["usage"] = usage_json(*event.usage);
    if (event.cost_usd) json["cost_usd"] = *event.cost_usd;
    if (event.cut_prompt) json["cut_prompt"] = *event.cut_prompt;
    const Node* node = state.find(event.node);
    if (node == nullptr || node->sent_at == no_time) return json;
    if (node->first_token_at != no_time) json["ttft_ms"] = node->first_token_at - node->sent_at;
    json["total_ms"] = node->ended_at - node->sent_at;
    return json;
}

Json finished_json(Millis t, const run::RunFinished& event, const RunState& state) {
    Json json = line_of(t, "run.finished");
    json["status"] = run::to_string(event.status);
    json["answer"] = state.answer();
    json["missing"] = ids_json(state.missing);
    json["cut"] = ids_json(state.cut);
    json["replaced"] = ids_json(state.replaced);
    if (!state.shortened.empty()) json["shortened"] = ids_json(state.shortened);
    json["usage"] = usage_json(state.usage);
    json["cost_usd"] = state.cost_usd;
    json["unpriced"] = state.unpriced;
    if (state.ttft_ms != no_time) json["ttft_ms"] = state.ttft_ms;
    json["total_ms"] = state.total_ms;
    return json;
}

/// As it stands in a recipe.
Json agent_json(const mixture::Agent& agent) {
    mixture::Recipe around;
    around.layers.emplace_back().agents.push_back(agent);
    return mixture::recipe_to_json(around)["layers"][0]["agents"][0];
}

Json command_json(Millis t, const run::GraphCommand& command) {
    using run::Change;
    Json json = line_of(t, "command");
    json["command"] = run::to_string(command.change);
    const bool of_run = command.change == Change::rerun || command.change == Change::resume ||
                        command.change == Change::undo || command.change == Change::redo ||
                        command.change == Change::proceed || command.change == Change::cap;
    if (command.change == Change::add) {
        json["layer"] = command.node.layer;
    } else if (!of_run) {
        json["node"] = to_string(command.node);
    }
    if (!command.nodes.empty()) json["nodes"] = ids_json(command.nodes);
    if (command.change == Change::cap) json["usd"] = command.usd;
    if (command.change == Change::edit) json["text"] = command.text;
    if (command.agent) json["agent"] = agent_json(*command.agent);
    return json;
}

}  // namespace

RunLogWriter::RunLogWriter(std::function<void(std::string_view)> line, Millis coalesce_ms)
    : line_(std::move(line)), coalesce_ms_(coalesce_ms) {}

void RunLogWriter::on_event(Millis t, const run::RunEvent& event, const RunState& state) {
    if (const auto* text = std::get_if<run::NodeText>(&event)) {
        hold(text->node, Part::text, text->text, t);
    } else if (const auto* reasoning = std::get_if<run::NodeReasoning>(&event)) {
        hold(reasoning->node, Part::reasoning, reasoning->text, t);
    } else if (const auto* changed = std::get_if<run::NodeChanged>(&event)) {
        Held& held = held_[changed->node];
        flush(changed->node, held, t);
        held.last_line = no_time;
        write(changed_json(t, *changed, state));
    } else if (const auto* finished = std::get_if<run::RunFinished>(&event)) {
        flush_all(t);
        write(finished_json(t, *finished, state));
    } else if (const auto* command = std::get_if<run::GraphCommand>(&event)) {
        flush_all(t);
        held_.clear();  // nodes may have moved to other places
        write(command_json(t, *command));
    } else if (const auto* started = std::get_if<run::RunStarted>(&event)) {
        held_.clear();
        Json json = started_json(t, *started, state);
        if (follows_) json["follows"] = *follows_;
        write(json);
    } else if (const auto* changed_recipe = std::get_if<run::RecipeChanged>(&event)) {
        flush_all(t);
        Json json = line_of(t, "run.recipe");
        json["recipe"] = mixture::recipe_to_json(changed_recipe->recipe);
        write(json);
    } else if (const auto policy = policy_event_json(t, event)) {
        flush_all(t);
        for (auto& [node, held] : held_)
            held.last_line = no_time;
        write(*policy);
    }
}

void RunLogWriter::flush_all(Millis t) {
    for (auto& [node, held] : held_)
        flush(node, held, t);
}

void RunLogWriter::flush_due(Millis t) {
    for (auto& [node, held] : held_) {
        if (!held.text.empty() && held.last_line + coalesce_ms_ <= t) flush(node, held, t);
    }
}

Millis RunLogWriter::next_flush() const {
    Millis next = no_time;
    for (const auto& [node, held] : held_) {
        if (held.text.empty()) continue;
        const Millis due = held.last_line + coalesce_ms_;
        if (next == no_time || due < next) next = due;
    }
    return next;
}

void RunLogWriter::hold(NodeId node, Part part, std::string_view piece, Millis t) {
    Held& held = held_[node];
    if (held.part != part) {
        flush(node, held, t);
        held.part = part;
        held.last_line = no_time;
    }
    const bool first = held.last_line == no_time;
    held.text += piece;
    if (first || held.last_line + coalesce_ms_ <= t) flush(node, held, t);
}

void RunLogWriter::flush(NodeId node, Held& held, Millis t) {
    if (held.text.empty()) return;
    Json json = line_of(t, held.part == Part::text ? "node.text" : "node.reasoning");
    json["node"] = to_string(node);
    json["text"] = std::exchange(held.text, {});
    write(json);
    held.last_line = t;
}

void RunLogWriter::write(const Json& line) {
    line_(dump_json(line) + "\n");
}

}  // namespace moa::session
