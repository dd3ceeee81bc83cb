// The system's secret store (GNOME Keyring, KWallet, KeePassXC and others behind the Secret Service API),
// where keys are kept beyond the program's end. libsecret is loaded when it is first needed and not before:
// it takes more memory than a run does.
#pragma once

#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "result.hpp"

namespace moa::native {

/// Whose key it is, and the only origin it goes to.
struct KeyPlace {
    std::string provider;
    std::string origin;  ///< as of wire::origin_of
    bool operator==(const KeyPlace&) const = default;
    bool operator<(const KeyPlace& other) const {
        return std::tie(provider, origin) < std::tie(other.provider, other.origin);
    }
};

// Each may wait for the user, whom the system may ask to unlock the store. Errors say in one sentence what is
// missing and what to do, and never what is kept.

/// Keeps the key in place of an earlier one. `label` is what the system's own key manager shows.
std::optional<Error> keep_secret(const KeyPlace& place, const std::string& label, const std::string& key);
/// The key that is kept; nothing where none is.
Result<std::optional<std::string>> find_secret(const KeyPlace& place);
/// Whether there was one to forget.
Result<bool> forget_secret(const KeyPlace& place);
/// All places that a key is kept for, in order; the keys themselves stay where they are.
Result<std::vector<KeyPlace>> kept_secrets();

}  // namespace moa::native
