#include "native/models/named_recipe.hpp"

#include <algorithm>
#include <iterator>

#include "native/platform/keys.hpp"
#include "native/platform/model_store.hpp"

namespace moa::native {

bool is_usable(const mixture::Provider& provider, const session::Credentials& keys) {
    return !provider.needs_key() || keys.has(provider.name, provider.base_url) || is_kept(provider);
}

Result<mixture::Recipe> named_recipe(const session::NamedModels& named, const mixture::Providers& providers,
                                     const session::Credentials& keys, const AskLists& ask) {
    session::ModelBook book = load_model_book();
    const auto usable = [&keys](const mixture::Provider& each) { return is_usable(each, keys); };
    if (session::names_unlisted(named, providers, book, usable)) {
        std::vector<mixture::Provider> asked;
        std::copy_if(providers.begin(), providers.end(), std::back_inserter(asked),
                     [&](const mixture::Provider& each) { return !each.is_simulated() && usable(each); });
        const Result<session::ModelBook> answered = ask(asked);
        if (!answered) return answered.error();
        book.merge(answered.value());
    }
    return session::recipe_of_names(named, providers, book, usable);
}

}  // namespace moa::native
