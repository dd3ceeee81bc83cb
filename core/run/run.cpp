#include "run/run.hpp"

#include <algorithm>
#include <utility>

#include "mixture/prompt.hpp"

namespace moa::run {
namespace {

/// How long an answered call may keep its connection before it is cut: long enough for the bytes behind
/// [DONE], so that the connection can be used again, and short enough not to hold it for a server that never
/// ends.
constexpr Millis drain_ms = 2000;

Error limit_error(ErrorKind kind, std::string_view what, Millis limit) {
    Error error = make_error(kind);
    error.message = std::string(what) + " within " + std::to_string(limit) + " ms.";
    return error;
}

std::int64_t estimate_prompt(const std::vector<wire::ChatMessage>& messages) {
    std::int64_t tokens = 0;
    for (const wire::ChatMessage& message : messages)
        tokens += wire::estimate_tokens(message.content);
    return tokens;
}

}  // namespace

Run::Run(RunSpec spec, RunObserver* observer)
    : spec_(std::move(spec)), observer_(observer), next_call_id_(spec_.first_call_id) {
    // The nodes exist from the start, so that a view can draw the run before it runs.
    apply(state_, 0, RunStarted{spec_.recipe, spec_.messages});
}

Effects Run::start(Millis now) {
    started_at_ = now_ = now;
    emit(RunStarted{spec_.recipe, spec_.messages});
    start_layer(1);
    return take_effects();
}

Effects Run::on_connected(CallId id, Millis now) {
    now_ = now;
    if (const auto it = flights_.find(id); it != flights_.end()) it->second.connected = true;
    return {};
}

Effects Run::on_head(CallId id, const wire::ResponseHead& head, Millis now) {
    now_ = now;
    if (const auto it = flights_.find(id); it != flights_.end()) {
        it->second.connected = true;
        it->second.last_byte_at = now;
        it->second.response.on_head(head);
    }
    return {};
}

Effects Run::on_bytes(CallId id, std::string_view bytes, Millis now) {
    now_ = now;
    const auto it = flights_.find(id);
    if (it == flights_.end()) return {};
    Flight& flight = it->second;
    flight.last_byte_at = now;
    delta_.clear();
    flight.response.on_bytes(bytes, delta_);
    append(flight, delta_);
    if (flight.response.done() || flight.response.error()) {
        if (flight.response.error()) {
            effects_.cancel.push_back(id);
        } else {
            draining_.emplace(id, now + drain_ms);
        }
        settle(id, CallEnd{});
    }
    return take_effects();
}

Effects Run::on_end(CallId id, const CallEnd& end, Millis now) {
    now_ = now;
    draining_.erase(id);
    if (const auto it = flights_.find(id); it != flights_.end()) {
        delta_.clear();
        it->second.response.on_end(delta_);
        append(it->second, delta_);
        settle(id, end);
    }
    return take_effects();
}

Effects Run::on_tick(Millis now) {
    now_ = now;
    for (auto it = draining_.begin(); it != draining_.end();) {
        if (it->second > now) {
            ++it;
            continue;
        }
        effects_.cancel.push_back(it->first);
        it = draining_.erase(it);
    }
    std::vector<CallId> late;
    for (const auto& [id, flight] : flights_) {
        const Millis deadline = deadline_of(flight);
        if (deadline != no_time && deadline <= now) late.push_back(id);
    }
    for (const CallId id : late) {
        const auto it = flights_.find(id);
        if (it == flights_.end()) continue;
        const Flight flight = std::move(it->second);
        flights_.erase(it);
        effects_.cancel.push_back(id);
        end_node(flight, NodeState::failed, {}, timeout_of(flight, now));
        advance(flight.node.layer);
    }
    return take_effects();
}

Effects Run::stop(Millis now) {
    now_ = now;
    if (!state_.running()) return {};
    std::map<CallId, Flight> flights;
    flights.swap(flights_);
    for (const auto& [id, flight] : flights) {
        effects_.cancel.push_back(id);
        end_node(flight, NodeState::cancelled, {}, std::nullopt);
    }
    for (const auto& [id, until] : draining_)
        effects_.cancel.push_back(id);
    draining_.clear();
    skip_queued();
    finish(RunStatus::cancelled);
    return take_effects();
}

Millis Run::next_wake() const {
    Millis wake = no_time;
    const auto consider = [&wake](Millis time) {
        if (time != no_time && (wake == no_time || time < wake)) wake = time;
    };
    for (const auto& [id, flight] : flights_)
        consider(deadline_of(flight));
    for (const auto& [id, until] : draining_)
        consider(until);
    return wake;
}

void Run::emit(const RunEvent& event) {
    const Millis t = now_ - started_at_;
    apply(state_, t, event);
    if (observer_ != nullptr) observer_->on_event(t, event, state_);
}

void Run::start_layer(int layer) {
    // The texts of the layer before do not change any more; the views stay valid while the nodes start.
    const std::vector<std::string_view> references = references_for(state_, layer);
    for (Node& node : state_.layers[static_cast<std::size_t>(layer) - 1])
        start_node(node, references);
}

void Run::start_node(Node& node, const std::vector<std::string_view>& references) {
    const mixture::Agent& agent = *agent_of(state_.recipe, node.id);
    const mixture::Layer& layer = state_.recipe.layers[static_cast<std::size_t>(node.id.layer) - 1];
    const mixture::Parameters parameters = mixture::effective_parameters(state_.recipe, layer, agent);
    const mixture::Provider* provider = mixture::find_provider(spec_.providers, agent.provider);

    wire::ChatRequest chat;
    chat.model = agent.model;
    chat.messages = mixture::node_messages(agent, parameters, state_.messages, references);
    chat.temperature = parameters.temperature;
    chat.max_tokens = parameters.max_tokens;
    chat.stop = parameters.stop.value_or(std::vector<std::string>{});
    chat.seed = parameters.seed;
    chat.extra = parameters.extra;

    const CallId id = next_call_id_++;
    Flight flight{.node = node.id,
                  .response = wire::ChatResponse(),
                  .limits = parameters.limits,
                  .prompt_tokens_estimate = estimate_prompt(chat.messages),
                  .sent_at = now_,
                  .last_byte_at = now_};
    NodeChanged change;
    change.node = node.id;
    change.state = NodeState::waiting;
    change.attempt = node.attempt + 1;
    emit(change);

    if (provider == nullptr) {  // a recipe that was not checked against these providers
        Error error = make_error(ErrorKind::invalid_input);
        error.message = "The provider \"" + agent.provider + "\" is not known.";
        end_node(flight, NodeState::failed, {}, std::move(error));
        advance(node.id.layer);
        return;
    }
    flights_.emplace(id, std::move(flight));
    wire::HttpRequest request{"POST",
                              wire::join_url(provider->base_url, "chat/completions"),
                              {{"Content-Type", "application/json"}},
                              wire::encode_chat_request(chat, provider->dialect)};
    effects_.start.push_back({id, agent.provider, node.id, std::move(request)});
}

void Run::append(Flight& flight, const wire::ChatDelta& added) {
    const auto enter = [this, &flight](NodeState state) {
        const Node& node = *state_.find(flight.node);
        if (node.state == state) return;
        NodeChanged change;
        change.node = flight.node;
        change.state = state;
        change.attempt = node.attempt;
        emit(change);
    };
    if (!added.reasoning.empty()) {
        flight.has_token = true;
        if (state_.find(flight.node)->state == NodeState::waiting) enter(NodeState::thinking);
        emit(NodeReasoning{flight.node, added.reasoning});
    }
    if (!added.text.empty()) {
        flight.has_token = true;
        enter(NodeState::streaming);
        emit(NodeText{flight.node, added.text});
    }
}

void Run::settle(CallId id, const CallEnd& end) {
    const auto it = flights_.find(id);
    const Flight flight = std::move(it->second);
    flights_.erase(it);
    const Node& node = *state_.find(flight.node);
    const wire::ChatResponse& response = flight.response;

    if (response.error() && (end.ok || response.error()->kind != ErrorKind::empty_answer)) {
        end_node(flight, NodeState::failed, response.finish_reason(), response.error());
    } else if (!end.ok && response.finish_reason().empty()) {
        Error error = end.failure;
        if (!node.text.empty()) {
            error.message = "The stream broke off in the middle of the answer: " + error.message;
            error.kind = ErrorKind::interrupted;
        }
        end_node(flight, NodeState::failed, {}, std::move(error));
    } else if (node.text.empty()) {
        Error error = make_error(response.finish_reason() == "content_filter" ? ErrorKind::content_filter
                                                                              : ErrorKind::empty_answer);
        if (response.finish_reason() == "length") {
            error.message = "The token limit was used up before the answer began; raise max_tokens.";
        }
        end_node(flight, NodeState::failed, response.finish_reason(), std::move(error));
    } else {
        const bool marked = !response.finish_reason().empty();
        end_node(flight, NodeState::done, marked ? response.finish_reason() : "interrupted", std::nullopt);
    }
    advance(flight.node.layer);
}

void Run::end_node(const Flight& flight, NodeState state, std::string finish, std::optional<Error> error) {
    const Node& node = *state_.find(flight.node);
    NodeChanged change;
    change.node = flight.node;
    change.state = state;
    change.attempt = node.attempt;
    change.finish = std::move(finish);
    change.error = std::move(error);
    change.usage = flight.response.usage();
    if (!change.usage &&
        flight.has_token) {  // broken off or stopped: the provider will count these tokens all the same
        change.usage =
            wire::Usage{flight.prompt_tokens_estimate,
                        wire::estimate_tokens(node.text) + wire::estimate_tokens(node.reasoning), true};
    }
    if (change.usage) {
        if (const auto price = spec_.prices.find(node.provider, node.model)) {
            change.cost_usd = mixture::cost_usd(*price, *change.usage);
        }
    }
    emit(change);
}

void Run::advance(int layer) {
    if (!state_.running()) return;
    const auto& nodes = state_.layers[static_cast<std::size_t>(layer) - 1];
    if (!std::all_of(nodes.begin(), nodes.end(), [](const Node& node) { return has_ended(node.state); }))
        return;

    const bool answered = std::any_of(nodes.begin(), nodes.end(),
                                      [](const Node& node) { return node.state == NodeState::done; });
    const bool last = static_cast<std::size_t>(layer) == state_.layers.size();
    if (!answered) {
        skip_queued();
        finish(RunStatus::failed);
    } else if (last) {
        finish(state_.missing.empty() && state_.cut.empty() ? RunStatus::complete : RunStatus::degraded);
    } else {
        start_layer(layer + 1);
    }
}

void Run::skip_queued() {
    for (auto& layer : state_.layers) {
        for (Node& node : layer) {
            if (node.state != NodeState::queued) continue;
            NodeChanged change;
            change.node = node.id;
            change.state = NodeState::skipped;
            emit(change);
        }
    }
}

void Run::finish(RunStatus status) {
    emit(RunFinished{status});
}

Effects Run::take_effects() {
    Effects effects;
    std::swap(effects, effects_);
    return effects;
}

Millis Run::deadline_of(const Flight& flight) {
    Millis deadline = no_time;
    const auto consider = [&deadline](Millis from, std::optional<Millis> limit) {
        if (limit && (deadline == no_time || from + *limit < deadline)) deadline = from + *limit;
    };
    if (!flight.connected) consider(flight.sent_at, flight.limits.connect_ms);
    if (!flight.has_token) consider(flight.sent_at, flight.limits.first_token_ms);
    if (flight.has_token) consider(flight.last_byte_at, flight.limits.idle_ms);
    consider(flight.sent_at, flight.limits.total_ms);
    return deadline;
}

Error Run::timeout_of(const Flight& flight, Millis now) {
    const auto passed = [now](Millis from, std::optional<Millis> limit) {
        return limit && from + *limit <= now;
    };
    if (!flight.connected && passed(flight.sent_at, flight.limits.connect_ms)) {
        return limit_error(ErrorKind::connect_timeout, "No connection", *flight.limits.connect_ms);
    }
    if (!flight.has_token && passed(flight.sent_at, flight.limits.first_token_ms)) {
        return limit_error(ErrorKind::first_token_timeout, "No token arrived", *flight.limits.first_token_ms);
    }
    if (flight.has_token && passed(flight.last_byte_at, flight.limits.idle_ms)) {
        return limit_error(ErrorKind::idle_timeout, "The stream stalled: nothing arrived",
                           *flight.limits.idle_ms);
    }
    return limit_error(ErrorKind::total_timeout, "The answer was not complete",
                       flight.limits.total_ms.value_or(0));
}

}  // namespace moa::run
