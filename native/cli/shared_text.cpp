#include "native/cli/shared_text.hpp"

#include <utility>

#include "mixture/provider.hpp"
#include "native/platform/keys.hpp"
#include "native/platform/provider_config.hpp"
#include "session/credentials.hpp"

namespace moa::cli {

std::string without_keys(std::string text) {
    session::Credentials keys;
    native::read_environment_keys(mixture::known_providers(), keys);
    // What cannot be read or used is in no call, either.
    if (const auto configured = native::configured_providers()) {
        mixture::Providers providers = mixture::known_providers();
        (void)native::use_configured(configured.value(), providers, keys);
        native::read_environment_keys(providers, keys);
    }
    return keys.masked(std::move(text));
}

}  // namespace moa::cli
