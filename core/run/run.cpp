#include "run/run.hpp"

#include <algorithm>
#include <utility>

#include "run/early_exit.hpp"
#include "run/layer_state.hpp"
#include "run/spend_cap.hpp"
#include "run/stale.hpp"

namespace moa::run {

Run::Run(RunSpec spec, RunObserver* observer)
    : spec_(std::move(spec)), journal_(observer), calls_(spec_, journal_) {
    // The nodes exist from the start, so that a view can draw the run before it runs.
    journal_.prepare({spec_.recipe, spec_.messages});
    clocks_.prepare(state());
}

Effects Run::start(Millis now) {
    journal_.begin({spec_.recipe, spec_.messages}, now);
    advance();
    return calls_.take_effects();
}

Effects Run::adopt(RunState recorded, Millis now) {
    journal_.adopt(std::move(recorded), now);
    if (!state().running()) return {};
    const RunStatus end = status_when_broken_off(state());
    for (const auto& layer : state().layers) {
        for (const Node& node : layer) {
            if (node.in_flight()) calls_.end_broken_off(node.id);
        }
    }
    drop_queued();
    journal_.emit(RunFinished{end});
    return calls_.take_effects();
}

Effects Run::on_connected(CallId id, Millis now) {
    journal_.at(now);
    calls_.on_connected(id);
    return settle_time();
}

Effects Run::on_head(CallId id, const wire::ResponseHead& head, Millis now) {
    journal_.at(now);
    if (calls_.on_head(id, head)) advance();
    return settle_time();
}

Effects Run::on_bytes(CallId id, std::string_view bytes, Millis now) {
    journal_.at(now);
    if (calls_.on_bytes(id, bytes)) advance();
    return settle_time();
}

Effects Run::on_end(CallId id, const CallEnd& end, Millis now) {
    journal_.at(now);
    if (calls_.on_end(id, end)) advance();
    return settle_time();
}

Effects Run::on_tick(Millis now) {
    journal_.at(now);
    calls_.check_limits();
    advance();
    return calls_.take_effects();
}

/// The end of whatever the run is told: the time has gone on, so a layer may have been waited for long
/// enough. A passed limit of a call is left to the tick: its bytes may have come and not been handled yet.
Effects Run::settle_time() {
    const int layer = current_layer(state());
    if (layer > 0 && clocks_.may_leave(state(), layer, journal_.elapsed())) advance();
    return calls_.take_effects();
}

Effects Run::stop(Millis now) {
    journal_.at(now);
    calls_.cut_drained();
    if (state().running()) {
        drop_queued();
        journal_.emit(RunFinished{RunStatus::cancelled});
    }
    return calls_.take_effects();
}

Millis Run::next_wake() const {
    const Millis wake = calls_.next_wake();
    const int layer = current_layer(state());
    if (layer == 0 || !has_answer(state(), layer)) return wake;
    const Millis leave = clocks_.leave_at(state(), layer);
    return leave == no_time ? wake : earlier(wake, journal_.absolute(leave));
}

std::optional<Error> Run::refusal(const GraphCommand& command) const {
    if (command.agent && mixture::find_provider(spec_.providers, command.agent->provider) == nullptr)
        return mixture::unknown_provider(command.agent->provider);
    const GraphCommand whole = completed(state(), command);
    if (auto error = run::refusal(state(), whole)) return error;
    return run::over_cap(state(), whole, spec_.prices);
}

Effects Run::use_recipe(mixture::Recipe recipe, Millis now) {
    if (state().running() || !fits_nodes(state(), recipe)) return {};
    journal_.at(now);
    journal_.emit(RecipeChanged{std::move(recipe)});
    return calls_.take_effects();
}

Effects Run::change(GraphCommand command, Millis now) {
    if (refusal(command)) return {};
    command = completed(state(), std::move(command));
    journal_.at(now);
    // What `refusal` has held against the spend cap is called without another look at it.
    const bool held = state().recipe.max_cost_usd && command.change != Change::resume;
    const int at_once = held ? layer_called_at_once(state(), command) : 0;
    for (const NodeId id : given_up_by(state(), command))
        calls_.give_up(id);
    const std::optional<IndexShift> moved = shift_of(state(), command);
    const bool went = state().running();
    journal_.emit(command);
    if (moved) calls_.shift(*moved);
    calls_.refit();
    clocks_.restart_idle(state(), calls_);
    if (command.change == Change::proceed) leave(current_layer(state()));
    if (command.change == Change::mute && calls_.is_queued(command.node)) calls_.give_up(command.node);
    if (!went && state().running()) calls_.refill_retries();
    if (at_once > 0 && state().running()) start_queued(at_once);
    advance();
    return calls_.take_effects();
}

bool Run::can_rerun(NodeId id) const {
    const Node* node = state().find(id);
    if (node == nullptr || node->muted) return false;
    const bool lacking =
        node->state == NodeState::failed || node->state == NodeState::cancelled || node->is_cut();
    return lacking && (!state().running() || is_untouched_behind(state(), id.layer));
}

Effects Run::rerun(NodeId id, Millis now) {
    if (!can_rerun(id)) return {};
    GraphCommand command;
    command.change = Change::rerun;
    command.nodes = with_dependants(state(), id);
    return change(std::move(command), now);
}

/// Goes through the layers from the first: sends what is queued, and stops at a layer that is still at work.
/// A node is queued exactly when it is to be called, so this is the first run, a rerun and a resumption
/// alike.
void Run::advance() {
    if (!state().running()) return;
    calls_.fail_hopeless();
    const int last = static_cast<int>(state().layers.size());
    for (int layer = 1; layer <= last; ++layer) {
        if (is_left_out(state(), layer)) continue;
        if (const auto cap = over_cap(layer)) {
            // What is at work ends first: nothing is cut for the cap.
            if (is_at_work_from(layer)) return calls_.send_ready();
            journal_.emit(*cap);
            break;
        }
        start_queued(layer);
        if (clocks_.may_leave(state(), layer, journal_.elapsed())) leave(layer);
        if (!is_settled(state(), layer)) return calls_.send_ready();
        if (!has_answer(state(), layer) && any_queued_behind(state(), layer)) break;
        leave_out_after(layer);
    }
    drop_queued();
    journal_.emit(RunFinished{outcome_of(state())});
}

void Run::start_queued(int layer) {
    // By index: a node that fails at once is an event, and its observer may look at the layer.
    const auto& nodes = nodes_of(state(), layer);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const NodeId id = nodes[i].id;
        if (nodes[i].state != NodeState::queued || calls_.is_queued(id)) continue;
        if (nodes[i].muted) {
            journal_.skip(id);
        } else {
            clocks_.on_call(state(), layer, journal_.elapsed());
            calls_.call(id);
        }
    }
}

