#include "run/event.hpp"

#include <algorithm>
#include <utility>

#include "blank.hpp"
#include "random.hpp"
#include "run/stale.hpp"

namespace moa::run {
namespace {

void build_nodes(RunState& state) {
    state.layers.clear();
    int number = 0;
    for (const mixture::Layer& layer : state.recipe.layers) {
        ++number;
        std::vector<Node> nodes;
        for (const mixture::Agent& agent : layer.agents) {
            for (int i = 0; i < agent.repeat; ++i)
                nodes.push_back(make_node(state, {number, static_cast<int>(nodes.size()) + 1}, agent));
        }
        state.layers.push_back(std::move(nodes));
    }
}

/// Who answers at the node's place from now on.
void set_caller(Node& node, const mixture::Agent& caller) {
    node.provider = caller.provider;
    node.model = caller.model;
    node.label = mixture::display_name(caller);
}

/// Agents of a layer that become others.
using Replaced = std::vector<std::pair<mixture::Agent, mixture::Agent>>;

void replace_agents(std::vector<UndoStep>& steps, const std::vector<Replaced>& layers) {
    for (UndoStep& step : steps) {
        for (Node& node : step.nodes) {
            const Replaced& replaced = layers[static_cast<std::size_t>(node.id.layer) - 1];
            const auto it = std::find_if(replaced.begin(), replaced.end(),
                                         [&node](const auto& each) { return each.first == node.agent; });
            if (it != replaced.end()) node.agent = it->second;
        }
    }
}

/// Puts the recipe's agents into the nodes, also into those that undo and redo bring back.
void replace_agents(RunState& state, const mixture::Recipe& recipe) {
    std::vector<Replaced> layers(state.layers.size());
    for (std::size_t i = 0; i < layers.size(); ++i) {
        auto node = state.layers[i].begin();
        for (mixture::Agent agent : recipe.layers[i].agents) {
            const int count = std::exchange(agent.repeat, 1);
            for (int k = 0; k < count; ++k, ++node)
                layers[i].emplace_back(std::exchange(node->agent, agent), agent);
        }
    }
    replace_agents(state.undo, layers);
    replace_agents(state.redo, layers);
}

wire::Usage sum(const wire::Usage& a, const wire::Usage& b) {
    return {a.prompt_tokens + b.prompt_tokens, a.completion_tokens + b.completion_tokens,
            a.estimated || b.estimated};
}

/// What the node's calls before this one have used, too.
void include_carried(RunState& state, Node& node) {
    if (!node.calls_so_far) return;
    const CallsSoFar& before = *node.calls_so_far;
    if (before.usage) node.usage = node.usage ? sum(*before.usage, *node.usage) : before.usage;
    if (before.cost_usd) node.cost_usd = node.cost_usd.value_or(0) + *before.cost_usd;
    if (!is_blank(node.text)) return;
    replace_text(state, node);
    node.text = before.text;
}

/// What a call has used is counted once, when it ends: also when its answer is replaced later.
void add_up(RunState& state, const Node& node, const std::optional<wire::Usage>& usage,
            const std::optional<double>& cost_usd) {
    if (!usage) return;
    state.usage = sum(state.usage, *usage);
    if (cost_usd) {
        state.cost_usd += *cost_usd;
    } else if (std::find(state.unpriced.begin(), state.unpriced.end(), node.model) == state.unpriced.end()) {
        state.unpriced.push_back(node.model);
    }
}

/// What the node's calls lack up to this one.
std::string shortening_with(const Node& node, const NodeCarried& carried) {
    std::string sentence = node.shortening();
    if (!carried.cut_prompt || !carried.usage) return sentence;
    const std::string cut = cut_prompt_sentence(carried.usage->prompt_tokens, *carried.cut_prompt);
    return sentence.empty() ? cut : sentence + " " + cut;
}

struct Applier {
    RunState& state;
    Millis t;

    void operator()(const RunStarted& event) const {
        state = RunState{};
        state.recipe = event.recipe;
        state.messages = event.messages;
        build_nodes(state);
    }

    void operator()(const NodeChanged& event) const {
        Node* node = state.find(event.node);
        if (node == nullptr) return;
        const bool had_ended = has_ended(node->state);
        if (node->in_flight() && is_over(*node, event)) keep_call(*node, false, event.error);
        node->state = event.state;
        node->attempt = event.attempt;
        node->queued = event.queued;
        if (event.state == NodeState::queued) queue(*node, event);
        if (event.state == NodeState::waiting) {
            send(*node);
            node->server_slots = event.server_slots;
        }
        if (!has_ended(event.state)) {
            if (had_ended) go_on(state, t);
            refresh();
            return;
        }
        node->finish = event.finish;
        node->usage = event.usage;
        node->cost_usd = event.cost_usd;
        node->error = event.error;
        node->cut_prompt = event.cut_prompt;
        node->ended_at = t;
        include_carried(state, *node);
        node->text_hash = stable_hash(node->text);
        if (!node->basis) node->basis = basis_of(state, node->id.layer);
        add_up(state, *node, event.usage, event.cost_usd);
        refresh();
    }

    /// Whether the event ends the call in flight, but not the node.
    static bool is_over(const Node& node, const NodeChanged& event) {
        if (event.state == NodeState::waiting) return event.attempt > node.attempt;
        return event.state == NodeState::queued;
    }

    void keep_call(Node& node, bool answered, const std::optional<Error>& error) const {
        EarlierCall call{node.sent_at, node.first_token_at, t, answered, {}};
        if (error) call.failure = error->kind;
        node.earlier_calls.push_back(call);
    }

    void refresh() const {
        refresh_lists(state);
        refresh_stale(state);
    }

