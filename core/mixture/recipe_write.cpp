#include "mixture/recipe_write.hpp"

#include "mixture/json_fields.hpp"
#include "mixture/recipe.hpp"
#include "mixture/recipe_policies.hpp"
#include "mixture/recipe_providers.hpp"

namespace moa::mixture {

namespace {

void put_flag(Json& out, const char* name, bool value, const MemberOrder& order) {
    if (value || was_read(order, name)) out[name] = value;
}

template <class T>
void put(Json& out, const char* name, const std::optional<T>& value) {
    if (value) out[name] = *value;
}

/// Empty texts are left out, unless they stood there.
void put_text(Json& out, const char* name, const std::string& value, const MemberOrder& order) {
    if (!value.empty() || was_read(order, name)) out[name] = value;
}

/// `owner` is the order of the object these parameters stand in.
void put_parameters(Json& out, const Parameters& parameters, const MemberOrder& owner) {
    if (parameters.temperature) out["temperature"] = number_json(*parameters.temperature);
    put(out, "max_tokens", parameters.max_tokens);
    put(out, "stop", parameters.stop);
    put(out, "seed", parameters.seed);
    if (parameters.reasoning) out["reasoning"] = wire::to_string(*parameters.reasoning);
    put(out, "prompt", parameters.prompt);
    put_reference_policies(out, parameters);
    Json limits = Json::object();
    put(limits, "connect_ms", parameters.limits.connect_ms);
    put(limits, "first_token_ms", parameters.limits.first_token_ms);
    put(limits, "idle_ms", parameters.limits.idle_ms);
    put(limits, "total_ms", parameters.limits.total_ms);
    put(limits, "retries", parameters.limits.retries);
    limits = arranged(limits, *parameters.limits.unknown, parameters.limits.order);
    if (!limits.empty() || was_read(owner, "limits")) out["limits"] = std::move(limits);
    if (!parameters.extra->is_null()) out["parameters"] = *parameters.extra;
}

Json backup_json(const Backup& backup) {
    Json out = Json::object();
    out["provider"] = backup.provider;
    out["model"] = backup.model;
    put_text(out, "label", backup.label, backup.order);
    put_text(out, "system", backup.system, backup.order);
    put_parameters(out, backup.parameters, backup.order);
    return arranged(out, *backup.unknown, backup.order);
}

Json agent_json(const Agent& agent) {
    Json out = Json::object();
    out["provider"] = agent.provider;
    out["model"] = agent.model;
    put_text(out, "label", agent.label, agent.order);
    put_text(out, "system", agent.system, agent.order);
    if (agent.repeat != 1 || was_read(agent.order, "repeat")) out["repeat"] = agent.repeat;
    put_flag(out, "muted", agent.muted, agent.order);
    put_text(out, "retired", agent.retired, agent.order);
    put_parameters(out, agent.parameters, agent.order);
    if (agent.backup) out["backup"] = backup_json(*agent.backup);
    return arranged(out, *agent.unknown, agent.order);
}

Json layer_json(const Layer& layer, bool is_last) {
    Json out = Json::object();
    Json agents = Json::array();
    for (const Agent& agent : layer.agents)
        agents.push_back(agent_json(agent));
    out["agents"] = std::move(agents);
    const bool made_here = layer.order.names.empty();
    if ((made_here && !is_last) || !layer.wait.is_all() || was_read(layer.order, "wait"))
        out["wait"] = wait_json(layer.wait);
    put_parameters(out, layer.parameters, layer.order);
    return arranged(out, *layer.unknown, layer.order);
}

}  // namespace

Json recipe_to_json(const Recipe& recipe) {
    Json out = Json::object();
    out["format"] = recipe_format;
    put_text(out, "name", recipe.name, recipe.order);
    put_text(out, "description", recipe.description, recipe.order);
    put_text(out, "source", recipe.source, recipe.order);
    put(out, "retry_budget", recipe.retry_budget);
    if (recipe.max_cost_usd) out["max_cost_usd"] = number_json(*recipe.max_cost_usd);
    if (recipe.early_exit) out["early_exit"] = early_exit_json(*recipe.early_exit);
    put_flag(out, "mute_flagged", recipe.mute_flagged, recipe.order);
    Json defaults = Json::object();
    put_parameters(defaults, recipe.defaults, recipe.defaults.order);
    defaults = arranged(defaults, *recipe.defaults.unknown, recipe.defaults.order);
    if (!defaults.empty() || was_read(recipe.order, "defaults")) out["defaults"] = std::move(defaults);
    if (!recipe.providers.empty() || was_read(recipe.order, "providers"))
        out["providers"] = providers_json(recipe.providers);
    Json layers = Json::array();
    for (const Layer& layer : recipe.layers)
        layers.push_back(layer_json(layer, &layer == &recipe.layers.back()));
    out["layers"] = std::move(layers);
    return arranged(out, *recipe.unknown, recipe.order);
}

}  // namespace moa::mixture
