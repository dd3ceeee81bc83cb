#include "view/text/words.hpp"

#include "unicode/units.hpp"

namespace moa::view {
namespace {

enum class WordKind { blank, word, mark };

WordKind kind_of(char32_t c) {
    if (c == ' ' || c == '\t' || c == '\n' || c == 0xA0) return WordKind::blank;
    const bool letter = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        c == '_' || c == '\'' || c == 0x2019;
    if (letter) return WordKind::word;
    // Above Latin-1's signs nearly all is letters; general punctuation and CJK punctuation are not.
    const bool sign = c < 0xC0 || (c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x303F);
    return sign ? WordKind::mark : WordKind::word;
}

}  // namespace

std::pair<std::uint32_t, std::uint32_t> word_around(std::string_view text, std::uint32_t offset) {
    std::uint32_t begin = 0;
    WordKind kind = WordKind::blank;
    std::uint32_t at = 0;
    while (at < text.size()) {
        const unicode::Unit unit = unicode::unit_at(text.substr(at));
        const WordKind here = kind_of(unit.code_point);
        const bool goes_on = at > begin && here == kind && here != WordKind::mark;
        if (!goes_on && at > begin && at > offset) break;
        if (!goes_on) {
            begin = at;
            kind = here;
        }
        at += unit.size;
    }
    return {begin, at};
}

}  // namespace moa::view
