#include "native/cli/provider_option.hpp"

#include <utility>

#include "native/cli/recipe_overrides.hpp"
#include "native/cli/run_options.hpp"

namespace moa::cli {
namespace {

std::string names_of(const mixture::Providers& providers) {
    std::string names;
    for (const mixture::Provider& provider : providers)
        names += (names.empty() ? "" : ", ") + provider.name;
    return names;
}

}  // namespace

void add_provider_option(CLI::App& command, ProviderOption& option, const std::string& help) {
    // Not "provider": newer versions of CLI11 treat an argument and an option of one name as the same.
    command.add_option("name", option.name, help + names_of(mixture::known_providers()))
        ->type_name("PROVIDER");
    command
        .add_option("--provider", option.settings,
                    "Base URL of a provider; required if the provider is not one of the known ones")
        ->type_name("NAME=BASE_URL")
        ->take_all()
        ->allow_extra_args(false);
}

Result<ChosenProvider> choose_provider(const ProviderOption& option) {
    ChosenProvider chosen{mixture::known_providers(), {}};
    std::string wanted = option.name;
    for (const std::string& setting : option.settings) {
        Result<std::string> name = apply_base_url(chosen.providers, setting);
        if (!name) return name.error();
        if (wanted.empty()) wanted = std::move(name.value());
    }
    if (wanted.empty()) {
        return usage_error("Name a provider: " + names_of(chosen.providers) +
                           ". Any other needs --provider NAME=BASE_URL.");
    }
    const mixture::Provider* provider = mixture::find_provider(chosen.providers, wanted);
    if (provider == nullptr) {
        return usage_error("Unknown provider " + wanted + ": use one of " + names_of(chosen.providers) +
                           ", or add --provider " + wanted + "=BASE_URL.");
    }
    chosen.provider = *provider;
    return chosen;
}

}  // namespace moa::cli
