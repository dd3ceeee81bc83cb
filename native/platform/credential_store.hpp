// Keeps keys in the secret store on a thread of its own: a store that is locked asks for its password, and a
// window does not stand still for that.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "session/credential_store.hpp"

namespace moa::native {

class SecretCredentialStore final : public session::CredentialStore {
  public:
    /// `answered` is called on the thread whenever the store has answered.
    explicit SecretCredentialStore(std::function<void()> answered);

    std::string place() const override { return "this system's secret store"; }
    bool has(const mixture::Provider& provider) const override;
    std::optional<Error> keep(const mixture::Provider& provider, std::string_view key) override;
    std::optional<Error> forget(const mixture::Provider& provider) override;
    /// The thread cannot be ended before the store answers.
    bool waiting() const override;
    /// What the store refused since the last time, if anything.
    std::optional<Error> take_error();

  private:
    struct Tasks;
    void begin(std::function<std::optional<Error>()> task);

    std::shared_ptr<Tasks> tasks_;  ///< shared with the thread, which may outlive this
};

}  // namespace moa::native
