// Markdown to blocks: CommonMark with tables, task lists and struck text (md4c).
#pragma once

#include <string_view>
#include <vector>

#include "view/markdown/block.hpp"

namespace moa::view {

/// Raw HTML comes out as text, images as their alternative text. md4c 0.4.8 looks one byte behind the text
/// for the end of a link: give it a whole string, or a piece that ends with a line feed.
std::vector<Block> parse_markdown(std::string_view text);

}  // namespace moa::view
