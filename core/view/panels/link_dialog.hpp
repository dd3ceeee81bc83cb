// Asks before an address that a model wrote is opened: what a link says and where it leads are two things.
#pragma once

#include <functional>
#include <string>

#include "view/context.hpp"

namespace moa::view {

class LinkDialog {
  public:
    /// Opens the question from the next `draw` on.
    void ask(const std::string& address) {
        address_ = address;
        opening_ = true;
    }
    /// `open` is called with the address once the user has agreed.
    void draw(const Context& context, const std::function<void(const std::string&)>& open);

  private:
    std::string address_;
    bool opening_ = false;
};

}  // namespace moa::view
