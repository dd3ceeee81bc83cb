// The cards of the tree: the prompt's, and one for each node, with the live tail of its text.
#pragma once

#include <map>
#include <string>

#include "view/context.hpp"
#include "view/text/clipped_text.hpp"
#include "view/tree/card_body.hpp"
#include "view/tree/layout.hpp"

namespace moa::view {

/// How much of a card is drawn at a zoom.
enum class CardDetail {
    shape,  ///< hue and state only: the card is too small for words
    name,   ///< name and state, in letters of a size that can be read
    full,
};
CardDetail card_detail(float zoom);

/// Of the letters on a card: they grow with it, up to a size beyond which it holds more of them instead.
float letter_scale(const Context& context, float zoom);

class Cards {
  public:
    struct Look {
        float zoom = 1;
        bool selected = false;
        bool hovered = false;
    };

    void draw_prompt(const Context& context, ImDrawList& list, const Rect& rect, float zoom);
    void draw_node(const Context& context, ImDrawList& list, const run::RunState& state,
                   const run::Node& node, const Rect& rect, Look look);

    /// Lines broken so far, over all cards.
    std::uint64_t lines_broken() const;

  private:
    struct Cached {
        CutName name;
        CardBody body;
    };
    // Parts of a card; `scale` is that of its letters.
    void draw_small(const Context& context, ImDrawList& list, const run::Node& node, const Rect& rect,
                    float zoom);
    void draw_head(const Context& context, ImDrawList& list, const run::Node& node, const Rect& rect,
                   float left, float right, float scale);
    void draw_idle(const Context& context, ImDrawList& list, const run::Node& node, const Rect& rect,
                   float left, float right, float scale);
    static void draw_foot(const Context& context, ImDrawList& list, const run::Node& node, const Rect& rect,
                          float left, float right, float scale);

    std::map<run::NodeId, Cached> cached_;
    std::string prompt_;
    float prompt_width_ = 0;
    float prompt_zoom_ = 0;
    std::vector<std::string> prompt_lines_;
};

}  // namespace moa::view
