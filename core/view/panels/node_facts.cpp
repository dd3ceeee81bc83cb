#include "view/panels/node_facts.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <initializer_list>
#include <optional>

#include "figures.hpp"

namespace moa::view {
namespace {

std::string number_text(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", value);
    return text;
}

/// In effect for whoever is called at this place.
mixture::Parameters parameters_of(const run::RunState& state, const run::Node& node) {
    const auto layer = static_cast<std::size_t>(node.id.layer - 1);
    if (layer >= state.recipe.layers.size()) return {};
    return mixture::effective_parameters(state.recipe, state.recipe.layers[layer], run::caller_of(node));
}

std::string listed(std::initializer_list<std::string> parts) {
    std::string text;
    for (const std::string& part : parts) {
        if (!part.empty()) text += (text.empty() ? "" : ", ") + part;
    }
    return text;
}

std::string parameters_text(const run::RunState& state, const run::Node& node) {
    const mixture::Parameters parameters = parameters_of(state, node);
    const bool stops = parameters.stop && !parameters.stop->empty();
    return listed({
        parameters.temperature ? "temperature " + number_text(*parameters.temperature) : "",
        parameters.max_tokens ? "at most " + figure::count(*parameters.max_tokens) + " tokens" : "",
        parameters.seed ? "seed " + std::to_string(*parameters.seed) : "",
        stops ? std::to_string(parameters.stop->size()) + " stop texts" : "",
    });
}

/// When its call would be given up, and how often it would be repeated.
std::string limits_text(const run::RunState& state, const run::Node& node) {
    const mixture::Limits limits = mixture::complete(parameters_of(state, node).limits);
    const int retries = limits.retries.value_or(0);
    return listed({
        "connection " + figure::limit(limits.connect_ms.value_or(0)),
        "first token " + figure::limit(limits.first_token_ms.value_or(0)),
        "idle " + figure::limit(limits.idle_ms.value_or(0)),
        "total " + figure::limit(limits.total_ms.value_or(0)),
        retries == 1 ? std::string("1 retry") : std::to_string(retries) + " retries",
    });
}

}  // namespace

std::vector<std::pair<std::string, std::string>> call_figures(const run::Node& node, Millis now) {
    std::vector<std::pair<std::string, std::string>> figures;
    const auto add = [&figures](const char* label, std::string value) {
        figures.emplace_back(label, std::move(value));
    };
    if (node.attempt > 1) add("Attempts", std::to_string(node.attempt));
    constexpr Millis least_queue_wait = 50;  // less is the program's own time
    if (node.queue_wait() >= least_queue_wait) add("Queue wait", figure::duration(node.queue_wait()));
    if (node.first_token_at != no_time && node.sent_at != no_time)
        add("First token", figure::duration(node.first_token_at - node.sent_at));
    const Millis until = node.ended_at != no_time ? node.ended_at : now;
    const double speed = node.tokens_per_second(until);
    if (speed > 0) add("Speed", number_text(std::round(speed)) + " tok/s");
    if (node.sent_at != no_time) add("Total", figure::duration(std::max<Millis>(0, until - node.sent_at)));
    if (node.usage) {
        add("Tokens", figure::count(node.usage->prompt_tokens) + " in, " +
                          figure::count(node.usage->completion_tokens) + " out" +
                          (node.usage->estimated ? " (estimated)" : ""));
    }
    if (node.cost_usd) {
        if (*node.cost_usd > 0) add("Cost", figure::money(*node.cost_usd));
    } else if (node.usage) {
        add("Cost", "unpriced");
    }
    return figures;
}

void draw_node_facts(Flow& flow, const run::Node& node) {
    const Context& context = flow.context();
    const Theme& theme = context.theme;
    const run::RunState& state = context.workspace.shown();
    const float value_x = context.scaled(112);
    const auto fact = [&](std::string_view label, const std::string& value) {
        if (!value.empty()) flow.pair(label, value, value_x, theme.soft);
    };
    fact("Model", node.model);
    fact("Provider", mixture::provider_label(context.workspace.configuration().providers(), node.provider));
    fact("Parameters", parameters_text(state, node));
    fact("Limits", limits_text(state, node));
    for (const auto& [label, value] : call_figures(node, context.workspace.on_screen().elapsed()))
        fact(label, value);
    if (!node.finish.empty()) fact("Finish", run::finish_text(node.finish));
}

}  // namespace moa::view
