// The list of all keys.
#pragma once

#include "view/context.hpp"

namespace moa::view {

class KeyList {
  public:
    void open() { opening_ = true; }
    void draw(const Context& context);

  private:
    bool opening_ = false;
};

}  // namespace moa::view
