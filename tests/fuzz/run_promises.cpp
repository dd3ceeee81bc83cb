// What a run promises, checked after everything that happens.
#include <algorithm>

#include "fuzz/run_world.hpp"
#include "session/history/run_log_read.hpp"
#include "session/history/run_log_write.hpp"
#include "unit/run/tell.hpp"

namespace moa::fuzz {
namespace {

using run::NodeState;
using run::RunStatus;

bool is_on_its_way(const run::Node& node) {
    return node.state == NodeState::waiting || node.state == NodeState::thinking ||
           node.state == NodeState::streaming;
}

}  // namespace

std::vector<const run::Node*> nodes_of(const run::RunState& state) {
    std::vector<const run::Node*> nodes;
    for (const auto& layer : state.layers) {
        for (const run::Node& node : layer)
            nodes.push_back(&node);
    }
    return nodes;
}

void RunWorld::take(const run::Effects& effects) {
    for (const run::CallId id : effects.cancel) {
        const auto it = live_.find(id);
        require(it != live_.end(), "only calls in flight are cancelled");
        dead_.insert(live_.extract(it));
    }
    for (const run::CallRequest& call : effects.start)
        take_start(call);
}

void RunWorld::take_start(const run::CallRequest& call) {
    require(call.id > latest_id_, "no call id is used twice");
    latest_id_ = call.id;
    require(run_->state().running(), "a run that has ended sends nothing");
    const run::Node* node = run_->state().find(call.node);
    require(node != nullptr && is_on_its_way(*node), "a node that is sent is on its way");
    require(node->text.empty() && node->reasoning.empty(), "a new attempt begins empty");
    const auto& headers = call.request.headers;
    require(wire::find_header(headers, "authorization").empty(), "a request holds no key");
    if (const auto before = latest_call_.find(call.node); before != latest_call_.end()) {
        require(!live_.contains(before->second), "a node has one call at a time");
        const LiveCall& old = dead_.at(before->second);
        require(!old.clean || old.arrived_text.empty(), "nothing is repeated after the first token");
    }
    latest_call_[call.node] = call.id;
    LiveCall live;
    live.node = call.node;
    live_.emplace(call.id, std::move(live));
}

void RunWorld::check() {
    const run::RunState& state = run_->state();
    int local = 0;
    bool moving = false;
    for (const run::Node* node : nodes_of(state)) {
        if (is_on_its_way(*node)) {
            moving = true;
            const auto call = latest_call_.find(node->id);
            require(call != latest_call_.end() && live_.contains(call->second),
                    "a node on its way has a call");
            if (node->provider == "local") ++local;
        }
        require(state.running() || run::has_ended(node->state), "a run that has ended has ended nodes only");
    }
    check_texts();
    require(local_calls_at_once_ == 0 || local <= local_calls_at_once_,
            "no more calls at once than are taken");
    if (state.running()) {
        require(moving || run_->next_wake() != no_time, "a run that goes on has something to wait for");
    } else {
        check_end_status();
    }
}

void RunWorld::check_end_status() {
    const run::RunState& state = run_->state();
    const auto nodes = nodes_of(state);
    const run::Node& last = state.aggregator();
    const bool answered = last.state == NodeState::done && !last.text.empty();
    const bool whole = std::all_of(nodes.begin(), nodes.end(), [](const run::Node* node) {
        return node->state == NodeState::done && !node->is_cut();
    });
    switch (state.status) {
        case RunStatus::complete:
            return require(answered && whole, "complete: everyone answered, nothing is cut");
        case RunStatus::degraded:
            return require(answered && !whole, "degraded: an answer, and someone is missing or cut");
        case RunStatus::failed:
            return require(!answered, "failed: there is no answer");
        case RunStatus::cancelled:
            return require(was_stopped_, "cancelled: the user stopped it");
        case RunStatus::running:
            break;
    }
}

void RunWorld::check_texts() {
    for (const auto& [node, id] : latest_call_) {
        const auto live = live_.find(id);
        const LiveCall& call = live != live_.end() ? live->second : dead_.at(id);
        if (!call.clean) continue;
        const std::string& text = run_->state().find(node)->text;
        require(text.starts_with(call.arrived_text), "no text that arrived is lost");
        require(call.written_text.starts_with(text), "no text is invented");
    }
}

void RunWorld::check_log() {
    writer_.flush_due(now_ + session::RunLogWriter::default_coalesce_ms);
    const auto log = session::read_run_log(log_);
    require(log.ok(), "the log can be read");
    require(log.value().skipped_lines == 0, "every line of the log is known");
    require(!log.value().truncated, "the log of a run that has ended is whole");
    const std::string live = test::tell(run_->state());
    require(test::tell(shadow_) == live, "the events tell the state");
    require(test::tell(session::replay(log.value())) == live, "the log replays to the same state");
}

}  // namespace moa::fuzz
