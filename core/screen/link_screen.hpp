// Asks before an address that a model wrote is opened: what a link says and where it leads are two things.
#pragma once

#include <string>

#include "screen/screen_model.hpp"
#include "screen/shell_acts.hpp"

namespace moa::screen {

class LinkScreen final : public ScreenModel {
  public:
    /// `shell` outlives it.
    LinkScreen(const ShellActs& shell, std::string address) : shell_(shell), address_(std::move(address)) {}

    Screen show() const override;
    Outcome act(std::string_view name, std::string_view value) override;

  private:
    const ShellActs& shell_;
    std::string address_;
};

}  // namespace moa::screen
