// Mathematics within the blocks that are being made of Markdown.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "markdown/block.hpp"

namespace moa::markdown {

/// Whether `math`, from one dollar sign to the next, is TeX and not the text between two prices: no blank at
/// its ends, no digit after it (Pandoc's rule).
bool is_formula(std::string_view math, std::string_view after);

/// Takes the line ends beside the first dollar signs of a formula that is open from `begin` on, and at its
/// end, out of it: some versions of md4c hand them over as spaces.
void trim_formula(RichText& text, std::size_t begin);

/// Gives the formula that ends the last block, from `begin` on, a block of its own where it is displayed and
/// that block is a paragraph. `style`: of its span.
void display_formula(std::vector<Block>& blocks, std::size_t begin, std::uint8_t style);

}  // namespace moa::markdown
