#include "mixture/recipe_read.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "blank.hpp"
#include "json_gate.hpp"
#include "mixture/json_fields.hpp"
#include "mixture/recipe.hpp"
#include "mixture/recipe_policies.hpp"
#include "mixture/recipe_providers.hpp"
#include "mixture/recipe_rules.hpp"

namespace moa::mixture {

namespace {

void read_limit(JsonFields& fields, std::string_view name, std::optional<Millis>& out) {
    fields.integer(name, 1, max_limit_ms, out);
}

void read_count(JsonFields& fields, std::string_view name, int most, std::optional<int>& out) {
    std::optional<std::int64_t> count;
    fields.integer(name, 0, most, count);
    if (count) out = static_cast<int>(*count);
}

void read_limits(JsonFields& owner, Limits& out) {
    const Json* json = owner.take("limits");
    if (json == nullptr) return;
    if (!json->is_object())
        return owner.fail(field_error(owner.path_of("limits"), *json, "an object of times in milliseconds"));
    JsonFields fields(*json, owner.path_of("limits"), owner.error());
    read_limit(fields, "connect_ms", out.connect_ms);
    read_limit(fields, "first_token_ms", out.first_token_ms);
    read_limit(fields, "idle_ms", out.idle_ms);
    read_limit(fields, "total_ms", out.total_ms);
    read_count(fields, "retries", max_retries, out.retries);
    out.unknown = fields.unknown();
    out.order = fields.order();
}

void read_stop(JsonFields& fields, std::optional<std::vector<std::string>>& out) {
    const Json* json = fields.take("stop");
    if (json == nullptr) return;
    const auto is_text = [](const Json& item) {
        return item.is_string() && !item.get_ptr<const std::string*>()->empty();
    };
    if (is_text(*json)) {
        out = {*json->get_ptr<const std::string*>()};
        return;
    }
    const bool fits = json->is_array() && !json->empty() && json->size() <= max_stop_texts &&
                      std::all_of(json->begin(), json->end(), is_text);
    if (!fits) {
        return fields.fail(
            field_error(fields.path_of("stop"), *json, "a string or a list of 1 to 4 strings, none empty"));
    }
    out.emplace();
    for (const Json& item : *json)
        out->push_back(*item.get_ptr<const std::string*>());
}

void read_extra(JsonFields& fields, JsonBox& out) {
    const Json* json = fields.take("parameters");
    if (json == nullptr) return;
    const std::string path = fields.path_of("parameters");
    if (!json->is_object()) return fields.fail(field_error(path, *json, "an object of provider parameters"));
    for (const auto& [name, value] : json->items()) {
        const std::string_view instead = instead_of_parameter(name);
        if (instead.empty()) continue;
        return fields.fail(
            {ErrorKind::invalid_input, 0,
             path + "." + name + " is not allowed in \"parameters\"; " + std::string(instead) + "."});
    }
    out = *json;
}

void read_reasoning(JsonFields& fields, std::optional<wire::Reasoning>& out) {
    const Json* json = fields.take("reasoning");
    if (json == nullptr) return;
    const auto* text = json->get_ptr<const std::string*>();
    out = text == nullptr ? std::nullopt : wire::parse_reasoning(*text);
    if (out) return;
    fields.fail(field_error(fields.path_of("reasoning"), *json,
                            "\"off\", \"on\", \"low\", \"medium\" or \"high\"; put any other value of a "
                            "provider in \"parameters\""));
}

void read_prompt(JsonFields& fields, std::optional<std::string>& out) {
    const Json* json = fields.take("prompt");
    if (json == nullptr) return;
    const auto* text = json->get_ptr<const std::string*>();
    if (text == nullptr || text->empty()) {
        return fields.fail(
            field_error(fields.path_of("prompt"), *json,
                        "a string that is not empty; omit it to use the Aggregate-and-Synthesize prompt"));
    }
    out = *text;
}

void read_parameters(JsonFields& fields, Parameters& out) {
    fields.number("temperature", 0.0, max_temperature, out.temperature);
    std::optional<std::int64_t> max_tokens;
    fields.integer("max_tokens", 1, max_max_tokens, max_tokens);
    if (max_tokens) out.max_tokens = static_cast<int>(*max_tokens);
    read_stop(fields, out.stop);
    fields.integer("seed", std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max(),
                   out.seed);
    read_reasoning(fields, out.reasoning);
    read_prompt(fields, out.prompt);
    read_reference_policies(fields, out);
    read_limits(fields, out.limits);
    read_extra(fields, out.extra);
}

/// A text that must be there and say something.
void read_name(JsonFields& fields, std::string_view name, std::string_view allowed, std::string& out) {
    const Json* json = fields.take(name);
    if (json == nullptr) return fields.fail(missing_error(fields.path_of(name), allowed));
    const auto* text = json->get_ptr<const std::string*>();
    if (text == nullptr || is_blank(*text)) {
        return fields.fail(field_error(fields.path_of(name), *json, allowed));
    }
    out = *text;
}

constexpr std::string_view provider_allowed = "a provider name, for example \"together\"";
constexpr std::string_view model_allowed =
    "a model ID from the list of the provider, for example \"openai/gpt-oss-120b\"";

void read_backup(JsonFields& owner, std::optional<Backup>& out) {
    const Json* json = owner.take("backup");
    if (json == nullptr) return;
    const std::string path = owner.path_of("backup");
    if (!json->is_object())
        return owner.fail(field_error(path, *json, "an object with \"provider\" and \"model\""));
    JsonFields fields(*json, path, owner.error());
    Backup backup;
    read_name(fields, "provider", provider_allowed, backup.provider);
    read_name(fields, "model", model_allowed, backup.model);
    fields.text("label", backup.label);
    fields.text("system", backup.system);
    for (const std::string_view name : {"repeat", "backup", "muted"}) {
        if (fields.take(name) == nullptr) continue;
        fields.fail(
            {ErrorKind::invalid_input, 0,
             fields.path_of(name) + " is not allowed in a backup, which is a single agent; remove it."});
    }
    read_parameters(fields, backup.parameters);
    backup.unknown = fields.unknown();
    backup.order = fields.order();
    out = std::move(backup);
}

Agent read_agent(const Json& json, const std::string& path, std::optional<Error>& error) {
    Agent agent;
    JsonFields fields(json, path, error);
    if (!json.is_object()) {
        fields.fail(field_error(path, json, "an object with \"provider\" and \"model\""));
        return agent;
    }
    read_name(fields, "provider", provider_allowed, agent.provider);
    read_name(fields, "model", model_allowed, agent.model);
    fields.text("label", agent.label);
    fields.text("system", agent.system);
    std::optional<std::int64_t> repeat;
    fields.integer("repeat", 1, max_nodes_per_layer, repeat);
    if (repeat) agent.repeat = static_cast<int>(*repeat);
    fields.flag("muted", agent.muted);
    fields.text("retired", agent.retired);
    read_backup(fields, agent.backup);
    read_parameters(fields, agent.parameters);
    agent.unknown = fields.unknown();
    agent.order = fields.order();
    return agent;
}

Layer read_layer(const Json& json, std::size_t index, std::optional<Error>& error) {
    Layer layer;
    JsonFields fields(json, layer_path(index), error);
    if (!json.is_object()) {
        fields.fail(field_error(layer_path(index), json, "an object with \"agents\""));
        return layer;
    }
    read_wait(fields, layer.wait);
    read_parameters(fields, layer.parameters);
    constexpr std::string_view allowed = "a list of at least one agent";
    const Json* agents = fields.take("agents");
    if (agents == nullptr) {
        fields.fail(missing_error(fields.path_of("agents"), allowed));
    } else if (!agents->is_array() || agents->empty()) {
        fields.fail(field_error(fields.path_of("agents"), *agents, allowed));
    } else {
        for (const Json& agent : *agents) {
            layer.agents.push_back(read_agent(agent, agent_path(index, layer.agents.size()), error));
            if (error) break;
        }
    }
    layer.unknown = fields.unknown();
    layer.order = fields.order();
    return layer;
}

void read_format(JsonFields& fields) {
    const std::string allowed = "\"" + std::string(recipe_format) + "\", the format this version reads";
    const Json* format = fields.take("format");
    if (format == nullptr) return fields.fail(missing_error("format", allowed));
    if (*format != recipe_format) fields.fail(field_error("format", *format, allowed));
}

void read_layers(JsonFields& fields, std::vector<Layer>& out) {
    const std::string allowed = "a list of 1 to " + std::to_string(max_layers) + " layers";
    const Json* layers = fields.take("layers");
    if (layers == nullptr) return fields.fail(missing_error("layers", allowed));
    if (!layers->is_array() || layers->empty()) return fields.fail(field_error("layers", *layers, allowed));
    if (layers->size() > std::size_t{max_layers}) {
        return fields.fail(
            {ErrorKind::invalid_input, 0,
             "layers has " + std::to_string(layers->size()) + " layers; expected " + allowed + "."});
    }
    for (const Json& layer : *layers) {
        out.push_back(read_layer(layer, out.size(), fields.error()));
        if (fields.failed()) return;
    }
}

}  // namespace

Result<Recipe> recipe_from_json(const Json& json) {
    Result<Recipe> recipe = recipe_members_from_json(json);
    if (!recipe) return recipe;
    if (auto error = check_shape(recipe.value())) return *error;
    return recipe;
}

Result<Agent> agent_from_json(const Json& json, std::size_t layer, std::size_t agent) {
    std::optional<Error> error;
    Agent read = read_agent(json, agent_path(layer, agent), error);
    if (error) return *error;
    return read;
}

Result<Layer> layer_from_json(const Json& json, std::size_t layer) {
    std::optional<Error> error;
    Layer read = read_layer(json, layer, error);
    if (error) return *error;
    return read;
}

Result<Recipe> recipe_members_from_json(const Json& json) {
    if (!json.is_object()) {
        return field_error("The recipe", json,
                           "a JSON object with \"format\": \"" + std::string(recipe_format) + "\"");
    }
    if (auto error = check_no_keys(json)) return *error;
    Recipe recipe;
    std::optional<Error> error;
    JsonFields fields(json, "", error);
    read_format(fields);
    fields.text("name", recipe.name);
    fields.text("description", recipe.description);
    fields.text("source", recipe.source);
    read_count(fields, "retry_budget", max_retry_budget, recipe.retry_budget);
    fields.number("max_cost_usd", 0, max_max_cost_usd, recipe.max_cost_usd);
    read_early_exit(fields, recipe.early_exit);
    fields.flag("mute_flagged", recipe.mute_flagged);
    if (const Json* defaults = fields.take("defaults")) {
        if (defaults->is_object()) {
            JsonFields inner(*defaults, "defaults", error);
            read_parameters(inner, recipe.defaults);
            recipe.defaults.unknown = inner.unknown();
            recipe.defaults.order = inner.order();
        } else {
            fields.fail(field_error("defaults", *defaults, "an object of parameters"));
        }
    }
    read_providers(fields, recipe.providers);
    read_layers(fields, recipe.layers);
    recipe.unknown = fields.unknown();
    recipe.order = fields.order();
    if (error) return *error;
    return recipe;
}

Result<Recipe> read_recipe(std::string_view text) {
    const Result<JsonBox> json = read_json(text, max_nesting);
    if (!json) {
        return invalid_input("The recipe cannot be read as JSON: " + json.error().message);
    }
    return recipe_from_json(*json.value());
}

}  // namespace moa::mixture
