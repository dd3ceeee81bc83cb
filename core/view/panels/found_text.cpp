#include "view/panels/found_text.hpp"

namespace moa::view {

void draw_found_text(Finder& finder, MarkdownView& view, Flow& flow, RunText id, std::string_view text,
                     std::uint64_t version, bool streaming, const OpenLink& open_link) {
    const FoundMarks marks = finder.marks(id);
    view.set_found(marks);
    view.draw(flow, text, version, streaming, open_link);
    if (marks.reveal) finder.revealed();
}

}  // namespace moa::view
