// How a run goes from layer to layer.
#include <algorithm>
#include <string>
#include <utility>

#include "mixture/agreement.hpp"
#include "run/price_of_calls.hpp"
#include "run/run.hpp"

namespace moa::run {
namespace {

bool any_queued_behind(const RunState& state, int layer) {
    return std::any_of(state.layers.begin() + layer, state.layers.end(), [](const std::vector<Node>& nodes) {
        return std::any_of(nodes.begin(), nodes.end(),
                           [](const Node& node) { return node.state == NodeState::queued; });
    });
}

NodeChanged skipped(const Node& node) {
    NodeChanged change;
    change.node = node.id;
    change.state = node.was_called() ? NodeState::cancelled : NodeState::skipped;
    change.attempt = node.attempt;
    change.error = node.error;
    return change;
}

}  // namespace

/// Goes through the layers from the first: sends what is queued, and stops at a layer that is still at work.
/// A node is queued exactly when it is to be called, so this is the first run, a rerun and a resumption
/// alike.
void Run::advance() {
    if (!state_.running()) return;
    const int last = static_cast<int>(state_.layers.size());
    for (int layer = 1; layer <= last; ++layer) {
        if (is_left_out(state_, layer)) continue;
        if (const auto cap = over_cap(layer)) {
            // What is at work ends first: nothing is cut for the cap.
            if (is_at_work_from(layer)) return pump();
            emit(*cap);
            break;
        }
        start_queued(layer);
        if (may_leave(layer)) leave(layer);
        if (!is_settled(layer)) return pump();
        if (!has_answer(layer) && any_queued_behind(state_, layer)) break;
        leave_out_after(layer);
    }
    drop_queued();
    emit(RunFinished{outcome_of(state_)});
}

void Run::start_queued(int layer) {
    LayerClock& clock = clocks_[static_cast<std::size_t>(layer) - 1];
    // By index: a node that fails at once is an event, and its observer may look at the layer.
    const auto& nodes = state_.layers[static_cast<std::size_t>(layer) - 1];
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const NodeId id = nodes[i].id;
        if (nodes[i].state != NodeState::queued || is_pending(id)) continue;
        if (nodes[i].muted) {
            skip(nodes[i]);
        } else if (mixture::find_provider(spec_.providers, nodes[i].provider) == nullptr) {
            // A recipe that was not checked against these providers.
            Error error = make_error(ErrorKind::invalid_input);
            error.message = "The provider \"" + nodes[i].provider + "\" is not known.";
            enter_attempt(id);
            end_node(make_flight(id), NodeState::failed, {}, std::move(error));
            (void)call_backup(id);
        } else {
            if (clock.started == no_time) {
                clock = {now_, std::none_of(nodes.begin(), nodes.end(),
                                            [](const Node& node) { return node.state == NodeState::done; })};
            }
            if (!enqueue(id, now_, HoldReason::turn, std::nullopt)) (void)call_backup(id);
        }
    }
}

/// An early exit, where the recipe wants it and the layer's answers agree enough: the proposer layers behind
/// it that nobody has touched are skipped.
void Run::leave_out_after(int layer) {
    const auto& exit = state_.recipe.early_exit;
    const int last = static_cast<int>(state_.layers.size());
    if (!exit || layer < exit->min_layers || layer + 1 >= last || !later_layers_untouched(layer)) return;
    const auto used = [this](int of) {
        std::vector<std::string_view> texts;
        if (of < 1) return texts;
        for (const Node& node : state_.layers[static_cast<std::size_t>(of) - 1]) {
            if (node.is_used()) texts.emplace_back(node.text);
        }
        return texts;
    };
    LayersLeftOut event;
    event.after = layer;
    event.agreement = mixture::layer_agreement(used(source_layer(state_, layer)), used(layer));
    event.wanted = exit->agreement;
    if (event.agreement < event.wanted) return;
    std::vector<NodeId> left;
    for (int i = layer + 1; i < last; ++i) {
        for (const Node& node : state_.layers[static_cast<std::size_t>(i) - 1])
            left.push_back(node.id);
    }
    // What they would have used, as if each of their layers built on this one's answers.
    RunState without = state_;
    apply(without, now_ - started_at_, event);
    for (const NodeId id : left)
        apply(without, now_ - started_at_, skipped(*without.find(id)));
    const CallPrice price = price_of_calls(without, left, spec_.prices);
    event.calls = price.calls;
    event.tokens = price.usage.prompt_tokens + price.usage.completion_tokens;
    event.cost_usd = price.cost_usd;
    event.unpriced = price.unpriced;
    emit(event);
    for (const NodeId id : left)
        skip(*state_.find(id));
}

