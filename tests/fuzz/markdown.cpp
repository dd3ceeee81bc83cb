#include <algorithm>
#include <string>
#include <vector>

#include "fuzz/target.hpp"
#include "markdown/stream.hpp"

namespace moa::fuzz {
namespace {

std::vector<markdown::Block> blocks_of(const markdown::Stream& stream) {
    std::vector<markdown::Block> blocks;
    for (const auto& segment : stream.segments())
        blocks.insert(blocks.end(), segment.blocks.begin(), segment.blocks.end());
    return blocks;
}

void require_spans(const markdown::RichText& text) {
    std::uint32_t end = 0;
    for (const markdown::Span& span : text.spans) {
        require(span.begin == end && span.end > span.begin, "spans cover a text without gaps");
        end = span.end;
    }
    require(end == text.text.size(), "spans cover a text to its end");
}

}  // namespace

void markdown(std::string_view input) {
    markdown::Stream whole;
    whole.update(input, 1);
    const std::vector<markdown::Block> blocks = blocks_of(whole);
    for (const markdown::Block& block : blocks) {
        require(block.quote <= markdown::deepest_nesting && block.depth <= markdown::deepest_nesting,
                "nesting has a bound");
        if (block.kind == markdown::BlockKind::code || block.kind == markdown::BlockKind::rule) continue;
        if (block.kind == markdown::BlockKind::table) {
            std::for_each(block.cells.begin(), block.cells.end(), require_spans);
        } else {
            require_spans(block.text);
        }
    }
    // In pieces, as frames take it.
    markdown::Stream in_pieces;
    do {
        markdown::TextRoom room;
        in_pieces.update(input, 1, room);
    } while (!in_pieces.is_complete());
    require(blocks_of(in_pieces) == blocks, "a text has the same blocks however it came");
}

}  // namespace moa::fuzz
