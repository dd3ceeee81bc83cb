#include "screen/model_search.hpp"

#include <algorithm>
#include <utility>

#include "session/models/model_words.hpp"

namespace moa::screen {
namespace {

/// As many as anybody scrolls through; words narrow them down.
constexpr std::size_t choices_at_once = 80;

std::string nothing_note(const session::ModelAccess& access, const mixture::Provider& provider) {
    const session::ModelRequests& requests = access.requests();
    if (requests.loading(provider)) return "Loading the list\u2026";
    if (access.book().list_of(provider) != nullptr)
        return "No model in the list matches. You can enter any model ID.";
    const Error* error = requests.load_error(provider);
    if (error != nullptr) return session::model_error_text(*error);
    const bool lacks_key = provider.needs_key() && !access.keys().has(provider.name, provider.base_url);
    return lacks_key ? "The list needs an API key. You can enter any model ID."
                     : "The list is not loaded yet. You can enter any model ID.";
}

/// `own` first, then all that have a key, and servers without one whose list is known.
std::vector<const mixture::Provider*> askable(const session::Workspace& workspace,
                                              const mixture::Provider& own) {
    std::vector<const mixture::Provider*> providers = {&own};
    if (own.is_simulated()) return providers;  // the demo calls no model
    const session::ModelAccess& access = workspace.access();
    for (const mixture::Provider& each : workspace.configuration().providers()) {
        if (each.name == own.name || each.is_simulated()) continue;
        const bool open = !each.needs_key() && access.book().list_of(each) != nullptr;
        if (open || access.has_key(each.name)) providers.push_back(&each);
    }
    return providers;
}

std::string more_note(std::size_t more) {
    return std::to_string(more) + " more. Type to narrow the list.";
}

}  // namespace

ModelSearch search_models(const session::ModelAccess& access, const mixture::Provider& provider,
                          std::string_view words) {
    ModelSearch search;
    std::size_t found = 0;
    search.choices = session::find_choices(access.book(), provider, words, choices_at_once, found);
    if (found > search.choices.size()) {
        search.note = more_note(found - search.choices.size());
    } else if (found == 0) {
        search.note = nothing_note(access, provider);
    }
    return search;
}

ModelSearch search_all_models(const session::Workspace& workspace, const mixture::Provider& own,
                              std::string_view words) {
    ModelSearch search;
    std::size_t more = 0;
    for (const mixture::Provider* provider : askable(workspace, own)) {
        std::size_t found = 0;
        const std::size_t room = choices_at_once - search.choices.size();
        for (session::ModelChoice& choice :
             session::find_choices(workspace.access().book(), *provider, words, room, found)) {
            if (provider != &own) choice.id = provider->name + ":" + choice.id;
            search.choices.push_back(std::move(choice));
        }
        more += found - std::min(found, room);
    }
    if (more > 0) search.note = more_note(more);
    if (search.choices.empty()) search.note = nothing_note(workspace.access(), own);
    return search;
}

NamedModel named_model(const mixture::Providers& providers, const mixture::Provider& own,
                       std::string_view text) {
    const std::size_t colon = text.find(':');
    const mixture::Provider* named =
        colon == std::string_view::npos ? nullptr : mixture::find_provider(providers, text.substr(0, colon));
    if (named == nullptr) return {&own, std::string(text)};
    return {named, std::string(text.substr(colon + 1))};
}

std::string choice_facts(const session::ModelChoice& choice) {
    std::string facts;
    for (const std::string* part : {&choice.name, &choice.context, &choice.price, &choice.notes}) {
        if (!part->empty()) facts += (facts.empty() ? "" : " \u00b7 ") + *part;
    }
    return facts;
}

bool is_unasked(const session::ModelAccess& access, const mixture::Provider& provider) {
    const session::ModelRequests& requests = access.requests();
    return !requests.loaded(provider) && !requests.loading(provider) &&
           requests.load_error(provider) == nullptr;
}

void load_models_once(session::Workspace& workspace, const mixture::Provider& provider) {
    if (!is_unasked(workspace.access(), provider)) return;
    (void)workspace.access().load_models(provider);
}

void load_all_models_once(session::Workspace& workspace, const mixture::Provider& own) {
    for (const mixture::Provider* provider : askable(workspace, own))
        load_models_once(workspace, *provider);
}

}  // namespace moa::screen
