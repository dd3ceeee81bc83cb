// The waterfall of calls: a thin line while one waits, a bar while its tokens arrive, and one for each
// attempt before. The pointer asks a row what it took, and chooses its node.
#pragma once

#include <map>
#include <optional>

#include "view/context.hpp"
#include "view/text/clipped_text.hpp"
#include "view/widgets/hover_card.hpp"

namespace moa::view {

/// Height that suits so many nodes, in units; of the strip that is left where it is folded.
float timeline_height(const run::RunState& state, float text_scale, bool open);

class Timeline {
  public:
    /// What it tells stands in `free`. True when the user has folded or unfolded it.
    bool draw(const Context& context, const Rect& area, const Rect& free, bool open);

    /// Whether the latest frame's input chose a node.
    bool was_clicked() const { return clicked_; }
    /// The row of a node in the latest frame; none while it is folded.
    std::optional<Rect> row_rect(const run::RunState& state, run::NodeId node) const;
    /// The node that is told of beside the pointer.
    std::optional<run::NodeId> told() const { return hover_card_.told(); }

  private:
    /// From milliseconds to places.
    struct Scale {
        float left = 0;
        float right = 0;
        double span = 1;
        float x_of(Millis t) const {
            return left + (right - left) * static_cast<float>(static_cast<double>(t) / span);
        }
    };
    bool draw_fold(const Context& context, const Rect& area, bool open) const;
    Scale draw_axis(const Context& context, const Rect& area, float left, Millis now) const;
    void draw_rows(const Context& context, const Rect& area, const Scale& scale, Millis now);
    void take_pointer(const Context& context, const Rect& area);
    void tell(const Context& context, const Rect& free, Millis now);
    bool has_lines(const Context& context) const;
    std::optional<run::NodeId> node_at(const run::RunState& state, float y) const;

    Rect rows_;  ///< of all nodes, one below the other
    float pitch_ = 0;
    std::map<run::NodeId, CutName> names_;
    HoverCard hover_card_;
    std::optional<run::NodeId> over_;
    bool clicked_ = false;
};

/// Seconds between the axis' labels for a run of `span` milliseconds: 0.5, 1, 2, 5, 10, 20, 50, ...
double axis_step(Millis span);

}  // namespace moa::view
