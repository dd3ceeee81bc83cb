// Sets the tree of a formula: everything in its size and place, by the rules of The TeXbook (appendix G) for
// faces whose small letters are taller than TeX's.
#pragma once

#include <vector>

#include "view/math/tex_tree.hpp"
#include "view/text/ink_box.hpp"

namespace moa::view {

/// Where the middle of fraction bars, signs and brackets is above the baseline, in shares of the size.
inline constexpr float math_axis = 0.36F;

class MathLayout {
  public:
    /// `size`: of the letters. `pen` outlives it.
    MathLayout(const Pen& pen, float size) : pen_(pen), size_(size) {}

    InkBox set(const TexNode& node, TexLevel level);
    /// A row cut behind its relations, operators and commas: where it may be broken into lines.
    std::vector<InkBox> set_cut(const TexNode& node);
    /// Whether some font had every letter so far.
    bool is_complete() const { return complete_; }

    /// The size of the letters.
    float em(TexLevel level) const;

  private:
    std::vector<InkBox> set_row(const TexNode& row, TexLevel level, bool cut);
    InkBox set_letters(const TexNode& node, TexLevel level);
    InkBox set_large(const TexNode& node, TexLevel level);
    InkBox set_fraction(const TexNode& node, TexLevel level);
    InkBox set_root(const TexNode& node, TexLevel level);
    InkBox set_scripts(const TexNode& node, TexLevel level);
    InkBox set_limits(const TexNode& node, TexLevel level);
    InkBox set_accent(const TexNode& node, TexLevel level);
    InkBox set_bracket(std::string_view bracket, float height, TexLevel level);
    InkBox set_fenced(const TexNode& node, TexLevel level);
    InkBox set_framed(const TexNode& node, TexLevel level);
    InkBox set_stretched(const TexNode& node, TexLevel level);

    const Pen& pen_;
    float size_;
    bool complete_ = true;
};

}  // namespace moa::view
