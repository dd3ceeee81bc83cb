// Keys that the user wants kept, in the browser's storage (page/credentials.js).
#pragma once

#include "session/credential_store.hpp"

namespace moa::web {

class BrowserCredentialStore final : public session::CredentialStore {
  public:
    std::string place() const override;
    std::string advice() const override;
    bool has(const mixture::Provider& provider) const override;
    std::optional<Error> keep(const mixture::Provider& provider, std::string_view key) override;
    std::optional<Error> forget(const mixture::Provider& provider) override;
    bool waiting() const override { return false; }
};

}  // namespace moa::web
