#include "session/kept_setup.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "json.hpp"
#include "mixture/recipe_read.hpp"
#include "mixture/recipe_write.hpp"
#include "wire/http.hpp"

namespace moa::session {
namespace {

constexpr std::string_view format = "moa-setup/1";

/// An address that can no longer be used is passed over: the rest is worth having.
void use_kept_providers(Workspace& workspace, const Json& json) {
    const Json* providers = find(json, "providers");
    if (providers == nullptr || !providers->is_array()) return;
    for (const Json& each : *providers) {
        const std::string_view name = find_string(each, "name");
        const std::string_view address = find_string(each, "base_url");
        if (!address.empty() && !workspace.configuration().states(name))
            (void)workspace.set_base_url(name, address);
    }
}

void use_kept_http_keys(Workspace& workspace, const Json& json) {
    const Json* origins = find(json, "http_keys");
    if (origins == nullptr || !origins->is_array()) return;
    for (const Json& each : *origins) {
        if (each.is_string()) workspace.allow_http_keys(each.get<std::string>(), true);
    }
}

bool is_used(const mixture::Providers& providers, const std::string& origin) {
    return std::any_of(providers.begin(), providers.end(), [&origin](const mixture::Provider& each) {
        return wire::origin_of(each.base_url) == origin;
    });
}

std::vector<mixture::Recipe> kept_recent(const Json& json) {
    std::vector<mixture::Recipe> recipes;
    const Json* recent = find(json, "recent");
    if (recent == nullptr || !recent->is_array()) return recipes;
    for (const Json& each : *recent) {
        if (auto recipe = mixture::recipe_from_json(each)) recipes.push_back(std::move(recipe.value()));
    }
    return recipes;
}

std::optional<Error> use_kept(Workspace& workspace, const Json& json) {
    Setup setup;
    setup.provider = find_string(json, "provider");
    setup.base_url = find_string(json, "base_url");  // of older versions
    setup.shape = find_string(json, "shape");
    setup.repeat = repeat_from_json(json);
    setup.aggregator = find_string(json, "aggregator");
    if (const Json* proposers = find(json, "proposers"); proposers != nullptr && proposers->is_array()) {
        for (const Json& model : *proposers) {
            if (model.is_string()) setup.proposers.push_back(model.get<std::string>());
        }
    }
    use_kept_providers(workspace, json);
    use_kept_http_keys(workspace, json);
    if (auto error = workspace.apply_setup(setup)) return error;
    const Json* kept = find(json, "recipe");
    if (kept == nullptr) return std::nullopt;
    const Result<mixture::Recipe> recipe = mixture::recipe_from_json(*kept);
    if (!recipe) return recipe.error();
    return workspace.use_recipe(recipe.value());
}

}  // namespace

std::string write_kept_setup(const Workspace& workspace) {
    const Setup& setup = workspace.configuration().setup();
    Json json = {{"format", format},       {"provider", setup.provider},
                 {"shape", setup.shape},   {"proposers", setup.proposers},
                 {"repeat", setup.repeat}, {"aggregator", setup.aggregator}};
    Setup without_limits = setup;
    without_limits.limits = {};
    const Json recipe = mixture::recipe_to_json(workspace.configuration().recipe());
    const Configuration& used = workspace.configuration();
    const Result<ResolvedSetup> made = resolve_setup(without_limits, used.providers());
    if (!made || mixture::recipe_to_json(made.value().recipe) != recipe) json["recipe"] = recipe;
    for (const mixture::Provider& own : used.own_providers())
        json["providers"].push_back({{"name", own.name}, {"base_url", own.base_url}});
    for (const std::string& origin : workspace.access().keys().http_origins()) {
        if (is_used(used.providers(), origin)) json["http_keys"].push_back(origin);
    }
    for (const mixture::Recipe& recent : used.recent())
        json["recent"].push_back(mixture::recipe_to_json(recent));
    return dump_json(json);
}

std::optional<Error> use_kept_setup(Workspace& workspace, std::string_view text) {
    const std::optional<Json> json = parse_json(text);
    if (!json || find_string(*json, "format") != format)
        return invalid_input("This is not a setup in the format " + std::string(format) + ".");
    auto error = use_kept(workspace, *json);
    // What came to use on the way there is no recent recipe.
    workspace.remember_recent(kept_recent(*json));
    return error;
}

}  // namespace moa::session
