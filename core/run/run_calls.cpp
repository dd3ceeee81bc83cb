// What becomes of the calls of nodes: queued, held, sent, repeated, ended.
#include <algorithm>
#include <iterator>
#include <utility>

#include "blank.hpp"
#include "run/retry_policy.hpp"
#include "run/run.hpp"

namespace moa::run {
namespace {

/// A limit of ours that was passed, rather than something that happened to the connection.
bool is_limit(ErrorKind kind) {
    return kind == ErrorKind::connect_timeout || kind == ErrorKind::first_token_timeout ||
           kind == ErrorKind::idle_timeout || kind == ErrorKind::total_timeout;
}

wire::ChatRequest request_of(const RunState& state, const NodeInput& input) {
    const mixture::Parameters& parameters = input.parameters;
    wire::ChatRequest chat;
    chat.model = input.agent.model;
    chat.messages = messages_of(state, input);
    chat.temperature = parameters.temperature;
    chat.max_tokens = parameters.max_tokens;
    chat.stop = parameters.stop.value_or(std::vector<std::string>{});
    chat.seed = parameters.seed;
    chat.reasoning = parameters.reasoning;
    chat.extra = parameters.extra;
    return chat;
}

/// What a node that ranks chooses from: whole, also where it is sent a part.
std::vector<Choice> choices_of(const RunState& state, const Node& self, const NodeInput& input) {
    std::vector<Choice> choices;
    choices.reserve(input.references.size());
    for (const InputReference& reference : input.references) {
        if (reference.node == self.id) {
            const Carried& carried = *self.carried;
            choices.push_back({carried.chosen.value_or(self.id), carried.text, carried.finish});
            continue;
        }
        const Node& node = *state.find(reference.node);
        choices.push_back({node.id, node.text, node.finish});
    }
    return choices;
}

}  // namespace

/// False when its input does not fit its model: then the node has failed.
bool Run::enqueue(NodeId id, Millis ready_at, HoldReason reason, std::optional<Error> failure) {
    if (!fits(id)) return false;
    const Node& node = *state_.find(id);
    const Flight flight = make_flight(id);
    Pending pending;
    pending.node = id;
    pending.provider = flight.provider;
    pending.model = caller_of(state_, node).model;
    pending.tokens = estimate_tokens(prompt_of(state_, id));
    pending.ready_at = ready_at;
    pending.reason = reason;
    pending.turn = next_turn_++;
    if (failure) pending.hopeless_at = started_at_ + node.first_sent_at + flight.limits.total_ms.value_or(0);
    pending.failure = std::move(failure);
    pending_.push_back(std::move(pending));
    return true;
}

/// What has waited for another attempt for as long as its whole call may take has failed of what the attempt
/// before has failed of.
void Run::give_up_hopeless() {
    std::vector<Pending> hopeless;
    for (auto it = pending_.begin(); it != pending_.end();) {
        const bool is_hopeless = it->hopeless_at != no_time && it->hopeless_at <= now_;
        if (is_hopeless) hopeless.push_back(std::move(*it));
        it = is_hopeless ? pending_.erase(it) : std::next(it);
    }
    if (hopeless.empty()) return;
    for (Pending& pending : hopeless)
        end_node(make_flight(pending.node), NodeState::failed, {}, std::move(pending.failure));
    for (const Pending& pending : hopeless)
        (void)call_backup(pending.node);
    advance();
}

/// Sends what may be sent, in the order in which the nodes became ready: no node of a layer overtakes another
/// that waits for the same thing.
void Run::pump() {
    if (!state_.running()) return;
    give_up_hopeless();
    if (pending_.empty()) return;
    std::vector<Pending> waiting;
    waiting.swap(pending_);
    std::sort(waiting.begin(), waiting.end(), [](const Pending& a, const Pending& b) {
        return std::pair(a.ready_at, a.turn) < std::pair(b.ready_at, b.turn);
    });
    for (Pending& pending : waiting) {
        if (!state_.running()) break;
        if (pending.ready_at > now_) {
            pending.wake_at = pending.ready_at;
            show_hold(pending, {pending.reason, pending.ready_at - started_at_});
        } else {
            const auto admission = scheduler_->admit(*pending.provider, pending.model, pending.tokens, now_);
            if (admission.now) {
                send(pending);
                continue;
            }
            pending.wake_at = admission.until;
            const Millis until = admission.until == no_time ? no_time : admission.until - started_at_;
            show_hold(pending, {admission.reason, until});
        }
        pending_.push_back(std::move(pending));
    }
}

void Run::show_hold(const Pending& pending, Hold hold) {
    const Node& node = *state_.find(pending.node);
    if (node.state == NodeState::queued && node.hold == hold) return;
    NodeChanged change;
    change.node = pending.node;
    change.state = NodeState::queued;
    change.attempt = node.attempt;
    change.hold = hold;
    change.error = pending.failure;
    emit(change);
}

void Run::send(const Pending& pending) {
    const NodeId id = pending.node;
    const mixture::Provider* provider = pending.provider;
    enter_attempt(id);
    const Node& node = *state_.find(id);

    const NodeInput input = input_of(state_, node);
    Flight flight = make_flight(id);
    flight.prompt_tokens_estimate = pending.tokens;
    if (input.ranks()) flight.choices = choices_of(state_, node, input);
    flight.first_sent_at = started_at_ + node.first_sent_at;
    flight.sent_at = flight.last_byte_at = now_;
    flight.dialect = adaptations_.dialect_for(*provider, node.model);
    scheduler_->on_sent(*provider, node.model, pending.tokens, now_);
    wire::HttpRequest request{"POST",
                              wire::join_url(provider->base_url, "chat/completions"),
                              {{"Content-Type", "application/json"}},
                              wire::encode_chat_request(request_of(state_, input), flight.dialect)};
    const CallId call = next_call_id_++;
    flights_.emplace(call, std::move(flight));
    effects_.start.push_back({call, provider->name, id, std::move(request)});
}

/// Of a node about to be sent, or already on its way.
Flight Run::make_flight(NodeId id) const {
    const mixture::Agent agent = caller_of(state_, *state_.find(id));
    const mixture::Layer& layer = state_.recipe.layers[static_cast<std::size_t>(id.layer) - 1];
    Flight flight;
    flight.node = id;
    flight.provider = mixture::find_provider(spec_.providers, agent.provider);
    flight.limits = mixture::complete(mixture::effective_parameters(state_.recipe, layer, agent).limits);
    return flight;
}

void Run::enter_attempt(NodeId id) {
    NodeChanged change;
    change.node = id;
    change.state = NodeState::waiting;
    change.attempt = state_.find(id)->attempt + 1;
    emit(change);
}

void Run::enter(NodeId id, NodeState state) {
    const Node& node = *state_.find(id);
    if (node.state == state) return;
    NodeChanged change;
    change.node = id;
    change.state = state;
    change.attempt = node.attempt;
    emit(change);
}

/// What was taken for the answer has turned out to be reasoning: the attempt is told anew, with it as such.
void Run::take_back(Flight& flight) {
    flight.verdict.clear();  // it was shown as reasoning
    const Node& node = *state_.find(flight.node);
    if (node.text.empty()) return;
    const std::string thoughts = node.reasoning + node.text;
    NodeChanged change;
    change.node = flight.node;
    change.state = NodeState::waiting;
    change.attempt = node.attempt;
    emit(change);
    enter(flight.node, NodeState::thinking);
    emit(NodeReasoning{flight.node, thoughts});
}

void Run::append(Flight& flight, const wire::ChatDelta& added) {
    if (added.text_was_reasoning) take_back(flight);
    if (!added.reasoning.empty()) {
        flight.has_token = true;
        if (state_.find(flight.node)->state == NodeState::waiting) enter(flight.node, NodeState::thinking);
        emit(NodeReasoning{flight.node, added.reasoning});
    }
    if (!added.text.empty()) {
        flight.has_token = true;
        if (!flight.choices.empty()) {
            // The number it names is no answer, but what leads to one.
            flight.verdict += added.text;
            enter(flight.node, NodeState::thinking);
            emit(NodeReasoning{flight.node, added.text});
            return;
        }
        enter(flight.node, NodeState::streaming);
        emit(NodeText{flight.node, added.text});
    }
}

/// No more bytes will come, or none are waited for: takes what arrived without the end of its event.
void Run::read_rest(Flight& flight) {
    delta_.clear();
    flight.response.on_end(delta_);
    append(flight, delta_);
}

void Run::settle(CallId id, const CallEnd& end) {
    const auto it = flights_.find(id);
    Flight flight = std::move(it->second);
    flights_.erase(it);
    const Node& node = *state_.find(flight.node);
    const wire::ChatResponse& response = flight.response;
    const std::string finish = response.finish_reason();
    const bool said = !is_blank(flight.choices.empty() ? node.text : flight.verdict);

    if (response.error() && (end.ok || response.error()->kind != ErrorKind::empty_answer)) {
        Error error = *response.error();
        settle_failure(flight, finish, std::move(error));
    } else if (!end.ok && finish.empty()) {
        Error error = end.failure;
        if (said && !is_limit(error.kind)) {
            error.message = "The stream broke off in the middle of the answer: " + error.message;
            error.kind = ErrorKind::interrupted;
        }
        settle_failure(flight, {}, std::move(error));
    } else if (!said) {
        Error error =
            make_error(finish == "content_filter" ? ErrorKind::content_filter : ErrorKind::empty_answer);
        if (finish == "length") {
            error.message = "The token limit was used up before the answer began; raise max_tokens.";
        } else if (error.kind == ErrorKind::empty_answer && !node.reasoning.empty()) {
            error.message = response.ended_in_reasoning()
                                ? "The model did not end its reasoning, so no answer follows it."
                                : "The model reasoned, and gave no answer.";
        }
        settle_failure(flight, finish, std::move(error));
    } else {
        settle_answer(flight, finish.empty() ? "interrupted" : finish);
    }
}

/// A call that gave no answer: repeated where that may help and nothing has arrived yet, else the node has
/// failed.
void Run::settle_failure(const Flight& flight, std::string finish, Error error) {
    const Node& node = *state_.find(flight.node);
    const NodeId id = flight.node;
    error.retry_after_ms = wait_for(error, flight.advice);
    if (!flight.has_token) mixture::name_address_to_try(error, *flight.provider);
    Millis lane_free_at = now_;
    if (is_load(error.kind)) {
        lane_free_at =
            scheduler_->on_refused(*flight.provider, node.model, error.retry_after_ms, flight.sent_at, now_);
    }
    scheduler_->on_ended(*flight.provider, node.model);

    const int node_left = flight.limits.retries.value_or(0) - (node.attempt - 1);
    // Another request rather than the same once more: it costs no retry.
    const bool wanted = !flight.has_token && !node.muted && !node.late;
    const bool adapted = wanted && adaptations_.learn(*flight.provider, node.model, flight.dialect, error);
    const bool again = !adapted && wanted &&
                       may_retry({error, flight.advice.should_retry, std::min(node_left, retries_left_)});
    const Millis ready_at = again ? pause_until(flight, error, lane_free_at) : now_;
    const bool in_time = ready_at < flight.first_sent_at + flight.limits.total_ms.value_or(0);
    bool queued = false;
    if (adapted && in_time) {
        queued = enqueue(id, now_, HoldReason::retry, std::move(error));
    } else if (again && in_time) {
        --retries_left_;
        queued = enqueue(id, ready_at, is_load(error.kind) ? HoldReason::rate_limit : HoldReason::retry,
                         std::move(error));
    } else {
        end_node(flight, NodeState::failed, std::move(finish), std::move(error));
    }
    if (!queued && !call_backup(id)) advance();
    pump();
}

Millis Run::pause_until(const Flight& flight, const Error& error, Millis lane_free_at) {
    if (error.retry_after_ms) return now_ + *error.retry_after_ms;
    if (is_load(error.kind)) return lane_free_at;
    return now_ + backoff_ms(Backoff::fault, state_.find(flight.node)->attempt, random_);
}

}  // namespace moa::run
