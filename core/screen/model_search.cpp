#include "screen/model_search.hpp"

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

}  // namespace

ModelSearch search_models(const session::ModelAccess& access, const mixture::Provider& provider,
                          std::string_view words) {
    ModelSearch search;
    std::size_t found = 0;
    search.choices = session::find_choices(access.book(), provider, words, choices_at_once, found);
    if (found > search.choices.size()) {
        search.note = std::to_string(found - search.choices.size()) + " more. Type to narrow the list.";
    } else if (found == 0) {
        search.note = nothing_note(access, provider);
    }
    return search;
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

}  // namespace moa::screen
