// Environment variables: API keys and other settings that a shell passes on.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mixture/provider.hpp"
#include "session/key_ring.hpp"

namespace moa::native {

/// The value of an environment variable; nothing when it is unset or empty.
std::optional<std::string> environment_value(const std::string& name);

/// Puts every key the environment has for `providers` on the ring, bound to the provider's base URL. A
/// provider's own variable (MOA_<PROVIDER>_API_KEY) wins over its general one (TOGETHER_API_KEY ...), which
/// counts only at the provider's known origin: such a key was not meant for any other. Keys are taken for
/// https and loopback only. The error names a variable whose value cannot be a key.
std::optional<Error> read_environment_keys(const mixture::Providers& providers, session::KeyRing& keys);

/// Which variable a user can set so that `provider` gets a key: "TOGETHER_API_KEY", or
/// "MOA_<PROVIDER>_API_KEY".
std::string key_variable_of(const mixture::Provider& provider);

}  // namespace moa::native
