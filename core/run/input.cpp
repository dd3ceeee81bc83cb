#include "run/input.hpp"

#include <algorithm>
#include <utility>

#include "mixture/agreement.hpp"
#include "mixture/prompt.hpp"

namespace moa::run {
namespace {

/// In the order of their layer.
std::vector<InputReference> all_references(const RunState& state, int layer) {
    std::vector<InputReference> references;
    const int source = source_layer(state, layer);
    if (source < 1) return references;
    for (const Node& node : state.layers[static_cast<std::size_t>(source) - 1]) {
        if (!node.is_used()) continue;
        references.push_back({node.id, node.text, node.is_cut() ? finish_text(node.finish) : std::string()});
    }
    return references;
}

/// How many nodes before this one in its layer have the same agent.
std::uint64_t repeats_before(const RunState& state, const Node& node) {
    const auto& layer = state.layers[static_cast<std::size_t>(node.id.layer) - 1];
    return static_cast<std::uint64_t>(std::count_if(layer.begin(), layer.end(), [&node](const Node& other) {
        return other.id.index < node.id.index && other.agent == node.agent;
    }));
}

/// References a call takes; 0 for all at once.
int window_of(const mixture::Parameters& parameters, const std::optional<mixture::FitPlan>& fit) {
    if (fit && fit->window > 0) return fit->window;
    if (parameters.aggregation != mixture::Aggregation::window) return 0;
    return parameters.window.value_or(mixture::default_window);
}

/// Leaves those of this call, the result of the earlier calls first.
void take_window(NodeInput& input, const Node& node, int window) {
    const auto steps = mixture::window_steps(input.references.size(), window);
    if (steps.empty()) return;
    input.calls = static_cast<int>(steps.size());
    input.call = node.calls_so_far ? std::min(node.calls_so_far->calls, input.calls - 1) : 0;
    const auto [begin, end] = steps[static_cast<std::size_t>(input.call)];
    std::vector<InputReference> taken;
    if (node.calls_so_far) {
        const CallsSoFar& calls_so_far = *node.calls_so_far;
        taken.push_back(
            {node.id, calls_so_far.text,
             is_cut_short(calls_so_far.finish) ? finish_text(calls_so_far.finish) : std::string()});
    }
    for (std::size_t i = begin; i < end; ++i)
        taken.push_back(std::move(input.references[i]));
    input.references = std::move(taken);
}

void add_note(std::string& note, std::string_view words) {
    if (note.find(words) != std::string::npos) return;
    note += (note.empty() ? "" : ", and ") + std::string(words);
}

/// Leaves of each reference what may be kept.
void keep_parts(NodeInput& input, const mixture::FitPlan& fit) {
    std::vector<InputReference> kept;
    for (std::size_t i = 0; i < input.references.size(); ++i) {
        InputReference& reference = input.references[i];
        if (i < fit.keep.size() && fit.keep[i]) {
            if (*fit.keep[i] <= 0) continue;
            const std::string_view part = mixture::trimmed_to(reference.text, *fit.keep[i]);
            if (part.size() < reference.text.size()) add_note(reference.note, "cut to fit");
            reference.text = part;
        }
        kept.push_back(std::move(reference));
    }
    input.references = std::move(kept);
}

}  // namespace

NodeInput input_of(const RunState& state, const Node& node, const std::optional<mixture::FitPlan>& fit,
                   mixture::Agent agent) {
    NodeInput input;
    input.agent = std::move(agent);
    const mixture::Layer& layer = state.recipe.layers[static_cast<std::size_t>(node.id.layer) - 1];
    input.parameters = mixture::effective_parameters(state.recipe, layer, input.agent);
    // One seed would give the same text as often as the agent is repeated.
    if (input.parameters.seed) {
        input.parameters.seed = static_cast<std::int64_t>(static_cast<std::uint64_t>(*input.parameters.seed) +
                                                          repeats_before(state, node));
    }
    input.references = all_references(state, node.id.layer);
    if (const int window = window_of(input.parameters, fit); window > 0) take_window(input, node, window);
    if (fit) keep_parts(input, *fit);
    return input;
}

NodeInput input_of(const RunState& state, const Node& node, const std::optional<mixture::FitPlan>& fit) {
    return input_of(state, node, fit, caller_of(node));
}

NodeInput input_of(const RunState& state, const Node& node) {
    return input_of(state, node, node.fit);
}

std::vector<wire::ChatMessage> messages_of(const RunState& state, const NodeInput& input) {
    std::vector<mixture::Reference> references;
    references.reserve(input.references.size());
    for (const InputReference& each : input.references)
        references.push_back({each.text, each.note});
    return mixture::messages_with(references, input.agent, input.parameters, state.messages);
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

std::vector<wire::ChatMessage> prompt_of(const RunState& state, NodeId id) {
    const Node* node = state.find(id);
    if (node == nullptr) return {};
    return messages_of(state, input_of(state, *node));
}

std::int64_t estimate_tokens(const std::vector<wire::ChatMessage>& messages) {
    std::int64_t tokens = 0;
    for (const wire::ChatMessage& message : messages)
        tokens += wire::estimate_tokens(message.content);
    return tokens;
}

void leave_room_for_answer(NodeInput& input, const KnownModel& model, std::int64_t prompt_tokens) {
    std::optional<int>& most = input.parameters.max_tokens;
    std::optional<std::int64_t> context = model.context_tokens;
    if (input.parameters.context_tokens) context = *input.parameters.context_tokens;
    if (!context || !most) return;
    const std::int64_t kept = mixture::kept_for_answer(*context, *most);
    const auto prompt = static_cast<std::int64_t>(static_cast<double>(prompt_tokens) * model.ratio.value());
    const std::int64_t room = std::max(kept, *context - prompt);
    if (room < *most) most = static_cast<int>(room);
}

mixture::FitPlan plan_input(const RunState& state, const Node& node, const KnownModel& model) {
    // A window is for all calls of a node, what is kept for one of them.
    std::optional<mixture::FitPlan> begun;
    if (node.calls_so_far && node.fit && node.fit->window > 0) {
        begun = node.fit;
        begun->keep.clear();
    }
    NodeInput input = input_of(state, node, begun);
    mixture::FitQuestion question;
    question.context_tokens = model.context_tokens;
    if (input.parameters.context_tokens) question.context_tokens = *input.parameters.context_tokens;
    if (!question.context_tokens) {
        mixture::FitPlan unknown;
        unknown.outcome = mixture::FitPlan::Outcome::unknown;
        return begun.value_or(unknown);
    }
    question.choice = input.parameters.context_fit;
    const auto wanted = question.choice.value_or(mixture::default_fit(*question.context_tokens));
    if (node.calls_so_far && wanted == mixture::ContextFit::window)
        question.choice = mixture::ContextFit::trim_longest;  // how far it slides is settled
    question.answer_tokens = input.parameters.max_tokens.value_or(0);
    question.token_ratio = model.ratio.value();
    question.measured = model.ratio.is_measured();
    std::vector<std::string_view> texts;
    for (InputReference& reference : input.references) {
        question.reference_tokens.push_back(wire::estimate_tokens(reference.text));
        texts.push_back(std::exchange(reference.text, {}));
    }
    question.fixed_tokens = estimate_tokens(messages_of(state, input));
    if (question.choice == mixture::ContextFit::drop_lowest) {
        question.agreement = mixture::agreement_with_others(texts);
        // What earlier calls have made stands for several answers: it is the last to go.
        if (node.calls_so_far && !question.agreement.empty()) question.agreement.front() = 2;
    }
    mixture::FitPlan plan = mixture::plan_fit(question);
    if (!plan.shortens()) plan.keep.clear();
    if (!begun || plan.outcome == mixture::FitPlan::Outcome::too_long) return plan;
    if (plan.outcome == mixture::FitPlan::Outcome::fits) return *begun;
    plan.window = begun->window;
    return plan;
}

}  // namespace moa::run
