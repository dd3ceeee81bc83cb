// Asks for a file or a link to open. What a link holds is shown before anything becomes of it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "error.hpp"
#include "screen/screen_model.hpp"

namespace moa::desktop {

struct Openers {
    /// Puts the file on screen.
    std::function<std::optional<Error>(const std::string& path)> file;
    /// Is ready to show what a link holds, on the screen "shared". The error says why it is nothing to open.
    std::function<std::optional<Error>(std::string text)> linked;
};

class OpenScreen final : public screen::ScreenModel {
  public:
    explicit OpenScreen(Openers openers) : openers_(std::move(openers)) {}

    screen::Screen show() const override;
    screen::Outcome act(std::string_view name, std::string_view value) override;
    void close() override;
    std::uint64_t revision() const override { return revision_; }

  private:
    /// The link behind '#'; empty where a path is meant.
    std::string_view fragment() const;
    screen::Outcome open();

    Openers openers_;
    std::string typed_;
    std::string passphrase_;
    std::string problem_;
    int focus_turn_ = 0;
    std::uint64_t revision_ = 1;
};

}  // namespace moa::desktop
