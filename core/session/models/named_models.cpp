#include "session/models/named_models.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "ascii.hpp"
#include "mixture/presets.hpp"
#include "session/models/model_choices.hpp"
#include "wire/model_search.hpp"

namespace moa::session {
namespace {

using mixture::Provider;
using mixture::Providers;

/// What follows the organisation: "gpt-oss-120b" of "openai/gpt-oss-120b".
std::string_view own_part(std::string_view id) {
    const std::size_t slash = id.rfind('/');
    return slash == std::string_view::npos ? id : id.substr(slash + 1);
}

/// What precedes a tag: "qwen3" of "qwen3:8b".
std::string_view without_tag(std::string_view id) {
    return id.substr(0, id.find(':'));
}

/// Case aside.
bool same_letters(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower_case(x) == lower_case(y); });
}

/// How well an id is what was typed: 3 the id itself, 2 its own part, 1 its own part without the tag, 0 not
/// at all.
int match(std::string_view typed, std::string_view id) {
    if (same_letters(typed, id)) return 3;
    if (same_letters(typed, own_part(id))) return 2;
    return same_letters(typed, without_tag(own_part(id))) ? 1 : 0;
}

std::string full_name(const NamedModel& model) {
    return model.provider + "/" + model.model;
}

/// "a, b and 3 more", in the order they are in.
std::string list_of_names(const std::vector<std::string>& names) {
    constexpr std::size_t most = 6;
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), most); ++i)
        text += (i == 0 ? "" : ", ") + names[i];
    if (names.size() > most) text += " and " + std::to_string(names.size() - most) + " more";
    return text;
}

