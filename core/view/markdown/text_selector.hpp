// Selecting in a document with pointer, finger and keyboard.
#pragma once

#include "view/markdown/laid_document.hpp"
#include "view/markdown/nearest_part.hpp"
#include "view/markdown/text_selection.hpp"

namespace moa::view {

/// In each frame: `begin_frame`, `take_part` for every part in view, `end_frame`.
class TextSelector {
  public:
    /// `generation`: another one where the blocks have become others, so that nothing is selected any more.
    void begin_frame(const Context& context, std::uint64_t generation);
    /// Colours what is selected of a part, and looks whether it is the one under the pointer. Call before its
    /// text is written.
    void take_part(const Flow& flow, const PlacedPart& part);
    /// Follows pointer and keys, and draws the menu. The document stands from `top` to `bottom` on screen;
    /// `source` is its Markdown.
    void end_frame(const Flow& flow, const LaidDocument& document, std::string_view source, float top,
                   float bottom);

    /// Whether the pointer went down in the text and is still down: the panel is not scrolled by it
    /// meanwhile.
    bool is_selecting() const { return pressed_; }

  private:
    void take_pointer(const Flow& flow, bool over);
    void press();
    void drag(const Flow& flow);

    TextSelection selection_;
    NearestPart nearest_;
    Grain grain_ = Grain::letter;
    bool pressed_ = false;
    bool focused_ = false;  ///< the latest click was in this text
    std::uint64_t generation_ = 0;
};

}  // namespace moa::view
