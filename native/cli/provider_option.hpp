// A provider as it is named on the command line: by the name it is known by, or by --provider NAME=BASE_URL.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "mixture/provider.hpp"

namespace moa::cli {

struct ProviderOption {
    std::string name;
    std::vector<std::string> settings;  ///< "NAME=BASE_URL"
};

/// Adds both to a command; `help` says what the name is for, and the known names follow it.
void add_provider_option(CLI::App& command, ProviderOption& option, const std::string& help);

/// All providers with the base URLs of the settings, and which of them is meant: the named one, else that of
/// the first setting.
struct ChosenProvider {
    mixture::Providers providers;
    mixture::Provider provider;
};
Result<ChosenProvider> choose_provider(const ProviderOption& option);

}  // namespace moa::cli
