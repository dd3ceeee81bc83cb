// What models write, as HTML: of the blocks that the view draws, too.
#pragma once

#include <string>
#include <string_view>

namespace moa::view {

/// Text in HTML, also within an attribute's quotation marks. What XML has no sign for is left out.
std::string escape_html(std::string_view text);

/// Markdown as HTML that runs nothing and loads nothing: raw HTML stays text, images are their words, and
/// only http(s) addresses become links. Headings begin at `level`.
std::string markdown_to_html(std::string_view markdown, int level);

}  // namespace moa::view
