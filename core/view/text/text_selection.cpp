#include "view/text/text_selection.hpp"

#include <algorithm>

#include "view/text/units.hpp"

namespace moa::view {
namespace {

enum class Kind { blank, word, mark };

Kind kind_of(char32_t c) {
    if (c == ' ' || c == '\t' || c == '\n' || c == 0xA0) return Kind::blank;
    const bool letter = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        c == '_' || c == '\'' || c == 0x2019;
    if (letter) return Kind::word;
    // Above Latin-1's signs nearly all is letters; general punctuation and CJK punctuation are not.
    const bool sign = c < 0xC0 || (c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x303F);
    return sign ? Kind::mark : Kind::word;
}

/// Lines that are joined to one text by single line feeds rather than blank lines.
bool is_tight_item(const Block& block) {
    return block.kind == BlockKind::paragraph && block.depth > 0 && block.tight;
}

}  // namespace

int part_count(const Block& block) {
    if (block.kind == BlockKind::rule) return 0;
    return block.kind == BlockKind::table ? static_cast<int>(block.cells.size()) : 1;
}

const RichText& part_of(const Block& block, int cell) {
    return block.kind == BlockKind::table ? block.cells[static_cast<std::size_t>(cell)] : block.text;
}

std::pair<std::uint32_t, std::uint32_t> covered(const TextRange& range, int block, int cell,
                                                std::size_t size) {
    const auto whole = static_cast<std::uint32_t>(size);
    const TextPlace first{block, cell, 0};
    const TextPlace last{block, cell, whole};
    if (range.end <= first || range.begin >= last) return {0, 0};
    return {range.begin > first ? range.begin.offset : 0, range.end < last ? range.end.offset : whole};
}

std::pair<std::uint32_t, std::uint32_t> word_around(std::string_view text, std::uint32_t offset) {
    std::uint32_t begin = 0;
    Kind kind = Kind::blank;
    std::uint32_t at = 0;
    while (at < text.size()) {
        const Unit unit = unit_at(text.substr(at));
        const Kind here = kind_of(unit.code_point);
        const bool goes_on = at > begin && here == kind && here != Kind::mark;
        if (!goes_on && at > begin && at > offset) break;
        if (!goes_on) {
            begin = at;
            kind = here;
        }
        at += unit.size;
    }
    return {begin, at};
}

void append_plain(std::string& out, const Block* before, const Block& block, int id, const TextRange& range) {
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

TextRange TextSelection::range() const {
    return {std::min(anchor_.begin, head_.begin), std::max(anchor_.end, head_.end)};
}

}  // namespace moa::view
