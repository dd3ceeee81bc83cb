// Reads TeX: the part of its mathematics that models write.
#pragma once

#include <optional>
#include <string_view>

#include "view/math/tex_tree.hpp"

namespace moa::view {

/// A longer formula is not read.
inline constexpr std::size_t longest_tex = 4096;
/// Nor one whose groups stand deeper in each other.
inline constexpr int deepest_tex = 16;

/// The formula in `tex`, which has no brackets around it and outlives the tree. Nothing where a command is
/// not known, brackets do not match, or it is too long or too deep.
std::optional<TexNode> read_tex(std::string_view tex);

}  // namespace moa::view