Error no_such_model(std::string_view typed, const Providers& providers, const ModelBook& book) {
    std::vector<std::pair<double, std::string>> near;
    std::vector<std::string> listed;
    for (const Provider& provider : providers) {
        const KeptList* list = book.list_of(provider);
        if (list == nullptr || provider.is_simulated()) continue;
        listed.push_back(provider.label);
        for (const wire::ListedModel* model : wire::nearest_models(typed, list->models, 3))
            near.emplace_back(wire::model_likeness(typed, model->id), full_name({provider.name, model->id}));
    }
    std::stable_sort(near.begin(), near.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::string words = "No model is called " + std::string(typed);
    if (listed.empty())
        return invalid_input(words +
                             ": no list of models is known. Name its provider too, for example ollama/" +
                             std::string(typed) + ".");
    words += " in the lists of " + list_of_names(listed) + ".";
    if (near.empty()) return invalid_input(words + " Name its provider too: PROVIDER/MODEL.");
    near.resize(std::min<std::size_t>(near.size(), 3));
    std::vector<std::string> names;
    for (auto& [likeness, name] : near)
        names.push_back(std::move(name));
    return invalid_input(words + " Did you mean " + list_of_names(names) + "?");
}

mixture::Agent agent_of(const NamedModel& model, int repeat = 1) {
    mixture::Agent agent;
    agent.provider = model.provider;
    agent.model = model.model;
    agent.repeat = repeat;
    return agent;
}

bool is_own_server(const Providers& providers, const NamedModel& model) {
    const Provider* provider = mixture::find_provider(providers, model.provider);
    return provider != nullptr && !provider->needs_key() && !provider->is_simulated();
}

/// What is at hand where lists name everything a server has, and no type: OpenAI's and Ollama's hold what
/// turns text into numbers, speech and pictures.
bool may_chat(std::string_view id) {
    constexpr std::array<std::string_view, 12> others = {"embed",    "rerank",     "whisper", "tts",
                                                         "dall-e",   "image",      "audio",   "moderation",
                                                         "realtime", "transcribe", "sora",    "bge-"};
    const std::string lower = lower_case(id);
    return std::none_of(others.begin(), others.end(),
                        [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

/// Cheap models of several families first, as of 2026-11; which of them there are is for the provider's list
/// to say.
constexpr std::array<std::string_view, 14> preferred_families = {
    "gpt-5-mini",    "gpt-oss-120b", "gpt-4.1-mini", "deepseek-chat", "qwen3-235b",
    "llama-3.3-70b", "kimi-k2",      "gpt-4o-mini",  "glm-4",         "mistral-small",
    "gemma-3-27b",   "o4-mini",      "gpt-5",        "gpt-4.1"};

}  // namespace

std::optional<NamedModel> split_model_name(std::string_view typed, const Providers& providers) {
    const std::size_t slash = typed.find('/');
    if (slash == std::string_view::npos || slash + 1 == typed.size()) return std::nullopt;
    const std::string_view name = typed.substr(0, slash);
    if (mixture::find_provider(providers, name) == nullptr) return std::nullopt;
    return NamedModel{std::string(name), std::string(typed.substr(slash + 1))};
}

Result<NamedModel> find_named_model(std::string_view typed, const Providers& providers,
                                    const ModelBook& book) {
    if (auto split = split_model_name(typed, providers)) return std::move(*split);
    int best = 0;
    std::vector<NamedModel> found;
    for (const Provider& provider : providers) {
        const KeptList* list = book.list_of(provider);
        if (list == nullptr) continue;
        for (const wire::ListedModel& model : list->models) {
            const int how = match(typed, model.id);
            if (how == 0 || how < best) continue;
            if (how > best) found.clear();
            best = how;
            found.push_back({provider.name, model.id});
        }
    }
    if (found.empty()) return no_such_model(typed, providers, book);
    if (found.size() == 1) return std::move(found.front());
    std::vector<std::string> names;
    names.reserve(found.size());
    for (const NamedModel& model : found)
        names.push_back(full_name(model));
    return invalid_input(std::string(typed) + " may be " + list_of_names(names) + ": name one of them.");
}

Result<mixture::Recipe> recipe_of_models(const NamedMix& mix, const Providers& providers) {
    if (mix.proposers.empty()) return invalid_input("Name at least one model as a proposer.");
    const int models = static_cast<int>(mix.proposers.size());
    const bool own = std::all_of(mix.proposers.begin(), mix.proposers.end(),
                                 [&](const NamedModel& each) { return is_own_server(providers, each); });
    const int calls = mix.calls.value_or(models > 1 ? models : own ? default_local_calls : default_calls);
    if (calls < models || calls > most_named_calls) {
        return invalid_input("The number of proposers must be between " + std::to_string(models) +
                             ", the models that are named, and " + std::to_string(most_named_calls) + ".");
    }
    mixture::Layer proposers;
    for (int i = 0; i < models; ++i)
        proposers.agents.push_back(agent_of(mix.proposers[static_cast<std::size_t>(i)],
                                            calls / models + (i < calls % models ? 1 : 0)));
    const NamedModel aggregator = mix.aggregator.value_or(mix.proposers.front());
    mixture::Layer last;
    last.agents.push_back(agent_of(aggregator));

    mixture::Recipe recipe;
    const std::string_view first = own_part(mix.proposers.front().model);
    const bool alone = std::all_of(mix.proposers.begin(), mix.proposers.end(),
                                   [&](const NamedModel& each) { return each == aggregator; });
    recipe.name = alone ? "Self-MoA, " + std::string(first)
                        : std::to_string(calls) + " proposers, " + std::string(own_part(aggregator.model));
    recipe.description = "Made of models that were named.";
    recipe.source = alone ? "arXiv 2502.00674" : "arXiv 2406.04692";
    recipe.defaults = mixture::find_preset("moa-lite-simulated")->recipe.defaults;
    recipe.layers = {std::move(proposers), std::move(last)};
    return recipe;
}

std::vector<NamedModel> chosen_models(const Provider& provider, const ModelBook& book, std::size_t most) {
    std::vector<NamedModel> chosen;
    const KeptList* list = book.list_of(provider);
    if (list == nullptr) return chosen;
    std::vector<std::string_view> usable;
    for (const wire::ListedModel& model : list->models) {
        if (may_chat(model.id) && choice_of(book, provider, model.id).usable) usable.push_back(model.id);
    }
    const auto take = [&](std::string_view id) {
        const bool there = std::any_of(chosen.begin(), chosen.end(),
                                       [&](const NamedModel& each) { return each.model == id; });
        if (!there && chosen.size() < most) chosen.push_back({provider.name, std::string(id)});
    };
    // A server of one's own has what its owner wants to use.
    if (!provider.needs_key()) {
        for (const std::string_view id : usable)
            take(id);
        return chosen;
    }
    for (const std::string_view family : preferred_families) {
        const auto it = std::find_if(usable.begin(), usable.end(), [&](std::string_view id) {
            return lower_case(own_part(id)).starts_with(family);
        });
        if (it != usable.end()) take(*it);
    }
    for (const std::string_view id : usable) {
        if (chosen.size() >= 2) break;
        take(id);
    }
    return chosen;
}

}  // namespace moa::session
