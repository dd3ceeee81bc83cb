// The user's own providers: "providers" in $XDG_CONFIG_HOME/moa/config.json, which the command line and the
// window share. For example
//
//     {"format": "moa-config/1",
//      "providers": {"lab": {"base_url": "https://llm.example.org/v1", "key_variable": "LAB_KEY",
//                            "headers": {"x-region": "eu"}, "parallel": 4}}}
//
// Members that this version does not know are kept.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mixture/provider.hpp"
#include "session/credentials.hpp"

namespace moa::native {

struct ConfiguredProvider {
    std::string name;
    std::string base_url;
    std::string key_variable;     ///< the environment variable that holds its key; may be empty
    wire::Headers headers;        ///< as secret as a key
    std::optional<int> parallel;  ///< concurrent calls that the server accepts; 0: no limit
};

/// Nothing without a home.
std::optional<std::filesystem::path> config_path();

/// None where there is no such file. The error names the file and the place in it, never a header's value.
Result<std::vector<ConfiguredProvider>> configured_providers();

/// Adds them to `providers`, and their headers to `keys`.
std::optional<Error> use_configured(const std::vector<ConfiguredProvider>& configured,
                                    mixture::Providers& providers, session::Credentials& keys);

/// Writes one into the file, in place of one of the same name. Nothing is written where the file cannot be
/// read, so that nothing in it is lost.
std::optional<Error> keep_provider(const ConfiguredProvider& provider);

/// Takes one out of the file; false where it has none of that name.
Result<bool> forget_provider(std::string_view name);

}  // namespace moa::native
