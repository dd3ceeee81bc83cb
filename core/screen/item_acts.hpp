// Where what a user does to the items of a screen goes.
#pragma once

#include <string_view>

#include "screen/model_search.hpp"

namespace moa::screen {

class ItemActs {
  public:
    /// The button or item `name` was pressed, or holds `value` now. Names that are not shown have no effect.
    virtual void act(std::string_view name, std::string_view value) = 0;
    /// The field `name` has been left after it was changed.
    virtual void commit(std::string_view /*name*/) {}
    /// What the list of the model item `name` offers for the words typed; nothing where it is no such item.
    virtual ModelSearch search(std::string_view /*name*/, std::string_view /*words*/) const { return {}; }
    /// The list of this item has been opened: its models are asked for where that was not done yet.
    virtual void begin_search(std::string_view /*name*/) {}

  protected:
    ~ItemActs() = default;
};

}  // namespace moa::screen
