// The user's own providers: "providers" in $XDG_CONFIG_HOME/moa/config.json, which the command line and the
// window share. For example
//
//     {"format": "moa-config/1",
//      "providers": {"lab": {"base_url": "https://llm.example.org/v1", "key_variable": "LAB_KEY",
//                            "headers": {"x-region": "eu"}, "parallel": 4}},
//      "http_keys": ["http://192.168.1.5:11434"]}
//
// "http_keys" are the origins in the user's own network to which they let keys go over http://.
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

struct ProviderConfig {
    std::vector<ConfiguredProvider> providers;
    std::vector<std::string> http_keys;  ///< see Credentials::http_origins
};

/// Empty where there is no such file. The error names the file and the place in it, never a header's value.
Result<ProviderConfig> read_provider_config();

/// Adds its providers to `providers`, and their headers and what the user allows to `keys`.
std::optional<Error> use_configured(const ProviderConfig& config, mixture::Providers& providers,
                                    session::Credentials& keys);

/// Writes one into the file, in place of one of the same name; `allows_http` adds the user's yes for its
/// origin. Nothing is written where the file cannot be read, so that nothing in it is lost.
std::optional<Error> keep_provider(const ConfiguredProvider& provider, bool allows_http);

/// Moves one from base URL `from` to `to`, which has the same origin. False where the file does not have it
/// at `from`.
Result<bool> move_provider(std::string_view name, std::string_view from, const std::string& to);

/// Takes one out of the file, and the yes for its origin with the last one there; false where it has none of
/// that name.
Result<bool> forget_provider(std::string_view name);

}  // namespace moa::native
