// Keys that the user wants kept, in the browser's storage (page/kept_keys.js).
#pragma once

#include "session/key_keeper.hpp"

namespace moa::web {

class BrowserKeyKeeper final : public session::KeyKeeper {
  public:
    std::string place() const override;
    std::string advice() const override;
    bool has(const mixture::Provider& provider) const override;
    std::optional<Error> keep(const mixture::Provider& provider, std::string_view key) override;
    std::optional<Error> forget(const mixture::Provider& provider) override;
    bool waiting() const override { return false; }
};

}  // namespace moa::web
