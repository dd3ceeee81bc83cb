#include "view/markdown/range_text.hpp"

#include <algorithm>

namespace moa::view {
namespace {

/// Lines that are joined to one text by single line feeds rather than blank lines.
bool is_tight_item(const markdown::Block& block) {
    return block.kind == markdown::BlockKind::paragraph && block.depth > 0 && block.tight;
}

}  // namespace

void append_plain(std::string& out, const markdown::Block* before, const markdown::Block& block, int id,
                  const TextRange& range) {
    const std::size_t columns = std::max<std::size_t>(1, block.columns.size());
    const bool goes_on = is_tight_item(block) && before != nullptr && before->depth > 0;
    bool first = true;
    for (int cell = 0; cell < part_count(block); ++cell) {
        const std::string& text = part_of(block, cell).text;
        const auto [begin, end] = covered(range, id, cell, text.size());
        const bool inside =
            begin < end || (range.begin <= TextPlace{id, cell, 0} && TextPlace{id, cell, 0} < range.end);
        if (!inside) continue;
        if (first && !out.empty()) out += goes_on ? "\n" : "\n\n";
        if (!first) out += static_cast<std::size_t>(cell) % columns == 0 ? "\n" : "\t";
        if (first && begin == 0 && !block.marker.empty()) {
            out.append(2 * static_cast<std::size_t>(std::max(0, block.depth - 1)), ' ');
            out += block.marker + " ";
        }
        out.append(text, begin, end - begin);
        first = false;
    }
}

std::string plain_text(const LaidDocument& document, const TextRange& range) {
    std::string text;
    if (range.empty()) return text;
    const markdown::Block* before = nullptr;
    int id = 0;
    for (const LaidDocument::Segment& segment : document.segments()) {
        for (const LaidBlock& laid : segment.blocks) {
            if (id >= range.begin.block && id <= range.end.block)
                append_plain(text, before, laid.block(), id, range);
            before = &laid.block();
            ++id;
        }
    }
    return text;
}

std::string_view source_text(const LaidDocument& document, const TextRange& range, std::string_view source) {
    const auto& segments = document.segments();
    std::size_t begin = source.size();
    std::size_t end = 0;
    for (std::size_t s = 0; s < segments.size(); ++s) {
        if (segments[s].end_id() <= range.begin.block || segments[s].first_id > range.end.block) continue;
        begin = std::min(begin, segments[s].begin);
        end = s + 1 < segments.size() ? segments[s + 1].begin : source.size();
    }
    if (begin >= end) return {};
    source = source.substr(begin, end - begin);
    return source.substr(0, source.find_last_not_of(" \n\r\t") + 1);
}

}  // namespace moa::view
