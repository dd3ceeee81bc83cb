// One node in full: what it is, what it said, what it was sent, and what it cost.
#include <cmath>
#include <cstdio>

#include "view/panels/node_menu.hpp"
#include "view/panels/panel.hpp"

namespace moa::view {
namespace {

std::string number_text(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", value);
    return text;
}

std::string parameters_text(const run::RunState& state, run::NodeId id) {
    const mixture::Agent* agent = run::agent_of(state.recipe, id);
    const auto layer = static_cast<std::size_t>(id.layer - 1);
    if (agent == nullptr || layer >= state.recipe.layers.size()) return "";
    const mixture::Parameters parameters =
        mixture::effective_parameters(state.recipe, state.recipe.layers[layer], *agent);
    std::string text;
    const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
    if (parameters.temperature) add("temperature " + number_text(*parameters.temperature));
    if (parameters.max_tokens) add("at most " + count_text(*parameters.max_tokens) + " tokens");
    if (parameters.seed) add("seed " + std::to_string(*parameters.seed));
    if (parameters.stop && !parameters.stop->empty())
        add(std::to_string(parameters.stop->size()) + " stop texts");
    return text;
}

std::string provider_label(const session::Workspace& workspace, const std::string& name) {
    const mixture::Provider* known = mixture::find_provider(workspace.providers(), name);
    return known != nullptr && !known->label.empty() ? known->label : name;
}

}  // namespace

void Panel::draw_facts(Flow& flow, const run::Node& node) const {
    const Context& context = flow.context();
    const Theme& theme = context.theme;
    const run::RunState& state = context.workspace.shown();
    const float value_x = context.scaled(112);
    const auto fact = [&](std::string_view label, const std::string& value) {
        if (!value.empty()) flow.pair(label, value, value_x, theme.soft);
    };
    fact("Model", node.model);
    fact("Provider", provider_label(context.workspace, node.provider));
    fact("Parameters", parameters_text(state, node.id));
    if (node.attempt > 1) fact("Attempts", std::to_string(node.attempt));
    if (node.first_token_at != no_time && node.sent_at != no_time) {
        fact("First token", duration_text(node.first_token_at - node.sent_at));
    }
    if (node.sent_at != no_time) {
        const Millis until = node.ended_at != no_time ? node.ended_at : context.workspace.elapsed();
        fact("Total", duration_text(std::max<Millis>(0, until - node.sent_at)));
        const double speed = node.tokens_per_second(until);
        if (speed > 0) fact("Speed", number_text(std::round(speed)) + " tok/s");
    }
    if (node.usage) {
        fact("Tokens", count_text(node.usage->prompt_tokens) + " in, " +
                           count_text(node.usage->completion_tokens) + " out" +
                           (node.usage->estimated ? " (estimated)" : ""));
    }
    if (node.cost_usd) {
        fact("Cost", cost_text(*node.cost_usd));
    } else if (node.usage) {
        fact("Cost", "unpriced");
    }
    if (!node.finish.empty()) fact("Finish", run::finish_text(node.finish));
}

void Panel::draw_prompt(Flow& flow, const run::RunState& state, const run::Node& node) {
    const Context& context = flow.context();
    const std::vector<wire::ChatMessage> messages = run::prompt_of(state, node.id);
    prompt_.resize(messages.size());
    for (std::size_t i = 0; i < messages.size(); ++i) {
        flow.text(messages[i].role, {Face::semibold, context.scaled(12)}, context.scaled(24),
                  context.theme.muted);
        prompt_[i].draw(flow, messages[i].content, false, {});
        flow.skip(context.scaled(12));
    }
}

void Panel::draw_node(Flow& flow, const run::Node& node, const MarkdownView::OpenLink& open_link) {
    const Context& context = flow.context();
    const Theme& theme = context.theme;
    const run::RunState& state = context.workspace.shown();

    // Name and state.
    const float head = context.scaled(28);
    const ImU32 colour = state_colour(theme, node.state);
    const TextStyle word{Face::regular, context.scaled(13)};
    const float word_width = context.pen.width(word, state_word(node.state));
    const float state_left = flow.x() + flow.width() - word_width;
    context.pen.write_cut(flow.list(), {Face::semibold, context.scaled(20)}, ImVec2(flow.x(), flow.y()), head,
                          state_left - flow.x() - context.scaled(36), theme.text, node.label);
    draw_state(flow.list(), node.state, ImVec2(state_left - context.scaled(14), flow.y() + head / 2),
               context.scaled(13), colour);
    context.pen.write(flow.list(), word, ImVec2(state_left, flow.y()), head, colour, state_word(node.state));
    flow.skip(head + context.scaled(4));
    flow.list().AddRectFilled(ImVec2(flow.x(), flow.y()), ImVec2(flow.x() + context.scaled(24), flow.y() + 3),
                              provider_hue(node.provider), 1.5F);
    flow.skip(context.scaled(16));

    if (node.error) {
        flow.banner(describe(*node.error) + "\n" + hint_of(*node.error), theme.failed, theme.failed_soft);
        flow.skip(context.scaled(16));
    } else if (node.is_cut()) {
        flow.banner("This answer is " + run::finish_text(node.finish) + ".", theme.degraded,
                    theme.degraded_soft);
        flow.skip(context.scaled(16));
    }
    draw_node_buttons(flow, node.id);
    if (!node.reasoning.empty()) {
        const std::string label =
            "Reasoning, about " + count_text(wire::estimate_tokens(node.reasoning)) + " tokens";
        if (flow.fold("reasoning", label, reasoning_open_)) {
            flow.skip(context.scaled(4));
            reasoning_.draw(flow, node.reasoning, node.state == run::NodeState::thinking, open_link);
        }
        flow.skip(context.scaled(12));
    }
    if (!node.text.empty()) {
        node_text_.draw(flow, node.text, node.state == run::NodeState::streaming, open_link);
        flow.skip(context.scaled(12));
        if (flow.link_button("copy node", "Copy as Markdown", -context.scaled(8), context.scaled(28))) {
            ImGui::SetClipboardText(node.text.c_str());
        }
        flow.skip(context.scaled(36));
    } else if (!node.error) {
        std::string words;
        switch (node.state) {
            case run::NodeState::queued:
                words = node.hold ? run::node_sentence(state, node, context.workspace.elapsed()) + "."
                        : node.id.layer == 1
                            ? "It gets the question as soon as the run starts."
                            : "It starts when layer " + std::to_string(node.id.layer - 1) + " has finished.";
                break;
            case run::NodeState::waiting:
                words = "The request is sent. Waiting for the first token.";
                break;
            case run::NodeState::thinking:
                words = "It is thinking; no text yet.";
                break;
            case run::NodeState::cancelled:
                words = "Stopped before it said anything.";
                break;
            case run::NodeState::skipped:
                words = state.status == run::RunStatus::cancelled
                            ? "The run was stopped before its turn."
                            : "It was not run: there was nothing to build on.";
                break;
            default:
                words = "It said nothing.";
                break;
        }
        flow.text(words, {Face::regular, context.scaled(15)}, context.scaled(24), theme.soft);
        flow.skip(context.scaled(16));
    }
    flow.rule();
    flow.skip(context.scaled(8));
    if (flow.fold("facts", "Details", facts_open_)) {
        draw_facts(flow, node);
        flow.skip(context.scaled(8));
    }
    const bool sent = node.sent_at != no_time;
    if (flow.fold("prompt", sent ? "Prompt that was sent" : "Prompt that will be sent", prompt_open_)) {
        flow.skip(context.scaled(4));
        draw_prompt(flow, state, node);
    }
}

}  // namespace moa::view
