#include "screen/turn_note.hpp"

#include <algorithm>
#include <utility>

#include "blank.hpp"
#include "figures.hpp"
#include "run/sentences.hpp"
#include "screen/provider_facts.hpp"
#include "screen/words.hpp"
#include "session/cost_words.hpp"

namespace moa::screen {
namespace {

using run::Node;
using run::RunState;
using run::RunStatus;

/// What mends an error.
enum class Step { key, address, model, aggregator, fit, retry };

/// Whether the references of a node whose prompt is too long could be made to fit, as the recipe does not
/// say.
bool can_be_fitted(const RunState& state, const Node& node) {
    const mixture::Layer& layer = state.recipe.layers[static_cast<std::size_t>(node.id.layer) - 1];
    const auto choice = mixture::effective_parameters(state.recipe, layer, node.agent).context_fit;
    const bool fails = choice.value_or(mixture::ContextFit::fail) == mixture::ContextFit::fail;
    // Where the provider has refused it, its context is not known here.
    const bool was_sent = node.error->http_status != 0 || !node.error->provider_words.empty();
    return fails && !was_sent && run::source_layer(state, node.id.layer) > 0;
}

Step step_for(const RunState& state, const Node& node) {
    switch (node.error->kind) {
        case ErrorKind::missing_key:
        case ErrorKind::locked_key:
        case ErrorKind::wrong_key:
            return Step::key;
        case ErrorKind::network:
        case ErrorKind::blocked_or_unreachable:
        case ErrorKind::not_allowed_here:
        case ErrorKind::local_network_refused:
        case ErrorKind::connect_timeout:
        case ErrorKind::bad_response:
            return Step::address;
        case ErrorKind::model_gone:
        case ErrorKind::forbidden:
        case ErrorKind::invalid_request:
            return Step::model;
        case ErrorKind::too_long:
            if (can_be_fitted(state, node)) return Step::fit;
            return node.id == state.aggregator().id ? Step::aggregator : Step::model;
        default:
            return Step::retry;
    }
}

Button another_model(const Node& node, std::string label) {
    return {"screen node " + run::to_string(node.id) + " other", std::move(label)};
}

Button key_button(const session::Workspace& workspace, const std::string& provider, std::string_view then) {
    const mixture::Providers& providers = workspace.configuration().providers();
    const mixture::Provider* there = mixture::find_provider(providers, provider);
    const bool locked = there != nullptr && workspace.access().locked_out(*there);
    return {"screen providers " + provider + (then.empty() ? "" : " ") + std::string(then),
            locked ? std::string(words::unlock_keys) : "Enter the " + label_of(providers, provider) + " key"};
}

/// Those that have failed and whose answers are not replaced.
std::vector<const Node*> failed_nodes(const RunState& state) {
    std::vector<const Node*> failed;
    for (const auto& layer : state.layers) {
        for (const Node& node : layer) {
            if (node.error && !node.muted && node.state == run::NodeState::failed) failed.push_back(&node);
        }
    }
    return failed;
}

std::size_t late_answers(const RunState& state) {
    return static_cast<std::size_t>(
        std::count_if(state.missing.begin(), state.missing.end(), [&state](run::NodeId id) {
            const Node* node = state.find(id);
            return node != nullptr && node->late && node->state == run::NodeState::done;
        }));
}

Button retry_button(std::size_t failed) {
    return {"retry", failed == 1 ? std::string(words::try_again)
                                 : "Retry the " + std::to_string(failed) + " that failed"};
}

/// The step for the error that explains the failure, then trying again.
std::vector<Button> steps_for(const session::Workspace& workspace, const RunState& state, const Node& node) {
    const std::string label = label_of(workspace.configuration().providers(), node.provider);
    std::vector<Button> buttons;
    switch (step_for(state, node)) {
        case Step::key:
            return {key_button(workspace, node.provider, "retry")};
        case Step::address:
            buttons.push_back({"screen providers " + node.provider + " reach", "Check " + label});
            break;
        case Step::model:
            return {another_model(node, "Choose another model")};
        case Step::aggregator:
            return {another_model(node, "Another aggregator")};
        case Step::fit:
            return {{"fit", "Fit the answers"}, another_model(node, "Choose another model")};
        case Step::retry:
            break;
    }
    buttons.push_back(retry_button(failed_nodes(state).size()));
    return buttons;
}

/// What can be done about it, and each other kind of error once.
std::vector<std::string> details_of(const RunState& state, const Node* culprit) {
    std::vector<std::string> details;
    std::vector<ErrorKind> told;
    if (culprit != nullptr) {
        told.push_back(culprit->error->kind);
        details.push_back(hint_of(*culprit->error));
    }
    for (const Node* node : failed_nodes(state)) {
        if (std::find(told.begin(), told.end(), node->error->kind) != told.end()) continue;
        told.push_back(node->error->kind);
        details.push_back(run::to_string(node->id) + " " + node->label + ": " + describe(*node->error) + " " +
                          hint_of(*node->error));
    }
    return details;
}

TurnNote failed_note(const session::Workspace& workspace, const RunState& state) {
    const Node* culprit = run::culprit(state);
    TurnNote note{Tone::failed, run::status_sentence(state), details_of(state, culprit), {}};
    if (culprit != nullptr) note.buttons = steps_for(workspace, state, *culprit);
    return note;
}

TurnNote degraded_note(const session::Workspace& workspace, const RunState& state) {
    TurnNote note{Tone::doubtful, run::degradation_sentence(state), {}, {}};
    if (const std::size_t late = late_answers(state); late > 0)
        note.buttons.push_back({"use-late", late == 1 ? "Use the late answer"
                                                      : "Use the " + std::to_string(late) + " late answers"});
    const std::vector<const Node*> failed = failed_nodes(state);
    if (failed.empty()) return note;
    std::vector<Button> steps = steps_for(workspace, state, *failed.front());
    // The step of the larger group is the likelier one.
    const bool first = 2 * failed.size() > state.missing.size();
    note.buttons.insert(first ? note.buttons.begin() : note.buttons.end(), steps.begin(), steps.end());
    return note;
}

/// The least cap that is offered and lets the layer run that the old one stopped.
double cap_that_allows(const run::CapReached& cap) {
    const double needed = cap.spent_usd + cap.likely_usd;
    for (const double usd : session::spend_cap_choices(std::nullopt)) {
        if (usd > needed) return usd;
    }
    return 2 * needed;
}

TurnNote cap_note(const RunState& state) {
    return {
        Tone::doubtful,
        run::status_sentence(state),
        {},
        {{"raise-cap", "Raise the cap to " + figure::money(cap_that_allows(*state.cap)) + " and continue"}}};
}

TurnNote stopped_note(const RunState& state) {
    TurnNote note{Tone::doubtful, "Stopped. The answer is not complete.", {}, {{"retry", "Resume"}}};
    if (!is_blank(state.answer())) return note;
    const bool any = std::any_of(state.layers.begin(), state.layers.end(), [](const auto& layer) {
        return std::any_of(layer.begin(), layer.end(), [](const Node& node) { return !is_blank(node.text); });
    });
    note.words =
        any ? "The run was stopped before there was an answer. What the models wrote until then is in "
              "the tree."
            : "The run was stopped before a model wrote anything.";
    return note;
}

/// The nodes to be called again after some have failed beside others: these, and all that build on them.
std::vector<run::NodeId> failed_and_later(const RunState& state) {
    std::vector<run::NodeId> nodes;
    int first = 0;
    for (const Node* node : failed_nodes(state)) {
        nodes.push_back(node->id);
        if (first == 0) first = node->id.layer;
    }
    for (const auto& layer : state.layers) {
        for (const Node& node : layer) {
            const bool listed = std::find(nodes.begin(), nodes.end(), node.id) != nodes.end();
            if (first != 0 && node.id.layer > first && !node.muted && !listed) nodes.push_back(node.id);
        }
    }
    return nodes;
}

void retry(session::Workspace& workspace) {
    const RunState& state = workspace.shown();
    run::GraphCommand command;
    command.change = run::Change::resume;
    if (state.status == RunStatus::degraded || state.status == RunStatus::complete) {
        command.change = run::Change::rerun;
        command.nodes = failed_and_later(state);
        if (command.nodes.empty()) return;
    }
    (void)workspace.conversation().change(command);
}

/// Calls those that were sent more than they take once more, with their references in parts or trimmed.
void fit_answers(session::Workspace& workspace) {
    std::vector<run::GraphCommand> commands;
    for (const Node* node : failed_nodes(workspace.shown())) {
        if (node->error->kind != ErrorKind::too_long || !can_be_fitted(workspace.shown(), *node)) continue;
        run::GraphCommand& command = commands.emplace_back();
        command.change = run::Change::regenerate;
        command.node = node->id;
        command.agent = node->agent;
        command.agent->parameters.context_fit = mixture::ContextFit::window;
    }
    for (const run::GraphCommand& command : commands) {
        if (workspace.conversation().change(command)) return;
    }
}

void use_late(session::Workspace& workspace) {
    const std::vector<run::NodeId> missing = workspace.shown().missing;
    for (const run::NodeId id : missing) {
        const Node* node = workspace.shown().find(id);
        if (node == nullptr || !node->late || node->state != run::NodeState::done) continue;
        run::GraphCommand command;
        command.change = run::Change::use;
        command.node = id;
        if (workspace.conversation().change(command)) return;
    }
    run::GraphCommand rerun;
    rerun.change = run::Change::rerun;
    (void)workspace.conversation().change(rerun);
}

}  // namespace

std::optional<TurnNote> turn_note(const session::Workspace& workspace, session::TurnNumber turn) {
    const session::Conversation& conversation = workspace.conversation();
    const RunState& state = conversation.run_of(turn);
    if (state.layers.empty() || state.running()) return std::nullopt;
    std::optional<TurnNote> note;
    if (state.cap) {
        note = cap_note(state);
    } else if (state.status == RunStatus::failed) {
        note = failed_note(workspace, state);
    } else if (state.status == RunStatus::cancelled) {
        note = stopped_note(state);
    } else if (state.status == RunStatus::degraded) {
        note = degraded_note(workspace, state);
    }
    const bool can_act =
        conversation.shown_turn() == turn && !workspace.running() && !workspace.on_screen().shows_replay();
    if (note && !can_act) note->buttons.clear();
    if (note && !note->buttons.empty()) note->buttons.front().role = Role::primary;
    return note;
}

std::vector<Button> notice_buttons(const session::Workspace& workspace) {
    if (!workspace.notice() || workspace.running()) return {};
    const ErrorKind kind = workspace.notice()->kind;
    if (kind != ErrorKind::missing_key && kind != ErrorKind::locked_key) return {};
    for (const mixture::Agent& agent : mixture::callees(workspace.configuration().recipe())) {
        if (workspace.access().cannot_call(agent)) return {key_button(workspace, agent.provider, "run")};
    }
    return {{"screen providers", "Enter a key"}};
}

bool act_on_run(session::Workspace& workspace, std::string_view act) {
    if (act == "retry") {
        retry(workspace);
    } else if (act == "fit") {
        fit_answers(workspace);
    } else if (act == "use-late") {
        use_late(workspace);
    } else if (act == "raise-cap" && workspace.shown().cap) {
        workspace.set_spend_cap(cap_that_allows(*workspace.shown().cap));
        retry(workspace);
    } else {
        return false;
    }
    return true;
}

}  // namespace moa::screen
