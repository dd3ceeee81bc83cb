// The cards of the tree: the prompt's, and one for each node, with the live tail of its text.
#pragma once

#include <map>
#include <string>

#include "view/context.hpp"
#include "view/text/wrapped_text.hpp"
#include "view/tree/layout.hpp"

namespace moa::view {

/// How much of a card is drawn at a zoom.
enum class CardDetail {
    shape,  ///< hue and state only: the text would be too small to read
    name,   ///< name and state
    full,
};
/// `zoom` in device pixels per unit of the tree.
CardDetail card_detail(float zoom);

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
        WrappedText tail;
        std::uint64_t opening_version = 0;
        std::vector<std::string> opening;  ///< of a text that is done
        std::string note;
        std::vector<std::string> note_lines;
    };
    void draw_body(const Context& context, ImDrawList& list, const run::RunState& state,
                   const run::Node& node, ImVec2 at, float zoom);

    std::map<run::NodeId, Cached> cached_;
    std::string prompt_;
    float prompt_width_ = 0;
    float prompt_zoom_ = 0;
    std::vector<std::string> prompt_lines_;
};

/// Breaks `text` into at most `most` lines; the last one ends in an ellipsis when there is more.
std::vector<std::string> clipped_lines(std::string_view text, const Pen& pen, TextStyle style, float width,
                                       std::size_t most);

}  // namespace moa::view
