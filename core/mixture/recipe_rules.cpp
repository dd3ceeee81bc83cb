#include "mixture/recipe_rules.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "json.hpp"
#include "wire/model_family.hpp"

namespace moa::mixture {

namespace {

Error invalid(std::string message) {
    return {ErrorKind::invalid_input, 0, std::move(message)};
}

std::string number_text(double number) {
    std::string text = dump_json(Json(number));
    if (text.ends_with(".0")) text.resize(text.size() - 2);
    return text;
}

std::string provider_names(const Providers& providers) {
    std::string names;
    for (const Provider& provider : providers)
        names += (names.empty() ? "" : ", ") + provider.name;
    return names;
}

/// Those that are called.
std::int64_t speaking_count(const Layer& layer) {
    std::int64_t nodes = 0;
    for (const Agent& agent : layer.agents)
        nodes += agent.muted ? 0 : std::max(agent.repeat, 0);
    return nodes;
}

std::optional<Error> check_policies(const Layer& layer, const std::string& path, bool is_last) {
    const std::int64_t speaking = speaking_count(layer);
    if (speaking == 0) {
        return invalid(path + ".agents are all muted; expected at least one unmuted agent" +
                       (is_last ? ", the aggregator." : "."));
    }
    if (is_last && !layer.wait.is_all()) {
        return invalid(path + ".wait is " + to_string(layer.wait) + "; expected \"all\" in the last layer.");
    }
    if (layer.wait.count && *layer.wait.count > speaking) {
        return invalid(path + ".wait.count is " + std::to_string(*layer.wait.count) +
                       "; expected a whole number from 1 to " + std::to_string(speaking) +
                       ", the number of unmuted nodes in the layer.");
    }
    return std::nullopt;
}

}  // namespace

std::string layer_path(std::size_t layer) {
    return "layers[" + std::to_string(layer) + "]";
}

std::string agent_path(std::size_t layer, std::size_t agent) {
    return layer_path(layer) + ".agents[" + std::to_string(agent) + "]";
}

std::optional<Error> check_shape(const Recipe& recipe) {
    const std::size_t layers = recipe.layers.size();
    if (layers == 0 || layers > std::size_t{max_layers}) {
        return invalid("layers has " + std::to_string(layers) + " layers; expected 1 to " +
                       std::to_string(max_layers) + ".");
    }
    for (std::size_t i = 0; i < layers; ++i) {
        const std::int64_t nodes = node_count(recipe.layers[i]);
        if (i + 1 == layers && nodes != 1) {
            return invalid(
                layer_path(i) + ".agents expands to " + std::to_string(nodes) +
                " nodes; expected exactly one in the last layer, an agent with repeat 1 as the aggregator.");
        }
        if (nodes == 0) return invalid(layer_path(i) + ".agents is empty; expected at least one agent.");
        if (nodes > max_nodes_per_layer) {
            return invalid(layer_path(i) + ".agents expands to " + std::to_string(nodes) +
                           " nodes; expected 1 to " + std::to_string(max_nodes_per_layer) +
                           " in a layer, including repeats.");
        }
        if (auto error = check_policies(recipe.layers[i], layer_path(i), i + 1 == layers)) return error;
    }
    return std::nullopt;
}

std::string_view instead_of_parameter(std::string_view name) {
    constexpr std::string_view own_field = "use the field of that name next to \"parameters\"";
    constexpr std::string_view always_set = "remove it, because the program sets it for every request";
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 10> reserved = {{
        {"temperature", own_field},
        {"max_tokens", own_field},
        {"max_completion_tokens", "use \"max_tokens\" next to \"parameters\""},
        {"stop", own_field},
        {"seed", own_field},
        {"model", "use the agent's \"model\""},
        {"n", "use the agent's \"repeat\""},
        {"messages", always_set},
        {"stream", always_set},
        {"stream_options", always_set},
    }};
    const auto it =
        std::find_if(reserved.begin(), reserved.end(), [name](const auto& r) { return r.first == name; });
    return it == reserved.end() ? std::string_view() : it->second;
}

namespace {

/// What one agent's parameters break of what its provider and its model take. `path` names the agent.
class AgentRules {
  public:
    AgentRules(std::string path, const Agent& agent, const Parameters& parameters, const Provider& provider,
               std::vector<Error>& errors)
        : path_(std::move(path)),
          agent_(agent),
          parameters_(parameters),
          provider_(provider),
          traits_(wire::traits_of(provider.dialect, agent.model)),
          errors_(errors) {}

    void check() {
        check_temperature();
        check_stop();
        check_reasoning();
    }

