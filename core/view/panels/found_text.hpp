// A text as Markdown, with what a search has found in it.
#pragma once

#include <string_view>

#include "view/find/finder.hpp"
#include "view/panels/markdown_view.hpp"

namespace moa::view {

/// Where links go.
using OpenLink = MarkdownView::OpenLink;

/// `id` is the text's name for the finder; the rest as for MarkdownView::draw.
void draw_found_text(Finder& finder, MarkdownView& view, Flow& flow, RunText id, std::string_view text,
                     std::uint64_t version, bool streaming, const OpenLink& open_link);

}  // namespace moa::view
