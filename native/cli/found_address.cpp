#include "native/cli/found_address.hpp"

#include "mixture/base_url.hpp"
#include "native/cli/terminal/run_view.hpp"
#include "native/platform/provider_config.hpp"

namespace moa::cli {
void use_found_address(mixture::Provider& provider, const std::string& found) {
    const std::string sentence =
        provider.label + " answers at " + found + ", and not at " + provider.base_url + "; ";
    const Result<bool> kept = native::move_provider(provider.name, provider.base_url, found);
    provider.base_url = found;
    if (!kept) return print_note(sentence + "that could not be kept: " + kept.error().message);
    print_note(sentence + (kept.value() ? "the configuration has the right address now."
                                        : "give that address from now on."));
}

void use_found_addresses(const session::ModelRequests& requests, mixture::Providers& providers) {
    for (mixture::Provider& provider : providers) {
        if (const std::string* found = requests.moved_to(provider)) use_found_address(provider, *found);
    }
}

void use_found_addresses(const run::RunState& state, mixture::Providers& providers) {
    for (const mixture::RecipeProvider& called : state.recipe.providers) {
        for (mixture::Provider& provider : providers) {
            const bool moved = provider.name == called.name && provider.base_url != called.base_url &&
                               mixture::base_url_to_try(provider.base_url) == called.base_url;
            if (moved) use_found_address(provider, called.base_url);
        }
    }
}

}  // namespace moa::cli
