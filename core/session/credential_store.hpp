// The port by which a shell keeps keys beyond the program's end, where the user asks for that.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "error.hpp"
#include "mixture/provider.hpp"

namespace moa::session {

/// Whether the kept keys can be read. `none`: nothing is kept that the user could lock.
enum class LockState : std::uint8_t { none, unlocked, locked };

/// A key is kept for a provider and the one origin that its base URL has now.
class CredentialStore {
  public:
    virtual ~CredentialStore() = default;
    /// Where keys are kept, in words that go on from "kept in".
    virtual std::string place() const = 0;
    /// While it has not answered yet.
    std::string waiting_sentence() const {
        return "Waiting for " + place() + ", which may ask for its password.";
    }
    /// What whoever keeps a key there should know; may be empty.
    virtual std::string advice() const { return {}; }
    virtual bool has(const mixture::Provider& provider) const = 0;
    /// Begins to keep the key. The place may take its time, and may ask the user for a password: nobody waits
    /// for it here. An error says at once that such a key cannot be kept; what goes wrong later is the
    /// shell's to tell.
    virtual std::optional<Error> keep(const mixture::Provider& provider, std::string_view key) = 0;
    /// Begins to forget it, in the same way.
    virtual std::optional<Error> forget(const mixture::Provider& provider) = 0;
    /// The place has been asked for something and has not answered yet.
    virtual bool waiting() const = 0;

    // A place that opens with the user's passphrase. Elsewhere nothing can be locked.
    virtual LockState lock_state() const { return LockState::none; }
    /// Asks the user to unlock it, and calls `then` (may be empty) once the keys are set; never where the
    /// user declines. A later call replaces it.
    virtual void unlock(std::function<void()> /*then*/) {}
    /// Begins to lock it: the kept keys leave the program.
    virtual void lock() {}
    /// Begins to forget all of them.
    virtual void forget_all() {}
};

}  // namespace moa::session
