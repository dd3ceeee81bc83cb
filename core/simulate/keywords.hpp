// The words of a question that say what it is about.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace moa::simulate {

/// Up to `most` words as the question writes them: those of at least four letters that are no common words,
/// else the first words at all. Empty for a question without letters.
std::vector<std::string> keywords(std::string_view question, std::size_t most);

/// The question for quoting: one line, at most some 120 bytes, cut between words.
std::string quoted(std::string_view question);

}  // namespace moa::simulate
