#include "view/panels/found_text.hpp"

namespace moa::view {

void draw_found_text(Finder& finder, MarkdownView& view, Flow& flow, RunText id, const GrowingText& shown,
                     const OpenLink& open_link) {
    const FoundMarks marks = finder.marks(id);
    view.draw(flow, shown, marks, open_link);
    if (marks.reveal && marks.current && view.has(marks.all[*marks.current].begin)) finder.revealed();
}

}  // namespace moa::view
