#include "run/node_calls.hpp"

#include <algorithm>
#include <utility>

#include "mixture/prompt.hpp"
#include "run/call_outcome.hpp"
#include "run/retry_policy.hpp"

namespace moa::run {
namespace {

std::size_t size_of(const Node& node) {
    return node.text.size() + node.reasoning.size();
}

}  // namespace

NodeCalls::NodeCalls(const RunSpec& spec, Journal& journal)
    : spec_(spec),
      journal_(journal),
      next_call_id_(spec.first_call_id),
      in_flight_(journal),
      retries_left_(mixture::retry_budget_of(spec.recipe)),
      random_(spec.seed),
      models_(spec.models),
      scheduler_(spec.scheduler) {
    if (scheduler_ == nullptr) {
        own_scheduler_ = std::make_unique<Scheduler>(spec.seed);
        scheduler_ = own_scheduler_.get();
    }
}

void NodeCalls::call(NodeId id) {
    const std::string& provider = journal_.node(id).provider;
    if (mixture::find_provider(spec_.providers, provider) == nullptr) {
        // A recipe that was not checked against these providers.
        Error error = mixture::unknown_provider(provider);
        journal_.enter_attempt(id);
        journal_.end(id, NodeState::failed, {}, std::move(error), {});
        call_backup(id);
    } else if (!enqueue(id, {journal_.now(), QueueReason::turn, 0}, std::nullopt)) {
        call_backup(id);
    }
}

/// Calls the backup of a node that has just failed, where there is one that can be called.
void NodeCalls::call_backup(NodeId id) {
    const Node& node = journal_.node(id);
    if (!node.agent.backup || node.stands_in_for || node.muted || node.late) return;
    if (mixture::find_provider(spec_.providers, node.agent.backup->provider) == nullptr) return;
    journal_.emit(NodeMarked{id, Mark::backup});
    (void)enqueue(id, {journal_.now(), QueueReason::turn, 0}, std::nullopt);
}

/// False when its input does not fit its model: then the node has failed.
bool NodeCalls::enqueue(NodeId id, NextAttempt next, std::optional<Error> failure) {
    if (!fits(id)) return false;
    const Node& node = journal_.node(id);
    const InFlightCall call = call_of(id);
    QueuedCall queued;
    queued.node = id;
    queued.provider = call.provider;
    queued.model = node.model;
    queued.tokens = estimate_tokens(prompt_of(state(), id));
    queued.ready_at = next.ready_at;
    queued.reason = next.reason;
    queued.free_repeats = next.free_repeats;
    if (failure)
        queued.hopeless_at = journal_.absolute(node.first_sent_at) + call.limits.total_ms.value_or(0);
    queued.failure = std::move(failure);
    queue_.add(std::move(queued));
    return true;
}

KnownModel NodeCalls::known_model(const Node& node) const {
    const auto known = models_.find({node.provider, node.model});
    return known == models_.end() ? KnownModel{} : known->second;
}

/// Plans how the node's input fits its model. False when it does not: then the node has failed, and nothing
/// is sent.
bool NodeCalls::fits(NodeId id) {
    const Node& node = journal_.node(id);
    mixture::FitPlan plan = plan_input(state(), node, known_model(node));
    if (plan.outcome == mixture::FitPlan::Outcome::too_long) {
        Error error = make_error(ErrorKind::too_long);
        error.message = std::move(plan.sentence);
        journal_.end(id, NodeState::failed, {}, std::move(error), {});
        return false;
    }
    std::optional<mixture::FitPlan> fit;
    if (plan.outcome == mixture::FitPlan::Outcome::changed) fit = std::move(plan);
    if (fit != node.fit) journal_.emit(NodeFitted{id, std::move(fit)});
    return true;
}

void NodeCalls::refit() {
    for (const NodeId id : queue_.nodes()) {
        if (!state().running() || journal_.node(id).state != NodeState::queued) continue;
        if (fits(id)) {
            queue_.set_tokens(id, estimate_tokens(prompt_of(state(), id)));
        } else {
            (void)queue_.remove(id);
            call_backup(id);
        }
    }
}

void NodeCalls::send_ready() {
    queue_.send_ready(journal_, *scheduler_, [this](const QueuedCall& queued) { send(queued); });
}

void NodeCalls::fail_hopeless() {
    std::vector<QueuedCall> hopeless = queue_.take_hopeless(journal_.now());
    for (QueuedCall& queued : hopeless)
        end_node(call_of(queued.node), NodeState::failed, {}, std::move(queued.failure));
    for (const QueuedCall& queued : hopeless)
        call_backup(queued.node);
}

void NodeCalls::send(const QueuedCall& queued) {
    const NodeId id = queued.node;
    const mixture::Provider& provider = *queued.provider;
    InFlightCall call = call_of(id);
    journal_.enter_attempt(id, call.server_slots);
    const Node& node = journal_.node(id);
    NodeInput input = input_of(state(), node);
    leave_room_for_answer(input, known_model(node), queued.tokens);
    call.free_repeats = queued.free_repeats;
    call.prompt_tokens_estimate = queued.tokens;
    call.choices = choices_of(state(), node, input);
    call.first_sent_at = journal_.absolute(node.first_sent_at);
    call.sent_at = call.last_byte_at = journal_.now();
    call.dialect = adaptations_.dialect_for(provider, node.model);
    call.base_url = adaptations_.base_url_of(provider);
    scheduler_->on_sent(provider, node.model, queued.tokens, journal_.now());
    wire::HttpRequest request{"POST",
                              wire::join_url(call.base_url, "chat/completions"),
                              {{"Content-Type", "application/json"}},
                              wire::encode_chat_request(request_of(state(), input), call.dialect)};
    const CallId call_id = next_call_id_++;
    in_flight_.add(call_id, std::move(call));
    effects_.start.push_back({call_id, provider.name, id, std::move(request)});
}

/// Of a node about to be sent, or already on its way.
InFlightCall NodeCalls::call_of(NodeId id) const {
    const mixture::Agent agent = caller_of(journal_.node(id));
    const mixture::Layer& layer = state().recipe.layers[static_cast<std::size_t>(id.layer) - 1];
    InFlightCall call;
    call.node = id;
    call.provider = mixture::find_provider(spec_.providers, agent.provider);
    const bool own = call.provider != nullptr && call.provider->is_own();
    if (own) call.server_slots = call.provider->slots();
    call.limits = mixture::complete(mixture::effective_parameters(state().recipe, layer, agent).limits, own);
    return call;
}

void NodeCalls::mask_key(CallId id, const wire::KeyMask& mask) {
    InFlightCall* call = in_flight_.find(id);
    if (call == nullptr) return;
    call->text_mask = mask;
    call->reasoning_mask = call->text_mask;
}

void NodeCalls::on_connected(CallId id) {
    if (InFlightCall* call = in_flight_.find(id)) call->connected = true;
}

bool NodeCalls::on_head(CallId id, const wire::ResponseHead& head) {
    InFlightCall* call = in_flight_.find(id);
    if (call == nullptr) return false;
    call->connected = true;
    call->last_byte_at = journal_.now();
    call->response.on_head(head, utc_now());
    call->advice = wire::read_retry_advice(head.headers, utc_now());
    if (head.status < 200 || head.status > 299) return false;
    scheduler_->on_answered(*call->provider, journal_.node(call->node).model,
                            wire::read_rate_limits(head.headers, utc_now()), journal_.now());
    return true;
}

bool NodeCalls::on_bytes(CallId id, std::string_view bytes) {
    InFlightCall* call = in_flight_.find(id);
    if (call == nullptr) return false;
    call->last_byte_at = journal_.now();
    const Node& node = journal_.node(call->node);
    const std::size_t before = size_of(node);
    in_flight_.read(*call, bytes);
    received_ += std::max(size_of(node), before) - before;
    if (call->response.error()) {
        effects_.cancel.push_back(id);
        settle(in_flight_.take(id), CallEnd{});
        return true;
    }
    if (call->response.done()) {
        settle(in_flight_.drain(id), CallEnd{});
        return true;
    }
    if (size_of(node) <= most_answer_bytes && received_ <= most_run_bytes) return false;
    call->is_too_long = true;
    effects_.cancel.push_back(id);
    settle(in_flight_.take(id), CallEnd{});
    return true;
}

bool NodeCalls::on_end(CallId id, const CallEnd& end) {
    in_flight_.on_end(id);
    if (in_flight_.find(id) == nullptr) return false;
    settle(in_flight_.finish(id), end);
    return true;
}

void NodeCalls::check_limits() {
    for (const CallId id : in_flight_.cut_drained(false))
        effects_.cancel.push_back(id);
    for (const CallId id : in_flight_.late()) {
        effects_.cancel.push_back(id);
        const Error error = in_flight_.timeout_of(id);
        settle(in_flight_.finish(id), {false, error});
    }
}

void NodeCalls::settle(const InFlightCall& call, const CallEnd& end) {
    CallOutcome outcome = outcome_of(call, journal_.node(call.node), end);
    // JSON may have told it in signs that its bytes do not have.
    outcome.finish = call.text_mask.masked(outcome.finish);
    if (outcome.error) call.text_mask.mask(*outcome.error);
    if (outcome.error) {
        settle_failure(call, std::move(outcome.finish), std::move(*outcome.error), end.stale_connection);
    } else {
        settle_answer(call, std::move(outcome.finish));
    }
}

/// A call that gave an answer: the node is done, or has another call to make.
void NodeCalls::settle_answer(const InFlightCall& call, std::string finish) {
    const NodeId id = call.node;
    const Node& node = journal_.node(id);
    if (adaptations_.confirm(*call.provider, call.base_url))
        journal_.emit(RecipeChanged{with_address(state(), call.provider->name, call.base_url)});
    CallCharge charge = charge_of(call, node, spec_.prices);
    if (const auto usage = call.response.usage()) {
        mixture::TokenRatio& ratio = models_[{node.provider, node.model}].ratio;
        charge.cut_prompt = mixture::cut_by_server(call.prompt_tokens_estimate, ratio, usage->prompt_tokens);
        if (!charge.cut_prompt) ratio.learn(call.prompt_tokens_estimate, usage->prompt_tokens);
    }
    if (!call.choices.empty()) {
        const auto chosen = mixture::chosen_reference(call.verdict, call.choices.size());
        if (!chosen) return settle_failure(call, std::move(finish), no_choice(call.choices.size()), false);
        const Choice& choice = call.choices[*chosen];
        if (choice.node.layer > 0) journal_.emit(NodeChose{id, choice.node});  // else it has been removed
        journal_.enter(id, NodeState::streaming);
        journal_.emit(NodeText{id, choice.text});
        finish = choice.finish;
    }
    scheduler_->on_ended(*call.provider, node.model);
    const NodeInput input = input_of(state(), node);
    const bool more = input.call + 1 < input.calls;
    if (more && !node.late && !node.muted) {
        journal_.emit(NodeCarried{id, std::move(finish), charge.usage, charge.cost_usd, charge.cut_prompt});
        this->call(id);
        return;
    }
    // Nobody waits for the rest of what is not used.
    journal_.end(id, more ? NodeState::cancelled : NodeState::done, std::move(finish), std::nullopt, charge);
    flag(id);
}

/// Looks for what is wrong with an answer that others are to build on.
void NodeCalls::flag(NodeId id) {
    if (id == state().aggregator().id) return;
    std::vector<mixture::ReferenceFlag> flags = mixture::find_flags(journal_.node(id).text);
    if (flags.empty()) return;
    journal_.emit(NodeFlagged{id, std::move(flags)});
    if (state().recipe.mute_flagged && !journal_.node(id).muted) journal_.emit(NodeMarked{id, Mark::muted});
}

/// A call that gave no answer: the node is called again where that may help, else it has failed.
void NodeCalls::settle_failure(const InFlightCall& call, std::string finish, Error error, bool stale) {
    const NodeId id = call.node;
    error.retry_after_ms = wait_for(error, call.advice);
    if (!call.has_token) adaptations_.name_address_to_try(error, *call.provider);
    if (const auto next = next_attempt(call, error, stale)) {
        if (enqueue(id, *next, std::move(error))) return;
    } else {
        end_node(call, NodeState::failed, std::move(finish), std::move(error));
    }
    call_backup(id);
}

/// When the node is sent once more; nothing where that would not help, has been tried often enough, or would
/// come too late. Tells the scheduler that the call is over.
std::optional<NodeCalls::NextAttempt> NodeCalls::next_attempt(const InFlightCall& call, const Error& error,
                                                              bool stale) {
    const Node& node = journal_.node(call.node);
    const Millis now = journal_.now();
    const bool load = is_load(error.kind);
    Millis lane_free_at = now;
    if (load) {
        lane_free_at =
            scheduler_->on_refused(*call.provider, node.model, error.retry_after_ms, call.sent_at, now);
    }
    scheduler_->on_ended(*call.provider, node.model);
    // A text that began is never thrown away.
    if (call.has_token || node.muted || node.late) return std::nullopt;
    const Millis hopeless_at = call.first_sent_at + call.limits.total_ms.value_or(0);
    if (adaptations_.learn(*call.provider, node.model, {call.dialect, call.base_url}, error)) {
        // Another request rather than the same once more: it costs no retry.
        if (now >= hopeless_at) return std::nullopt;
        return NextAttempt{now, QueueReason::retry, call.free_repeats + 1};
    }
    if (stale && call.free_repeats < most_stale_repeats && now < hopeless_at)
        return NextAttempt{now, QueueReason::retry, call.free_repeats + 1};
    if (error.kind == ErrorKind::loading_model) {
        // It says that it is at work: it is asked until it is done, or the total limit is over.
        const Millis at = now + error.retry_after_ms.value_or(loading_pause_ms);
        if (at >= hopeless_at) return std::nullopt;
        return NextAttempt{at, QueueReason::retry, call.free_repeats + 1};
    }
    const int counted = node.attempt - 1 - call.free_repeats;
    const int node_left = call.limits.retries.value_or(0) - counted;
    if (!may_retry({error, call.advice.should_retry, std::min(node_left, retries_left_)}))
        return std::nullopt;
    NextAttempt next{lane_free_at, load ? QueueReason::rate_limit : QueueReason::retry, call.free_repeats};
    if (error.retry_after_ms) {
        next.ready_at = now + *error.retry_after_ms;
    } else if (!load) {
        next.ready_at = now + backoff_ms(Backoff::fault, node.attempt, random_);
    }
    if (next.ready_at >= hopeless_at) return std::nullopt;
    --retries_left_;
    return next;
}

void NodeCalls::give_up(NodeId id) {
    if (const auto call = in_flight_.of(id)) {
        cancel(*call);
    } else if (queue_.remove(id)) {
        journal_.skip(id);
    }
}

void NodeCalls::give_up_all() {
    for (const NodeId id : queue_.nodes())
        give_up(id);
    for (const CallId id : in_flight_.ids())
        cancel(id);
}

void NodeCalls::cancel(CallId id) {
    effects_.cancel.push_back(id);
    const InFlightCall call = in_flight_.finish(id);
    scheduler_->on_ended(*call.provider, journal_.node(call.node).model);
    end_node(call, NodeState::cancelled, {}, std::nullopt);
}

void NodeCalls::cut_drained() {
    for (const CallId id : in_flight_.cut_drained(true))
        effects_.cancel.push_back(id);
}

void NodeCalls::end_broken_off(NodeId id) {
    InFlightCall call = call_of(id);
    call.prompt_tokens_estimate = estimate_tokens(prompt_of(state(), id));
    call.has_token = journal_.node(id).first_token_at != no_time;
    end_node(call, NodeState::cancelled, {}, std::nullopt);
}

void NodeCalls::end_node(const InFlightCall& call, NodeState state, std::string finish,
                         std::optional<Error> error) {
    const CallCharge charge = charge_of(call, journal_.node(call.node), spec_.prices);
    journal_.end(call.node, state, std::move(finish), std::move(error), charge);
}

void NodeCalls::shift(const IndexShift& by) {
    in_flight_.shift(by);
    queue_.shift(by);
}

Millis NodeCalls::next_wake() const {
    return earlier(in_flight_.next_wake(), queue_.next_wake());
}

std::optional<std::int64_t> NodeCalls::utc_now() const {
    if (!spec_.utc_start_ms) return std::nullopt;
    return *spec_.utc_start_ms + journal_.elapsed();
}

Effects NodeCalls::take_effects() {
    if (effects_.empty()) return {};  // as for nearly every piece of a stream
    return std::exchange(effects_, {});
}

}  // namespace moa::run
