#include "mixture/words.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "ascii.hpp"
#include "random.hpp"

namespace moa::mixture {

namespace {

struct Range {
    std::uint32_t first;
    std::uint32_t last;
};

/// Blocks of the Unicode Standard whose scripts are written without spaces between words.
constexpr std::array<Range, 10> unspaced = {{{0x0E00, 0x0EFF},  // Thai, Lao
                                             {0x0F00, 0x0FFF},  // Tibetan
                                             {0x1000, 0x109F},  // Burmese
                                             {0x1780, 0x17FF},  // Khmer
                                             {0x3040, 0x30FF},  // kana
                                             {0x31F0, 0x31FF},
                                             {0x3400, 0x4DBF},  // Han
                                             {0x4E00, 0x9FFF},
                                             {0xF900, 0xFAFF},
                                             {0x20000, 0x3FFFF}}};

/// Blocks without letters: punctuation, symbols, emoji, private use.
constexpr std::array<Range, 11> signs = {{{0x0080, 0x00A9},
                                          {0x00AB, 0x00B4},
                                          {0x00B6, 0x00B9},
                                          {0x00BB, 0x00BF},
                                          {0x2000, 0x2BFF},
                                          {0x2E00, 0x303F},
                                          {0xE000, 0xF8FF},
                                          {0xFE00, 0xFE6F},
                                          {0xFF00, 0xFF0F},
                                          {0xFF1A, 0xFF20},
                                          {0x1F000, 0x1FAFF}}};

template <std::size_t n>
bool is_in(const std::array<Range, n>& ranges, std::uint32_t code) {
    return std::any_of(ranges.begin(), ranges.end(),
                       [code](const Range& r) { return code >= r.first && code <= r.last; });
}

enum class Kind { separator, letter, whole_word };

Kind kind_of(std::uint32_t code) {
    if (code < 0x80) {
        const bool letter =
            (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
        return letter ? Kind::letter : Kind::separator;
    }
    if (is_in(unspaced, code)) return Kind::whole_word;
    return is_in(signs, code) ? Kind::separator : Kind::letter;
}

struct Character {
    std::uint32_t code = 0;
    std::size_t length = 1;
};

/// The character at `at`. What is no valid UTF-8 counts as a separator of one byte.
Character character_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (length == 1 || at + length > text.size()) return {};
    std::uint32_t code = lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) return {};
        code = (code << 6U) | (byte(i) & 0x3FU);
    }
    return {code, length};
}

}  // namespace

std::vector<Word> split_words(std::string_view text) {
    std::vector<Word> words;
    bool inside = false;
    for (std::size_t at = 0; at < text.size();) {
        const Character character = character_at(text, at);
        const std::size_t end = at + character.length;
        switch (kind_of(character.code)) {
            case Kind::separator:
                inside = false;
                break;
            case Kind::whole_word:
                words.push_back({at, end});
                inside = false;
                break;
            case Kind::letter:
                if (inside) {
                    words.back().end = end;
                } else {
                    words.push_back({at, end});
                }
                inside = true;
                break;
        }
        at = end;
    }
    return words;
}

bool same_word(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower_case(x) == lower_case(y); });
}

std::uint64_t word_hash(std::string_view word) {
    return stable_hash(lower_case(word));
}

}  // namespace moa::mixture
