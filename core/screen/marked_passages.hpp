// Answers as passages, with what each has and the others have not marked.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "screen/screen.hpp"

namespace moa::screen {

/// For each text in Markdown its passages; see mixture::differences for what is marked. Of a text that is
/// longer than most_compared only the beginning is there, and a last passage says so.
std::vector<std::vector<MarkedPassage>> marked_passages(const std::vector<std::string>& texts);

/// The beginning of a text in Markdown with nothing marked: enough to see what it is.
std::vector<MarkedPassage> first_passages(std::string_view markdown);

inline constexpr std::size_t most_compared = std::size_t{64} << 10U;  ///< bytes

}  // namespace moa::screen
