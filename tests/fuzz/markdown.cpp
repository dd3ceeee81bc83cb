#include <algorithm>
#include <string>
#include <vector>

#include "fuzz/target.hpp"
#include "view/markdown/markdown_stream.hpp"

namespace moa::fuzz {
namespace {

std::vector<view::Block> blocks_of(const view::MarkdownStream& stream) {
    std::vector<view::Block> blocks;
    for (const auto& segment : stream.segments())
        blocks.insert(blocks.end(), segment.blocks.begin(), segment.blocks.end());
    return blocks;
}

void require_spans(const view::RichText& text) {
    std::uint32_t end = 0;
    for (const view::Span& span : text.spans) {
        require(span.begin == end && span.end > span.begin, "spans cover a text without gaps");
        end = span.end;
    }
    require(end == text.text.size(), "spans cover a text to its end");
}

}  // namespace

void markdown(std::string_view input) {
    view::MarkdownStream whole;
    whole.update(input, 1);
    const std::vector<view::Block> blocks = blocks_of(whole);
    for (const view::Block& block : blocks) {
        require(block.quote <= view::deepest_nesting && block.depth <= view::deepest_nesting,
                "nesting has a bound");
        if (block.kind == view::BlockKind::code || block.kind == view::BlockKind::rule) continue;
        if (block.kind == view::BlockKind::table) {
            std::for_each(block.cells.begin(), block.cells.end(), require_spans);
        } else {
            require_spans(block.text);
        }
    }
    // In pieces, as frames take it.
    view::MarkdownStream in_pieces;
    do {
        view::TextRoom room;
        in_pieces.update(input, 1, room);
    } while (!in_pieces.is_complete());
    require(blocks_of(in_pieces) == blocks, "a text has the same blocks however it came");
}

}  // namespace moa::fuzz
