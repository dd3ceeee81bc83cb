// Text cut into pieces about as long as the tokens of real models.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace moa::simulate {

/// The pieces of `text`, in order and without gaps: a short word with the space before it, a part of a long
/// word, a few digits or signs, one CJK character. Never cut inside a UTF-8 sequence. They view into `text`.
std::vector<std::string_view> split_tokens(std::string_view text);

std::size_t count_tokens(std::string_view text);

}  // namespace moa::simulate
