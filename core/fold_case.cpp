#include "fold_case.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "code_point.hpp"
#include "unicode/tables.hpp"

namespace moa {

char32_t fold_case(char32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
    const auto* const after = std::upper_bound(
        std::begin(unicode::foldings), std::end(unicode::foldings), c,
        [](char32_t letter, const unicode::Folding& each) { return letter < each.letters.first(); });
    if (after == std::begin(unicode::foldings)) return c;
    const unicode::Folding& folding = *std::prev(after);
    if (c > folding.letters.last()) return c;
    if (folding.by == 1 && (c - folding.letters.first()) % 2 != 0) return c;
    return static_cast<char32_t>(static_cast<std::int32_t>(c) + folding.by);
}

std::string folded_case(std::string_view text) {
    std::string folded;
    folded.reserve(text.size());
    while (!text.empty()) {
        const FirstCodePoint first = first_code_point(text);
        if (first.size == 0) {
            folded += text.front();
            text.remove_prefix(1);
            continue;
        }
        append_utf8(folded, fold_case(first.value));
        text.remove_prefix(first.size);
    }
    return folded;
}

WordsFound find_words(std::string_view folded, std::string_view query) {
    const std::string wanted = folded_case(query);
    std::string_view rest = wanted;
    WordsFound words;
    while (!rest.empty()) {
        const std::string_view word = rest.substr(0, rest.find_first_of(" \t\r\n"));
        rest.remove_prefix(std::min(word.size() + 1, rest.size()));
        if (word.empty()) continue;
        ++words.of;
        if (folded.find(word) != std::string_view::npos) ++words.found;
    }
    return words;
}

}  // namespace moa
