// A text as Markdown, with what a search has found in it.
#pragma once

#include "view/find/finder.hpp"
#include "view/markdown/markdown_view.hpp"

namespace moa::view {

/// `id` is the text's name for the finder; the rest as for MarkdownView::draw.
void draw_found_text(Finder& finder, MarkdownView& view, Flow& flow, RunText id, const GrowingText& shown,
                     const OpenLink& open_link);

}  // namespace moa::view