/// Calls the backup of a node that has just failed; false where there is none that can be called.
bool Run::call_backup(NodeId id) {
    const Node& node = *state_.find(id);
    const auto backup = mixture::backup_agent(*agent_of(state_.recipe, id));
    if (!backup || node.stands_in_for || node.muted || node.late) return false;
    if (mixture::find_provider(spec_.providers, backup->provider) == nullptr) return false;
    emit(NodeMarked{id, Mark::backup});
    return enqueue(id, now_, HoldReason::turn, std::nullopt);
}

/// Nothing, unless the layer's calls, which are to begin now, would take the run beyond its spend cap.
std::optional<CapReached> Run::over_cap(int layer) const {
    if (!state_.recipe.max_cost_usd) return std::nullopt;
    std::vector<NodeId> calls;
    for (const Node& node : state_.layers[static_cast<std::size_t>(layer) - 1]) {
        if (node.state == NodeState::queued && !is_pending(node.id)) calls.push_back(node.id);
    }
    if (calls.empty()) return std::nullopt;
    const CallPrice price = price_of_calls(state_, calls, spec_.prices);
    if (state_.cost_usd + price.cost_usd <= *state_.recipe.max_cost_usd) return std::nullopt;
    return CapReached{layer, state_.cost_usd, price.cost_usd, *state_.recipe.max_cost_usd, price.unpriced};
}

/// Whether a call of this layer or one behind it is still wanted.
bool Run::is_at_work_from(int layer) const {
    return std::any_of(state_.layers.begin() + (layer - 1), state_.layers.end(),
                       [this](const std::vector<Node>& nodes) {
                           return std::any_of(nodes.begin(), nodes.end(), [this](const Node& node) {
                               return (node.in_flight() && !node.muted && !node.late) || is_pending(node.id);
                           });
                       });
}

/// Nothing of the layer has to be waited for.
bool Run::is_settled(int layer) const {
    const auto& nodes = state_.layers[static_cast<std::size_t>(layer) - 1];
    return std::all_of(nodes.begin(), nodes.end(), [](const Node& node) {
        return has_ended(node.state) || (node.in_flight() && (node.muted || node.late));
    });
}

bool Run::later_layers_untouched(int layer) const {
    return std::all_of(state_.layers.begin() + layer, state_.layers.end(),
                       [](const std::vector<Node>& nodes) {
                           return std::all_of(nodes.begin(), nodes.end(), [](const Node& node) {
                               return node.state == NodeState::queued && !node.was_called() && !node.hold;
                           });
                       });
}

/// It will not be called, or not once more.
void Run::skip(const Node& node) {
    emit(skipped(node));
}

/// Nothing more is sent: what was never sent is skipped, what waited for its next attempt is cancelled, and
/// so is what is still on its way.
void Run::drop_queued() {
    pending_.clear();
    cancel_flights();
    for (auto& layer : state_.layers) {
        for (const Node& node : layer) {
            if (node.state == NodeState::queued) skip(node);
        }
    }
}

void Run::cancel_flights() {
    std::map<CallId, Flight> flights;
    flights.swap(flights_);
    for (auto& [id, flight] : flights) {
        effects_.cancel.push_back(id);
        read_rest(flight);
        scheduler_->on_ended(*flight.provider, state_.find(flight.node)->model);
        end_node(flight, NodeState::cancelled, {}, std::nullopt);
    }
}

}  // namespace moa::run
