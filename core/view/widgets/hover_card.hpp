// What a thing under the pointer is, told beside it once the pointer has rested there for a moment.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "view/context.hpp"

namespace moa::view {

struct HoverWords {
    std::string title;
    std::string line;  ///< below it, in a quieter ink; may be empty
    std::vector<std::pair<std::string, std::string>> facts;
    std::string text;  ///< at most two lines; may be empty
};

class HoverCard {
  public:
    /// Once a frame, with what is under the pointer. Whether to tell of it now; asks for the frame in which
    /// it will be time. Never under a finger, and not while a button is down or a menu is open.
    bool is_due(const Context& context, std::optional<run::NodeId> over);

    /// What is told of in this frame.
    std::optional<run::NodeId> told() const { return is_due_ ? over_ : std::nullopt; }
    /// Beside the pointer, or as near to it as `free` allows: what no control of the shell covers.
    void draw(const Context& context, const Rect& free, const HoverWords& words) const;

  private:
    std::optional<run::NodeId> over_;
    Millis since_ = no_time;
    bool is_due_ = false;
};

}  // namespace moa::view
