// Where the native programs have API keys from: environment variables first, then the system's secret store.
// The only place that knows these rules; the command line and the window share it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mixture/provider.hpp"
#include "native/platform/secret_store.hpp"
#include "session/key_ring.hpp"

namespace moa::native {

/// Puts every key the environment has for `providers` on the ring, bound to the provider's base URL. A
/// provider's own variable (MOA_<PROVIDER>_API_KEY) wins over its general one (TOGETHER_API_KEY ...), which
/// counts only at the provider's known origin: such a key was not meant for any other. Keys are taken for
/// https and loopback only. The error names a variable whose value cannot be a key.
std::optional<Error> read_environment_keys(const mixture::Providers& providers, session::KeyRing& keys);

/// Which variable a user can set so that `provider` gets a key: "TOGETHER_API_KEY", or
/// "MOA_<PROVIDER>_API_KEY".
std::string key_variable_of(const mixture::Provider& provider);

// Keys in the secret store. Which ones are kept there is noted in "moa/kept-keys.json" of the user's data
// folder (places only, no key), so that the store is asked for those alone and nobody waits for it in vain.

/// Where the provider's key is kept.
KeyPlace place_of(const mixture::Provider& provider);
/// As noted, in order, without asking the store.
std::vector<KeyPlace> noted_keys();
/// Whether a key is kept for the provider where it is now.
bool is_kept(const mixture::Provider& provider);
/// Refused where plain http would carry the key, and for what cannot be one. The store is not asked.
std::optional<Error> cannot_keep(const mixture::Provider& provider, std::string_view key);
/// Keeps the key for the provider at its present origin, if it can be kept.
std::optional<Error> keep_key(const mixture::Provider& provider, std::string_view key);
/// Whether there was one.
Result<bool> forget_key(const KeyPlace& place);
/// As the store has them; the note is brought up to date.
Result<std::vector<KeyPlace>> list_kept_keys();
/// Puts the key that is kept for `provider` where it is now on the ring, unless one is there already.
std::optional<Error> add_kept_key(const mixture::Provider& provider, session::KeyRing& keys);
/// The same for all keys that are kept, wherever their providers are now.
std::optional<Error> add_kept_keys(session::KeyRing& keys);

}  // namespace moa::native
