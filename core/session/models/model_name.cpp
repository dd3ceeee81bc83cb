#include "session/models/model_name.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "ascii.hpp"
#include "mixture/presets.hpp"
#include "wire/model_search.hpp"

namespace moa::session {
namespace {

using mixture::NamedModel;

constexpr std::size_t most_told = 6;

/// How well the id fits what was typed: 3 whole, 2 in another case, 1 by its last part or without its tag.
int fit(std::string_view typed, std::string_view id) {
    if (typed == id) return 3;
    const std::string wanted = lower_case(typed);
    const std::string whole = lower_case(id);
    if (wanted == whole) return 2;
    const std::string part = whole.substr(whole.rfind('/') + 1);
    return wanted == part || wanted == part.substr(0, part.find(':')) ? 1 : 0;
}

std::string listed(const std::vector<NamedModel>& models) {
    std::string text;
    for (std::size_t i = 0; i < models.size() && i < most_told; ++i)
        text += (i == 0 ? "" : ", ") + mixture::name_of(models[i]);
    if (models.size() > most_told) text += ", and " + std::to_string(models.size() - most_told) + " more";
    return text;
}

}  // namespace

std::vector<NamedModel> known_models_of(const mixture::Providers& providers, const ModelBook& book) {
    std::vector<NamedModel> all;
    std::set<std::pair<std::string, std::string>> seen;
    const auto add = [&](const std::string& provider, const std::string& model) {
        if (seen.emplace(provider, model).second) all.push_back({provider, model});
    };
    for (const mixture::Provider& provider : providers) {
        if (const KeptList* list = book.list_of(provider)) {
            for (const wire::ListedModel& model : list->models)
                if (model.can_chat != wire::CanChat::no) add(provider.name, model.id);
        }
        for (const mixture::Preset& preset : mixture::presets()) {
            for (const mixture::Agent& agent : mixture::callees(preset.recipe))
                if (agent.provider == provider.name && agent.retired.empty()) add(provider.name, agent.model);
        }
    }
    return all;
}

std::optional<NamedModel> qualified_model(std::string_view typed, const mixture::Providers& providers) {
    const std::size_t slash = typed.find('/');
    if (slash == std::string_view::npos || slash + 1 == typed.size()) return std::nullopt;
    if (mixture::find_provider(providers, typed.substr(0, slash)) == nullptr) return std::nullopt;
    return NamedModel{std::string(typed.substr(0, slash)), std::string(typed.substr(slash + 1))};
}

ModelMatch find_model(std::string_view typed, const mixture::Providers& providers, const ModelBook& book,
                      const std::function<bool(const mixture::Provider&)>& callable) {
    ModelMatch match;
    int best = 1;
    for (NamedModel& each : known_models_of(providers, book)) {
        const int how = fit(typed, each.model);
        if (how < best) continue;
        if (how > best) match.found.clear();
        best = how;
        match.found.push_back(std::move(each));
    }
    const auto keep_alone = [&match](const auto& wanted) {
        std::vector<NamedModel> kept;
        std::copy_if(match.found.begin(), match.found.end(), std::back_inserter(kept), wanted);
        if (!kept.empty()) match.found = std::move(kept);
    };
    keep_alone(
        [&](const NamedModel& each) { return callable(*mixture::find_provider(providers, each.provider)); });
    keep_alone([&](const NamedModel& each) { return !mixture::is_simulated(providers, each.provider); });
    return match;
}

Error model_name_error(std::string_view typed, const ModelMatch& match, const mixture::Providers& providers,
                       const ModelBook& book) {
    const std::string quoted = "\"" + std::string(typed) + "\"";
    if (!match.found.empty())
        return invalid_input(quoted + " is a model of several providers: write " + listed(match.found) + ".");
    std::vector<std::pair<double, NamedModel>> near;
    for (NamedModel& each : known_models_of(providers, book)) {
        const double likeness = wire::model_likeness(typed, each.model);
        if (likeness >= wire::least_likeness) near.emplace_back(likeness, std::move(each));
    }
    std::stable_sort(near.begin(), near.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<NamedModel> told;
    for (std::size_t i = 0; i < near.size() && i < 3; ++i)
        told.push_back(std::move(near[i].second));
    std::string text = "No known list has the model " + quoted + ".";
    if (!told.empty()) text += " The nearest: " + listed(told) + ".";
    return invalid_input(text +
                         " To call it all the same, name its provider, too: PROVIDER/MODEL, for example "
                         "ollama/qwen3:8b.");
}

}  // namespace moa::session