    void queue(Node& node, const NodeChanged& event) const {
        node.error = event.error;
        node.ended_at = no_time;
        if (!node.calls_so_far) node.basis.reset();
        if (event.attempt == 0) node.first_sent_at = node.sent_at = no_time;
        if (node.queued_at == no_time) node.queued_at = t;
        clear(node);
    }

    void send(Node& node) const {
        clear(node);
        node.error.reset();
        node.sent_at = t;
        if (!node.calls_so_far) node.basis = basis_of(state, node.id.layer);  // else it began with others
        if (node.first_sent_at == no_time) node.first_sent_at = t;
        if (node.queued_at == no_time) node.queued_at = t;
        node.ended_at = no_time;
    }

    /// What an earlier attempt, or an earlier run of the node, has left.
    void clear(Node& node) const {
        replace_text(state, node);
        node.text.clear();
        node.reasoning.clear();
        node.finish.clear();
        node.usage.reset();
        node.cost_usd.reset();
        node.cut_prompt.reset();
        node.chosen.reset();
        node.flags.clear();
        node.first_token_at = node.first_text_at = no_time;
        if (node.id == state.aggregator().id) state.ttft_ms = no_time;
    }

    void operator()(const NodeText& event) const {
        Node* node = state.find(event.node);
        if (node == nullptr) return;
        node->text += event.text;
        if (node->first_token_at == no_time) node->first_token_at = t;
        if (node->first_text_at == no_time) node->first_text_at = t;
        if (event.node.layer == static_cast<int>(state.layers.size()) && state.ttft_ms == no_time)
            state.ttft_ms = t;
    }

    void operator()(const NodeReasoning& event) const {
        Node* node = state.find(event.node);
        if (node == nullptr) return;
        node->reasoning += event.text;
        if (node->first_token_at == no_time) node->first_token_at = t;
    }

    void operator()(const RunFinished& event) const {
        state.status = event.status;
        state.total_ms = t;
    }

    void operator()(const GraphCommand& command) const { apply_command(state, t, command); }

    void operator()(const NodeMarked& event) const { apply_mark(state, event); }

    void operator()(const CapReached& event) const { state.cap = event; }

    void operator()(const RecipeChanged& event) const {
        if (!fits_nodes(state, event.recipe)) return;
        replace_agents(state, event.recipe);
        state.recipe = event.recipe;
    }

    void operator()(const NodeFitted& event) const {
        if (Node* node = state.find(event.node)) node->fit = event.fit;
        refresh_lists(state);
    }

    void operator()(const NodeCarried& event) const {
        Node* node = state.find(event.node);
        if (node == nullptr) return;
        keep_call(*node, true, std::nullopt);
        CallsSoFar calls_so_far = node->calls_so_far.value_or(CallsSoFar{});
        if (calls_so_far.calls++ == 0) calls_so_far.began_at = node->sent_at;
        calls_so_far.text = node->text;
        calls_so_far.finish = event.finish;
        calls_so_far.chosen = node->chosen;
        calls_so_far.shortening = shortening_with(*node, event);
        if (event.usage)
            calls_so_far.usage = calls_so_far.usage ? sum(*calls_so_far.usage, *event.usage) : *event.usage;
        if (event.cost_usd) calls_so_far.cost_usd = calls_so_far.cost_usd.value_or(0) + *event.cost_usd;
        node->calls_so_far = std::move(calls_so_far);
        node->state = NodeState::queued;
        node->attempt = 0;
        node->first_sent_at = no_time;
        add_up(state, *node, event.usage, event.cost_usd);
        refresh();
    }

    void operator()(const NodeChose& event) const {
        if (Node* node = state.find(event.node)) node->chosen = event.chosen;
    }

    void operator()(const NodeFlagged& event) const {
        if (Node* node = state.find(event.node)) node->flags = event.flags;
        refresh();
    }

    void operator()(const LayersLeftOut& event) const {
        state.exit = event;
        refresh();
    }
};

}  // namespace

void replace_text(RunState& state, Node& node) {
    node.text_version = ++state.text_versions;
}

Node make_node(RunState& state, NodeId id, const mixture::Agent& agent) {
    Node node;
    replace_text(state, node);
    node.id = id;
    node.agent = agent;
    node.agent.repeat = 1;
    node.muted = agent.muted;
    set_caller(node, agent);
    return node;
}

void apply_mark(RunState& state, const NodeMarked& event) {
    Node* node = state.find(event.node);
    if (node == nullptr) return;
    if (event.mark == Mark::late) {
        node->late = true;
    } else if (event.mark == Mark::muted) {
        node->muted = true;
    } else if (const auto backup = mixture::backup_agent(node->agent)) {
        Node fresh = make_node(state, node->id, node->agent);
        const bool failed_in_flight = node->has_latest_call();
        fresh.earlier_calls = std::move(node->earlier_calls);
        if (failed_in_flight) {
            EarlierCall& call = fresh.earlier_calls.emplace_back();
            call = {node->sent_at, node->first_token_at, node->ended_at, false, {}};
            if (node->error) call.failure = node->error->kind;
        }
        fresh.queued_at = node->queued_at;
        set_caller(fresh, *backup);
        fresh.muted = node->muted;
        fresh.pinned = node->pinned;
        fresh.stands_in_for = StandIn{node->label, node->error.value_or(make_error(ErrorKind::network))};
        *node = std::move(fresh);
    }
    refresh_lists(state);
    refresh_stale(state);
}

void apply(RunState& state, Millis t, const RunEvent& event) {
    std::visit(Applier{state, t}, event);
    state.latest = t;
}

}  // namespace moa::run
