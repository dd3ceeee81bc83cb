#include "mixture/policy_support.hpp"

#include <string>
#include <string_view>

namespace moa::mixture {
namespace {

Error unsupported(std::string_view field, std::string_view way_out) {
    return {ErrorKind::invalid_input, 0,
            std::string(field) + " cannot be carried out by this version; " + std::string(way_out) + "."};
}

void check_node(const Parameters& parameters, const std::string& path, std::vector<Error>& errors) {
    if (parameters.aggregation && *parameters.aggregation != Aggregation::synthesize) {
        errors.push_back(
            unsupported(path + ": aggregation \"" + std::string(to_string(*parameters.aggregation)) + "\"",
                        "use \"synthesize\""));
    }
    if (parameters.context_fit && *parameters.context_fit != ContextFit::fail) {
        errors.push_back(
            unsupported(path + ": context_fit \"" + std::string(to_string(*parameters.context_fit)) + "\"",
                        "use \"fail\""));
    }
}

}  // namespace

std::vector<Error> unsupported_policies(const Recipe& recipe) {
    std::vector<Error> errors;
    if (recipe.early_exit) errors.push_back(unsupported("early_exit", "leave it out"));
    if (recipe.mute_flagged) errors.push_back(unsupported("mute_flagged", "leave it out"));
    for (std::size_t i = 0; i < recipe.layers.size(); ++i) {
        const Layer& layer = recipe.layers[i];
        for (std::size_t j = 0; j < layer.agents.size(); ++j) {
            check_node(effective_parameters(recipe, layer, layer.agents[j]),
                       "layers[" + std::to_string(i) + "].agents[" + std::to_string(j) + "]", errors);
        }
    }
    return errors;
}

}  // namespace moa::mixture
