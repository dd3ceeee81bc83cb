#include "mixture/recipe_providers.hpp"

#include <algorithm>
#include <utility>

#include "mixture/base_url.hpp"

namespace moa::mixture {
namespace {

RecipeProvider read_provider(const std::string& name, const Json& json, const std::string& path,
                             std::optional<Error>& error) {
    RecipeProvider out;
    out.name = name;
    JsonFields fields(json, path, error);
    fields.text("base_url", out.base_url);
    std::optional<std::int64_t> parallel;
    fields.integer("parallel", 0, max_parallel, parallel);
    if (parallel) out.parallel = static_cast<int>(*parallel);
    if (fields.failed()) return out;
    if (const Json left = fields.unknown(); !left.empty()) {
        fields.fail(invalid_input(path + " has the member " + dump_json(Json(left.begin().key())) +
                                  "; a recipe's provider has \"base_url\" and \"parallel\"."));
    }
    Providers probe;
    if (auto fault = set_base_url(probe, name, out.base_url))
        fields.fail(invalid_input(path + ": " + fault->message));
    return out;
}

}  // namespace

void read_providers(JsonFields& fields, std::vector<RecipeProvider>& out) {
    const Json* providers = fields.take("providers");
    if (providers == nullptr) return;
    if (!providers->is_object() || providers->size() > max_recipe_providers) {
        return fields.fail(field_error(
            "providers", *providers,
            "an object of at most " + std::to_string(max_recipe_providers) + " providers by name"));
    }
    for (const auto& [name, value] : providers->items()) {
        const std::string path = "providers." + name;
        if (!value.is_object()) return fields.fail(field_error(path, value, "an object with \"base_url\""));
        out.push_back(read_provider(name, value, path, fields.error()));
        if (fields.failed()) return;
    }
}

Json providers_json(const std::vector<RecipeProvider>& providers) {
    Json out = Json::object();
    for (const RecipeProvider& each : providers) {
        Json& own = out[each.name] = {{"base_url", each.base_url}};
        if (each.parallel) own["parallel"] = *each.parallel;
    }
    return out;
}

std::vector<RecipeProvider> add_recipe_providers(Providers& providers, const Recipe& recipe,
                                                 KnownProviders known) {
    std::vector<RecipeProvider> added;
    for (const RecipeProvider& each : recipe.providers) {
        if (const Provider* there = find_provider(providers, each.name)) {
            const Provider* first = find_provider(known_providers(), each.name);
            const bool unmoved =
                first != nullptr && !first->is_simulated() && first->base_url == there->base_url;
            if (known == KnownProviders::stay || !unmoved || there->base_url == each.base_url) continue;
        }
        if (set_base_url(providers, each.name, each.base_url)) continue;
        const auto it = std::find_if(providers.begin(), providers.end(),
                                     [&each](const Provider& one) { return one.name == each.name; });
        if (each.parallel) {
            it->max_concurrent = *each.parallel;
            it->calls_assumed = false;
        }
        added.push_back(each);
    }
    return added;
}

void name_own_providers(Recipe& recipe, const Providers& providers) {
    for (const Agent& agent : callees(recipe)) {
        const Provider* own = find_provider(providers, agent.provider);
        const Provider* known = find_provider(known_providers(), agent.provider);
        if (own == nullptr || (known != nullptr && known->base_url == own->base_url)) continue;
        auto it = std::find_if(recipe.providers.begin(), recipe.providers.end(),
                               [own](const RecipeProvider& each) { return each.name == own->name; });
        if (it == recipe.providers.end()) it = recipe.providers.emplace(it);
        *it = {own->name, own->base_url, {}};
        if (!own->calls_assumed) it->parallel = own->max_concurrent;
    }
}

}  // namespace moa::mixture
