// A text as words, in any script: what comparing and searching answers build on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace moa::mixture {

/// One word: its bytes in the text.
struct Word {
    std::size_t begin = 0;
    std::size_t end = 0;

    std::string_view in(std::string_view text) const { return text.substr(begin, end - begin); }
};

/// Runs of letters and digits. In scripts that are written without spaces (Han, kana, Thai, Lao, Khmer,
/// Burmese, Tibetan) every character is a word. Signs, punctuation and emoji separate words and are none.
std::vector<Word> split_words(std::string_view text);

/// Whether both are the same word, without regard to the case of the letters A to Z.
bool same_word(std::string_view a, std::string_view b);

/// The same for all words that are the same, on every machine.
std::uint64_t word_hash(std::string_view word);

}  // namespace moa::mixture
