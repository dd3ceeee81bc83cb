// What models write, as HTML: of the blocks that the view draws, too.
#pragma once

#include <string>
#include <string_view>

#include "exports/escape_html.hpp"

namespace moa::web_page {

using exports::escape_html;

/// Markdown as HTML that runs nothing and loads nothing: raw HTML stays text, images are their words, and
/// only http(s) addresses become links. Headings begin at `level`.
std::string markdown_to_html(std::string_view markdown, int level);

}  // namespace moa::web_page
