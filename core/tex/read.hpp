// Reads TeX: the part of its mathematics that models write.
#pragma once

#include <optional>
#include <string_view>

#include "tex/tree.hpp"

namespace moa::tex {

/// A longer formula is not read.
inline constexpr std::size_t longest = 4096;
/// Nor one whose groups stand deeper in each other.
inline constexpr int deepest = 16;

/// The formula in `tex`, which has no brackets around it and outlives the tree. Nothing where a command is
/// not known, brackets do not match, or it is too long or too deep.
std::optional<Node> read(std::string_view tex);

}  // namespace moa::tex
