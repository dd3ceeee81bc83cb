// Letters without their case, for searching.
#pragma once

#include <string>
#include <string_view>

namespace moa {

/// The letter that stands for `c` in comparisons without case: Unicode's simple case folding
/// (CaseFolding.txt, statuses C and S). What has no case is itself.
char32_t fold_case(char32_t c);

/// The UTF-8 text with each letter folded; what is no UTF-8 stays.
std::string folded_case(std::string_view text);

/// Whether every word of `query` occurs in `folded`, which is of folded_case. True for a query without words.
bool has_all_words(std::string_view folded, std::string_view query);

}  // namespace moa
