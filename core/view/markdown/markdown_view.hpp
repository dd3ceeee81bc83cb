// Draws a text as Markdown that can be selected and searched.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "markdown/stream.hpp"
#include "view/markdown/found_marks.hpp"
#include "view/markdown/laid_document.hpp"
#include "view/markdown/text_selector.hpp"
#include "view/widgets/sideways_scroll.hpp"

namespace moa::view {

/// Where links go; it may be empty.
using OpenLink = std::function<void(const std::string&)>;

/// A text as it is now.
struct GrowingText {
    std::string_view text;
    std::uint64_t version = 0;  ///< as for markdown::Stream
    bool streaming = false;     ///< a cursor stands at its end
};

class MarkdownView {
  public:
    /// Draws `shown` into `flow`, with what has been found in it.
    void draw(Flow& flow, const GrowingText& shown, const FoundMarks& found, const OpenLink& open_link);

    /// Whether all of the text is laid out. If not, the next frame goes on, which is asked for.
    bool is_complete() const { return stream_.is_complete() && document_.is_complete(); }
    /// Whether this place is.
    bool has(TextPlace place) const { return document_.block_at(place.block) != nullptr; }
    /// Whether the pointer is selecting: the panel is not scrolled by it meanwhile.
    bool is_selecting() const { return selector_.is_selecting(); }

  private:
    void lay_out(Flow& flow, const GrowingText& shown);
    /// Brings the found place of a block that scrolls sideways into view.
    void reveal_sideways(const Context& context, const FoundMarks& found);
    void draw_blocks(Flow& flow, const FoundMarks& found, const OpenLink& open_link);

    markdown::Stream stream_;
    LaidDocument document_;
    TextSelector selector_;
    std::map<int, SidewaysScroll> scrolls_;  ///< of the blocks that have been in view
    std::uint64_t generation_ = 0;           ///< whose blocks these are
};

}  // namespace moa::view
