// Keys that the user wants kept, encrypted in the browser's storage (page/credentials.js).
#pragma once

#include <functional>

#include "json.hpp"
#include "session/credential_store.hpp"
#include "session/workspace.hpp"

namespace moa::web {

class BrowserCredentialStore final : public session::CredentialStore {
  public:
    std::string place() const override;
    std::string advice() const override;
    bool has(const mixture::Provider& provider) const override;
    std::optional<Error> keep(const mixture::Provider& provider, std::string_view key) override;
    std::optional<Error> forget(const mixture::Provider& provider) override;
    bool waiting() const override { return waiting_; }
    session::LockState lock_state() const override { return state_; }
    void unlock(std::function<void()> then) override;
    void lock() override;
    void forget_all() override;

    /// What has become of the keys, as the page tells it (Moa.SavedKeys in contract.d.ts).
    void take_news(session::Workspace& workspace, const Json& news);

  private:
    session::LockState state_ = session::LockState::none;
    bool waiting_ = false;
    std::function<void()> then_;  ///< what the keys are unlocked for
};

}  // namespace moa::web
