#include "native/cli/shared_text.hpp"

#include <unistd.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "mixture/provider.hpp"
#include "native/platform/keys.hpp"
#include "native/platform/provider_config.hpp"
#include "session/credentials.hpp"

namespace moa::cli {
namespace {

/// Those of variables that are called like keys, wherever they may be sent: here they are sent nowhere.
void add_all_keys(session::Credentials& keys) {
    for (char** each = environ; each != nullptr && *each != nullptr; ++each) {
        const std::string_view line = *each;
        const std::size_t equals = std::min(line.find('='), line.size());
        const std::string_view name = line.substr(0, equals);
        if (!name.ends_with("_API_KEY") || equals == line.size()) continue;
        (void)keys.set(std::string(name), "http://localhost", std::string(line.substr(equals + 1)));
    }
}

}  // namespace

std::string without_keys(std::string text) {
    session::Credentials keys;
    native::read_environment_keys(mixture::known_providers(), keys);
    add_all_keys(keys);
    // What cannot be read or used is in no call, either.
    if (const auto configured = native::read_provider_config()) {
        mixture::Providers providers = mixture::known_providers();
        (void)native::use_configured(configured.value(), providers, keys);
        native::read_environment_keys(providers, keys);
    }
    return keys.masked(std::move(text));
}

}  // namespace moa::cli