  private:
    void refuse(const std::string& why) { errors_.push_back(invalid(path_ + why)); }

    void check_temperature() {
        const double highest = provider_.dialect.max_temperature;
        if (!traits_.takes_temperature) {
            if (agent_.parameters.temperature) {
                refuse(".temperature is " + number_text(*agent_.parameters.temperature) + "; " +
                       agent_.model + " does not accept one; remove it.");
            }
            if (find(*parameters_.extra, "top_p") != nullptr)
                refuse(" has \"top_p\" in its parameters; " + agent_.model +
                       " does not accept it; remove it.");
        } else if (parameters_.temperature && *parameters_.temperature > highest) {
            refuse(" runs with temperature " + number_text(*parameters_.temperature) + "; " +
                   provider_.label + " accepts 0 to " + number_text(highest) + ".");
        }
    }

    void check_stop() {
        if (!traits_.takes_stop) {
            if (agent_.parameters.stop)
                refuse(".stop is set; " + agent_.model + " does not accept stop sequences; remove it.");
        } else if (parameters_.stop && parameters_.stop->size() > max_stop_texts) {
            refuse(" runs with " + std::to_string(parameters_.stop->size()) + " stop sequences; " +
                   provider_.label + " accepts at most " + std::to_string(max_stop_texts) + ".");
        }
    }

    void check_reasoning() {
        if (!parameters_.reasoning) return;
        const auto members =
            wire::reasoning_members(provider_.dialect.reasoning, agent_.model, *parameters_.reasoning);
        if (!members.ok()) return refuse(" " + members.error().message);
        if (!parameters_.extra->is_object()) return;
        for (const auto& [name, value] : parameters_.extra->items()) {
            const bool twice =
                name == "reasoning" || name == "reasoning_effort" || find(*members.value(), name) != nullptr;
            if (twice) {
                refuse(" sets both \"reasoning\" and " + dump_json(Json(name)) +
                       " in its parameters; remove one of them.");
            }
        }
    }

    std::string path_;
    const Agent& agent_;
    const Parameters& parameters_;
    const Provider& provider_;
    wire::ModelTraits traits_;
    std::vector<Error>& errors_;
};

void check_callee(const Agent& agent, const Parameters& parameters, const std::string& path,
                  const Providers& providers, std::vector<Error>& errors) {
    const Provider* provider = find_provider(providers, agent.provider);
    if (provider == nullptr) {
        errors.push_back(invalid(path + ".provider is " + dump_json(Json(agent.provider)) +
                                 "; known providers are " + provider_names(providers) + "."));
        return;
    }
    AgentRules(path, agent, parameters, *provider, errors).check();
}

}  // namespace

std::vector<Error> check_providers(const Recipe& recipe, const Providers& providers) {
    std::vector<Error> errors;
    for (std::size_t i = 0; i < recipe.layers.size(); ++i) {
        const Layer& layer = recipe.layers[i];
        for (std::size_t j = 0; j < layer.agents.size(); ++j) {
            const Agent& agent = layer.agents[j];
            check_callee(agent, effective_parameters(recipe, layer, agent), agent_path(i, j), providers,
                         errors);
            if (const std::optional<Agent> backup = backup_agent(agent)) {
                check_callee(*backup, effective_parameters(recipe, layer, *backup),
                             agent_path(i, j) + ".backup", providers, errors);
            }
        }
    }
    return errors;
}

namespace {

/// "X-Api-Key" and "x_api_key" are the same name.
bool is_key_name(std::string_view name) {
    constexpr std::array<std::string_view, 9> names = {"apikey",      "xapikey",     "authorization",
                                                       "bearer",      "accesstoken", "authtoken",
                                                       "bearertoken", "secretkey",   "apitoken"};
    std::string plain;
    for (const char c : name) {
        if (c >= 'A' && c <= 'Z') plain += static_cast<char>(c - 'A' + 'a');
        if (c >= 'a' && c <= 'z') plain += c;
    }
    return std::find(names.begin(), names.end(), plain) != names.end();
}

}  // namespace

std::optional<Error> check_no_keys(const Json& json) {
    if (!json.is_structured()) return std::nullopt;
    for (const auto& [name, value] : json.items()) {
        if (json.is_object() && is_key_name(name)) {
            return invalid(
                "The recipe contains \"" + name +
                "\", but recipes are shared and must not contain keys; remove it and enter the key for the "
                "provider.");
        }
        if (auto error = check_no_keys(value)) return error;
    }
    return std::nullopt;
}

}  // namespace moa::mixture
