// Providers as the command line has them: the known ones, the user's own of the configuration, and those of
// --provider NAME=BASE_URL; with their keys and headers.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "mixture/provider.hpp"
#include "mixture/recipe.hpp"
#include "session/credentials.hpp"

namespace moa::cli {

/// What was typed about addresses.
struct ProviderSettings {
    std::vector<std::string> addresses;   ///< "NAME=BASE_URL"
    std::vector<std::string> headers;     ///< "NAME=Header: value"
    std::vector<std::string> allow_http;  ///< names of providers, see Credentials::allow_http
};

/// Adds --provider, --header and --allow-http-key.
void add_provider_settings(CLI::App& command, ProviderSettings& settings);

struct UserProviders {
    mixture::Providers providers;
    session::Credentials keys;  ///< of the environment, all headers, what is allowed; not those of the store
    std::vector<std::string> configured;  ///< names in the configuration
    std::vector<std::string> named;       ///< names that were typed, in order
};

/// Nothing has been sent when it fails; the error is a sentence for the user.
Result<UserProviders> read_user_providers(const ProviderSettings& settings);

struct ProviderOption {
    std::string name;
    ProviderSettings settings;
};

/// Adds a provider's name and its settings to a command; `help` says what the name is for, and the known
/// names follow it.
void add_provider_option(CLI::App& command, ProviderOption& option, const std::string& help);

/// All providers, and which of them is meant: the named one, else that of the first setting.
struct ChosenProvider {
    mixture::Providers providers;
    mixture::Provider provider;
    session::Credentials keys;
};
Result<ChosenProvider> choose_provider(const ProviderOption& option);

/// That --allow-http-key makes no sense for this address.
Error needless_yes(const std::string& base_url);

/// The first provider that the recipe calls and `providers` does not have, and how to name its address.
std::optional<Error> unknown_provider_in(const mixture::Recipe& recipe, const mixture::Providers& providers);

/// "a, b, c"
std::string names_of(const mixture::Providers& providers);

}  // namespace moa::cli
