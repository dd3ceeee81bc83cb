// Makes a link of a recipe or a run, perhaps under a passphrase, and copies it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "screen/screen_model.hpp"
#include "screen/shell_acts.hpp"

namespace moa::desktop {

class MakeLinkScreen final : public screen::ScreenModel {
  public:
    /// `text` is without keys. `page` is the address of the page that links lead to, empty for none; what the
    /// user makes of it stays. Shell and page outlive the screen.
    MakeLinkScreen(const screen::ShellActs& shell, std::string& page, std::string text);

    screen::Screen show() const override;
    screen::Outcome act(std::string_view name, std::string_view value) override;
    void close() override;
    std::uint64_t revision() const override { return revision_; }

  private:
    void make();

    const screen::ShellActs& shell_;
    std::string& page_;
    std::string text_;
    bool too_large_ = false;
    bool protects_ = false;
    bool suggested_ = false;  ///< the passphrase is shown: its user has not made it up
    std::string passphrase_;
    std::string link_;
    std::string problem_;
    std::uint64_t revision_ = 1;
};

}  // namespace moa::desktop
