// Letters without their case, for searching.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace moa {

/// The letter that stands for `c` in comparisons without case: Unicode's simple case folding
/// (CaseFolding.txt, statuses C and S). What has no case is itself.
char32_t fold_case(char32_t c);

/// The UTF-8 text with each letter folded; what is no UTF-8 stays.
std::string folded_case(std::string_view text);

/// How many of the words of `query` stand in `folded`, a text as `folded_case` gives it.
struct WordsFound {
    std::size_t found = 0;
    std::size_t of = 0;
    bool all() const { return found == of; }
};
WordsFound find_words(std::string_view folded, std::string_view query);

}  // namespace moa
