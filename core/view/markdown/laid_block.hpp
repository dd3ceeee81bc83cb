// A block with its lines and the room around it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "markdown/block.hpp"
#include "view/markdown/code_layout.hpp"
#include "view/markdown/table_layout.hpp"
#include "view/markdown/text_place.hpp"
#include "view/text/rich_layout.hpp"

namespace moa::view {

class LaidBlock {
  public:
    /// What a block quote moves its text to the right by, before the user's scale.
    static constexpr float quote_indent = 16;

    /// Takes over `parsed` for a column of `width`. A block that came out as before keeps its lines, as long
    /// as `shape`, the number of what else they depend on, is the same.
    void update(const Context& context, const markdown::Block& parsed, float width, std::uint64_t shape);
    /// Whether it has all of its lines, and of letters whose widths are known. If not, update goes on.
    bool is_complete() const { return complete_; }
    /// Sets the space above by the block before it, nullptr at the beginning of a document.
    void follow(const Context& context, const markdown::Block* before);

    const markdown::Block& block() const { return block_; }
    float space_before() const { return space_before_; }
    /// Without the space before.
    float height() const { return height_; }
    /// Room beside it for the quotes and lists it stands in: at the right for text from right to left.
    float inset() const { return inset_; }
    /// Of the room that is left.
    float width() const { return width_; }
    bool is_mirrored() const { return block_.is_prose() && block_.quote == 0 && text_.right_to_left(); }
    /// Bars drawn beside it.
    int quote_bars() const;

    /// The lines: those of the block's kind are up to date.
    const RichLayout& text() const { return text_; }
    const CodeLayout& code() const { return code_; }
    const TableLayout& table() const { return table_; }
    /// Of one of its parts; nullptr for code.
    const RichLines* lines_of(int cell) const;
    /// Whether it is a formula that is drawn rather than written.
    bool is_drawn_formula() const;
    /// From the top of the block to the line with this place of it.
    float top_of(TextPlace place) const;
    /// From where to where in what is scrolled sideways [place, end) of one of its parts stands; both 0 where
    /// nothing is.
    std::pair<float, float> across(const Pen& pen, TextPlace place, std::uint32_t end) const;

  private:
    void lay_out(const Context& context, bool continued, float width);
    void lay_out_code(const Context& context, bool continued);

    markdown::Block block_;
    RichLayout text_;
    CodeLayout code_;
    TableLayout table_;
    float space_before_ = 0;
    float inset_ = 0;
    float width_ = 0;
    float height_ = 0;  ///< 0: not laid out yet
    std::uint64_t shape_ = 0;
    std::size_t code_size_ = 0;  ///< what of code has been laid out, in bytes
    bool complete_ = false;
};

}  // namespace moa::view
