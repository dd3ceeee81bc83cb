#include "screen/provider_facts.hpp"

#include <utility>

#include "figures.hpp"
#include "session/models/model_words.hpp"

namespace moa::screen {

Note key_facts(const session::ModelAccess& access, const mixture::Provider& provider) {
    const Error* error = access.requests().load_error(provider);
    if (error != nullptr && error->kind == ErrorKind::wrong_key) return {"API key refused", Tone::failed};
    const session::CredentialStore* store = access.credential_store();
    if (access.locked_out(provider)) return {"API key saved, locked", Tone::doubtful};
    if (store != nullptr && store->has(provider)) return {"API key saved", Tone::good};
    if (access.keys().has(provider.name, provider.base_url)) return {"API key in memory", Tone::good};
    if (!provider.needs_key()) return {"No API key needed"};
    return {"No API key", Tone::doubtful};
}

Item model_list_item(const session::ModelAccess& access, const mixture::Provider& provider,
                     const std::string& name, const std::string& refusal) {
    const session::ModelRequests& requests = access.requests();
    const session::KeptList* list = access.book().list_of(provider);
    const Error* error = requests.load_error(provider);
    Item item{Kind::button, name, list != nullptr ? "Load again" : "Load the list"};
    const bool lacks_key = provider.needs_key() && !access.keys().has(provider.name, provider.base_url);
    Note note{access.locked_out(provider) ? "The list of models needs the saved key."
              : lacks_key                 ? "The list of models needs an API key."
                                          : "The list of models is not loaded yet."};
    if (requests.loading(provider)) {
        item.possible = false;
        note.words = "Loading the list of " + provider.label + "\u2026";
    } else if (list != nullptr) {
        const bool fresh = requests.loaded(provider) && error == nullptr;
        note.words = figure::counted(list->models.size(), "model") + ", " +
                     (fresh ? "listed " : "as listed ") + session::when_text(list->at, access.today()) + ".";
        if (!fresh) note.tone = Tone::doubtful;
    }
    if (!requests.loading(provider) && (error != nullptr || !refusal.empty())) {
        const std::string why = error != nullptr ? session::model_error_text(*error) : refusal;
        note.words = list != nullptr ? note.words + " " + why : why;
        note.tone = Tone::failed;
    }
    item.notes.push_back(std::move(note));
    return item;
}

std::string label_of(const mixture::Providers& providers, std::string_view name) {
    const mixture::Provider* provider = mixture::find_provider(providers, name);
    return provider != nullptr ? provider->label : std::string(name);
}

}  // namespace moa::screen
