// Above the question: what a run would take and what it took, what stands out of date and what running it
// again would cost, and what can be done to the run as a whole.
#pragma once

#include <string>

#include "screen/node_actions.hpp"
#include "view/context.hpp"

namespace moa::view {

class RunBar {
  public:
    /// How high it wants to be; 0 where it has nothing to say.
    float height(const Context& context, float width);
    /// With one line, as it mostly is.
    static float line_height(const Context& context);
    void draw(const Context& context, const Rect& area);

  private:
    void update(const Context& context);
    float draw_button(const Context& context, const screen::Action& action, float right, float top);
    void draw_cap(const Context& context, float& right, float top);

    std::uint64_t revision_ = 0;
    std::string words_;
    bool urgent_ = false;  ///< something is out of date
    std::vector<screen::Action> actions_;
};

}  // namespace moa::view
