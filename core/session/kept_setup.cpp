#include "session/kept_setup.hpp"

#include "json.hpp"
#include "mixture/recipe_read.hpp"
#include "mixture/recipe_write.hpp"

namespace moa::session {
namespace {

constexpr std::string_view format = "moa-setup/1";

}  // namespace

std::string write_kept_setup(const Workspace& workspace) {
    const Setup& setup = workspace.configuration().setup();
    Json json = {{"format", format},
                 {"provider", setup.provider},
                 {"base_url", setup.base_url},
                 {"shape", setup.shape},
                 {"proposers", setup.proposers},
                 {"repeat", setup.repeat},
                 {"aggregator", setup.aggregator}};
    Setup without_limits = setup;
    without_limits.limits = {};
    const Json recipe = mixture::recipe_to_json(workspace.configuration().recipe());
    const Result<ResolvedSetup> made = resolve_setup(without_limits, mixture::known_providers());
    if (!made || mixture::recipe_to_json(made.value().recipe) != recipe) json["recipe"] = recipe;
    return dump_json(json);
}

std::optional<Error> use_kept_setup(Workspace& workspace, std::string_view text) {
    const std::optional<Json> json = parse_json(text);
    if (!json || find_string(*json, "format") != format)
        return invalid_input("This is not a setup in the format " + std::string(format) + ".");
    Setup setup;
    setup.provider = find_string(*json, "provider");
    setup.base_url = find_string(*json, "base_url");
    setup.shape = find_string(*json, "shape");
    setup.repeat = repeat_from_json(*json);
    setup.aggregator = find_string(*json, "aggregator");
    if (const Json* proposers = find(*json, "proposers"); proposers != nullptr && proposers->is_array()) {
        for (const Json& model : *proposers) {
            if (model.is_string()) setup.proposers.push_back(model.get<std::string>());
        }
    }
    if (auto error = workspace.apply_setup(setup)) return error;
    const Json* kept = find(*json, "recipe");
    if (kept == nullptr) return std::nullopt;
    const Result<mixture::Recipe> recipe = mixture::recipe_from_json(*kept);
    if (!recipe) return recipe.error();
    return workspace.use_recipe(recipe.value());
}

}  // namespace moa::session
