// Tables: the widths of their columns, and their drawing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "view/markdown/block.hpp"
#include "view/markdown/placed_part.hpp"

namespace moa::view {

/// The cells of a table with their lines. Keeps no text: every call is given the block that was laid out.
class TableLayout {
  public:
    /// `width`: of the whole table.
    void lay_out(const Context& context, const Block& block, float width);

    float height() const;
    /// From the top of the table to the line of a cell with this byte.
    float top_of(int cell, std::uint32_t offset) const;

    /// Draws block number `id` with its left end at `left` and its top where `flow` stands. Returns the
    /// address of the link under the pointer, nullptr for none.
    const std::string* draw(const Flow& flow, const Block& block, int id, float left,
                            const OnPart& on_part) const;

  private:
    std::vector<RichLayout> cells_;
    std::vector<float> columns_;  ///< widths
    std::vector<float> rows_;     ///< heights
    float gap_ = 0;               ///< between two columns
    float padding_ = 0;           ///< above and below a cell's lines
};

}  // namespace moa::view
