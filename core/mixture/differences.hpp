// What each of several texts has that the others have not.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace moa::mixture {

/// Bytes [begin, end) of a text, from a word to a word.
struct TextPart {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool operator==(const TextPart&) const = default;
};

/// For each text the parts that none of the others has, in their order. Another text has a word of a sentence
/// if the word is in the longest common subsequence of the sentence and the one that is worded alike there
/// (see `similarity`), or, where none is, if the word stands anywhere in it. Case (A to Z), punctuation and
/// blanks are no difference. Nothing differs where there is one text. Sentences are compared pair by pair, up
/// to a bound above which only the words count.
std::vector<std::vector<TextPart>> differences(const std::vector<std::string_view>& texts);

}  // namespace moa::mixture
