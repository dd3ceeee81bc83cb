#include "session/history/run_log_read.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "json.hpp"
#include "json_gate.hpp"
#include "mixture/recipe_read.hpp"
#include "session/history/run_log_json.hpp"
#include "session/history/run_log_policy.hpp"

namespace moa::session {
namespace {

std::optional<Error> read_error(const Json* json) {
    if (json == nullptr || !json->is_object()) return std::nullopt;
    Error error;
    error.kind = error_from_name(find_string(*json, "kind"));
    error.http_status = count(*json, "status");
    error.message = find_string(*json, "message");
    error.provider_words = find_string(*json, "provider_words");
    error.retry_after_ms = integer(*json, "retry_after_ms", latest_time);
    return error;
}

std::optional<run::Queued> read_queued(const Json* json) {
    if (json == nullptr || !json->is_object()) return std::nullopt;
    const auto reason = run::parse_queue_reason(find_string(*json, "reason"));
    if (!reason) return std::nullopt;
    return run::Queued{*reason, integer(*json, "until", latest_time).value_or(no_time)};
}

std::optional<run::RunEvent> read_changed(const Json& json) {
    const auto node = run::parse_node_id(find_string(json, "node"));
    const auto state = run::parse_node_state(find_string(json, "state"));
    if (!node || !state) return std::nullopt;
    run::NodeChanged changed;
    changed.node = *node;
    changed.state = *state;
    changed.attempt = count(json, "attempt");
    changed.queued = read_queued(find(json, "wait"));
    changed.finish = find_string(json, "finish");
    changed.usage = read_usage(find(json, "usage"));
    changed.error = read_error(find(json, "error"));
    changed.cost_usd = usd(json, "cost_usd");
    changed.cut_prompt = integer(json, "cut_prompt", most_tokens);
    if (find(json, "server_slots") != nullptr) changed.server_slots = count(json, "server_slots");
    return changed;
}

Result<run::RunEvent> read_started(const Json& json) {
    const Json* recipe = find(json, "recipe");
    if (recipe == nullptr) return invalid_input("The first line of the run log has no recipe.");
    Result<mixture::Recipe> read = mixture::recipe_from_json(*recipe);
    if (!read) return invalid_input("The recipe in the run log: " + read.error().message);
    run::RunStarted started;
    started.recipe = std::move(read.value());
    if (const Json* messages = find(json, "messages"); messages != nullptr && messages->is_array()) {
        for (const Json& message : *messages) {
            started.messages.push_back(
                {std::string(find_string(message, "role")), std::string(find_string(message, "content"))});
        }
    }
    return run::RunEvent(std::move(started));
}

std::optional<run::RunEvent> read_command(const Json& json) {
    const auto change = run::parse_change(find_string(json, "command"));
    if (!change) return std::nullopt;
    run::GraphCommand command;
    command.change = *change;
    command.text = find_string(json, "text");
    command.usd = usd(json, "usd").value_or(0);
    if (const auto id = run::parse_node_id(find_string(json, "node"))) command.node = *id;
    if (find(json, "layer") != nullptr) command.node.layer = count(json, "layer");
    if (const Json* nodes = find(json, "nodes")) {
        const auto ids = read_ids(*nodes);
        if (!ids) return std::nullopt;
        command.nodes = *ids;
    }
    if (const Json* agent = find(json, "agent")) {
        Result<mixture::Agent> read = mixture::agent_from_json(*agent);
        if (!read) return std::nullopt;
        command.agent = std::move(read.value());
    }
    return command;
}

/// An event other than run.started; nothing when this version does not know it or a member it needs is
/// missing.
std::optional<LoggedEvent> read_event(const Json& json) {
    LoggedEvent logged;
    logged.t = integer(json, "t", latest_time).value_or(0);
    const std::string_view name = find_string(json, "event");
    if (name == "node.state") {
        auto changed = read_changed(json);
        if (!changed) return std::nullopt;
        logged.event = std::move(*changed);
        return logged;
    }
    if (name == "node.text" || name == "node.reasoning") {
        const auto node = run::parse_node_id(find_string(json, "node"));
        const std::string_view text = find_string(json, "text");
        if (!node || text.empty()) return std::nullopt;  // nothing is not a first token
        logged.text = std::make_shared<const std::string>(text);
        if (name == "node.text") {
            logged.event = run::NodeText{*node, *logged.text};
        } else {
            logged.event = run::NodeReasoning{*node, *logged.text};
        }
        return logged;
    }
    if (auto policy = read_policy_event(name, json)) {
        logged.event = std::move(*policy);
        return logged;
    }
    if (name == "command") {
        auto command = read_command(json);
        if (!command) return std::nullopt;
        logged.event = std::move(*command);
        return logged;
    }
    if (name == "run.recipe") {
        const Json* recipe = find(json, "recipe");
        if (recipe == nullptr) return std::nullopt;
        Result<mixture::Recipe> read = mixture::recipe_from_json(*recipe);
        if (!read) return std::nullopt;
        logged.event = run::RecipeChanged{std::move(read.value())};
        return logged;
    }
    if (name == "run.finished") {
        const auto status = run::parse_run_status(find_string(json, "status"));
        if (!status) return std::nullopt;
        logged.event = run::RunFinished{*status};
        return logged;
    }
    return std::nullopt;
}

/// Of a conversation, see RunLog::follows.
constexpr std::int64_t most_turns = 1'000'000;
/// Bytes; the event's name stands at the front of a line.
constexpr std::size_t event_within = 100;

std::string_view take_line(std::string_view& text, bool& complete) {
    const std::size_t end = text.find('\n');
    complete = end != std::string_view::npos;
    const std::string_view line = text.substr(0, end);
    text = complete ? text.substr(end + 1) : std::string_view();
    return line;
}

}  // namespace

Result<RunLog> read_run_log(std::string_view text) {
    bool complete = false;
    const std::string_view first = take_line(text, complete);
    const Result<JsonBox> read = read_json(first);
    if (!read && first.substr(0, event_within).find("run.started") != std::string_view::npos) {
        return invalid_input("The first line of the run log cannot be read: " + read.error().message);
    }
    if (!read || find_string(*read.value(), "event") != "run.started") {
        return invalid_input(
            "This is not a run log: its first line is not a run.started event in the format " +
            std::string(run_log_format) + ".");
    }
    const Json& head = *read.value();
    if (find_string(head, "format") != run_log_format) {
        return invalid_input("The run log has the format \"" + std::string(find_string(head, "format")) +
                             "\"; this version reads " + std::string(run_log_format) + ".");
    }
    Result<run::RunEvent> started = read_started(head);
    if (!started) return started.error();

    RunLog log;
    log.events.push_back({integer(head, "t", latest_time).value_or(0), std::move(started.value()), nullptr});
    if (const auto follows = integer(head, "follows", most_turns))
        log.follows = static_cast<std::size_t>(*follows);
    while (!text.empty()) {
        const std::string_view line = take_line(text, complete);
        if (line.empty() || line == "\r") continue;
        const std::optional<Json> json = parse_json(line);
        if (!json) {
            if (!complete) break;  // cut off in the middle of a line
            ++log.damaged_lines;
            continue;
        }
        std::optional<LoggedEvent> event = read_event(*json);
        if (!event) {
            ++log.skipped_lines;
            continue;
        }
        // Time does not go back, whatever a damaged log says.
        event->t = std::max(event->t, log.events.back().t);
        log.events.push_back(std::move(*event));
    }
    // Commands may follow the end, and make the run go on.
    log.truncated = replay(log).running();
    return log;
}

std::string damage_sentence(const RunLog& log) {
    if (log.damaged_lines == 0) return {};
    const bool one = log.damaged_lines == 1;
    return std::to_string(log.damaged_lines) + (one ? " line" : " lines") + " of the log cannot be read; " +
           (one ? "its" : "their") + " content is missing.";
}

run::RunState replay(const RunLog& log, Millis t) {
    run::RunState state;
    for (const LoggedEvent& logged : log.events) {
        if (logged.t > t) break;
        run::apply(state, logged.t, logged.event);
    }
    return state;
}

run::RunState replay(const RunLog& log) {
    return replay(log, std::numeric_limits<Millis>::max());
}

}  // namespace moa::session
