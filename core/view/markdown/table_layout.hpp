// Tables: the widths of their columns, and their drawing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "markdown/block.hpp"
#include "view/markdown/block_acts.hpp"

namespace moa::view {

/// The cells of a table with their lines. Keeps no text: every call is given the block that was laid out.
class TableLayout {
  public:
    /// `width`: of the whole table.
    void lay_out(const Context& context, const markdown::Block& block, float width);

    float height() const;
    const RichLines& lines_of(int cell) const { return cells_[static_cast<std::size_t>(cell)].lines(); }
    /// Where its columns need more than that, the first one stays in place (unless that took too much of the
    /// room) and those behind it are scrolled. From where to where in what is scrolled a cell stands; both 0
    /// for one that is not.
    std::pair<float, float> across(int cell) const;
    /// From the top of the table to the line of a cell with this byte.
    float top_of(int cell, std::uint32_t offset) const;

    /// Draws block number `id` with its left end at `left` and its top where `flow` stands. Returns the
    /// address of the link under the pointer, nullptr for none.
    const std::string* draw(const Flow& flow, const markdown::Block& block, int id, float left,
                            const BlockActs& acts) const;

  private:
    struct Columns;
    float width() const;
    void draw_columns(const Flow& flow, const markdown::Block& block, const Columns& columns,
                      const BlockActs& acts, const std::string*& address) const;

    std::vector<RichLayout> cells_;
    std::vector<float> columns_;  ///< widths
    std::vector<float> rows_;     ///< heights
    float room_ = 0;              ///< the width it was laid out for
    float fixed_ = 0;             ///< what of its width is not scrolled
    float bar_ = 0;               ///< room of the scroll bar
    float gap_ = 0;               ///< between two columns
    float padding_ = 0;           ///< above and below a cell's lines
};

}  // namespace moa::view
