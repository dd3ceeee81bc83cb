// Where the native programs have API keys from: environment variables first, then the system's secret store.
// The only place that knows these rules; the command line and the window share it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mixture/provider.hpp"
#include "native/platform/secret_store.hpp"
#include "session/credentials.hpp"

namespace moa::native {

/// Puts every key the environment has for `providers` on the ring, bound to the provider's base URL. A
/// provider's own variable (MOA_<PROVIDER>_API_KEY) wins over its general one (TOGETHER_API_KEY ...). The
/// general one counts only at the provider's known origin: such a key was not meant for any other. One that
/// the user's configuration names counts where the configuration has the provider. The own
/// one counts there, on this machine, and at the origin that MOA_<PROVIDER>_ORIGIN names; for a provider that
/// is not known by name, it counts wherever that is, unless that variable is set. What cannot be used is
/// passed over, see environment_key_fault.
void read_environment_keys(const mixture::Providers& providers, session::Credentials& keys);

/// Why the key that the environment has for `provider` cannot be used there; nothing where it can or there is
/// none. `keys` has what the user allows.
std::optional<Error> environment_key_fault(const mixture::Provider& provider,
                                           const session::Credentials& keys);

/// What a user can type so that a key goes over http:// to `provider`, as a sentence behind another one.
std::string way_to_allow_http(const mixture::Provider& provider);

/// Whether MOA_<PROVIDER>_ORIGIN names the origin where the provider is now: then it is the user who has
/// named that.
bool is_origin_named(const mixture::Provider& provider);

/// What a user can do so that `provider` gets a key, from "set TOGETHER_API_KEY" on, without a full stop.
std::string key_advice(const mixture::Provider& provider);

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
/// Refused for what cannot be a key, and where none may ever go. The store is not asked. An address that
/// needs the user's yes has it by then (Credentials::address_refusal), and needs it again whenever the key is
/// used.
std::optional<Error> cannot_keep(const mixture::Provider& provider, std::string_view key);
/// Keeps the key for the provider at its present origin, if it can be kept.
std::optional<Error> keep_key(const mixture::Provider& provider, std::string_view key);
/// Whether there was one.
Result<bool> forget_key(const KeyPlace& place);
/// As the store has them; the note is brought up to date.
Result<std::vector<KeyPlace>> list_saved_credentials();
/// Puts the key that is kept for `provider` where it is now on the ring, unless one is there already.
std::optional<Error> add_kept_key(const mixture::Provider& provider, session::Credentials& keys);
/// The same for all keys that are kept, wherever their providers are now.
std::optional<Error> add_saved_credentials(session::Credentials& keys);

}  // namespace moa::native