/// Nothing, unless the layer's calls, which are to begin now, would take the run beyond its spend cap.
std::optional<CapReached> Run::over_cap(int layer) const {
    if (!state().recipe.max_cost_usd) return std::nullopt;
    std::vector<NodeId> calls;
    for (const Node& node : nodes_of(state(), layer)) {
        if (node.state == NodeState::queued && !calls_.is_queued(node.id)) calls.push_back(node.id);
    }
    return cap_reached(state(), layer, calls, spec_.prices);
}

/// Whether a call of this layer or one behind it is still wanted.
bool Run::is_at_work_from(int layer) const {
    const auto is_at_work = [this](const Node& node) {
        return (node.in_flight() && !node.muted && !node.late) || calls_.is_queued(node.id);
    };
    return std::any_of(state().layers.begin() + (layer - 1), state().layers.end(),
                       [&is_at_work](const std::vector<Node>& nodes) {
                           return std::any_of(nodes.begin(), nodes.end(), is_at_work);
                       });
}

/// The next layer begins without those that are still at work: a call on its way goes on and is late, one
/// that was not sent is given up.
void Run::leave(int layer) {
    if (layer < 1) return;
    const auto& nodes = nodes_of(state(), layer);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const NodeId id = nodes[i].id;
        if (has_ended(nodes[i].state) || nodes[i].muted) continue;
        // An attempt that has failed waits in the queue; its node still says that it is on its way.
        if (!nodes[i].in_flight() || calls_.is_queued(id)) calls_.give_up(id);
        journal_.emit(NodeMarked{id, Mark::late});
    }
}

void Run::leave_out_after(int layer) {
    const auto exit = early_exit(state(), layer, spec_.prices);
    if (!exit) return;
    journal_.emit(*exit);
    for (const NodeId id : proposers_behind(state(), layer))
        journal_.skip(id);
}

/// Nothing more is sent: what was never sent is skipped, what waited for its next attempt is cancelled, and
/// so is what is still on its way.
void Run::drop_queued() {
    calls_.give_up_all();
    for (const auto& layer : state().layers) {
        for (const Node& node : layer) {
            if (node.state == NodeState::queued) journal_.skip(node.id);
        }
    }
}

}  // namespace moa::run
