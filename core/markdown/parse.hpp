// Markdown to blocks: CommonMark with tables, task lists and struck text (md4c).
#pragma once

#include <string_view>
#include <vector>

#include "markdown/block.hpp"

namespace moa::markdown {

/// Raw HTML comes out as text, images as their alternative text. A table of which most is left out is text as
/// it stands. Takes time in proportion to the text.
std::vector<Block> parse(std::string_view text);

/// The text as it stands, in one paragraph.
Block plain_block(std::string_view text);

}  // namespace moa::markdown
