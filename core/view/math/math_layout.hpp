// Sets the tree of a formula: everything in its size and place, by the rules of The TeXbook (appendix G) for
// faces whose small letters are taller than TeX's.
#pragma once

#include <vector>

#include "tex/tree.hpp"
#include "view/math/math_shapes.hpp"
#include "view/text/ink_box.hpp"

namespace moa::view {

/// Where the middle of fraction bars, signs and brackets is above the baseline, in shares of the size.
inline constexpr float math_axis = 0.36F;

/// Of the scripts beside something.
tex::Level script_of(tex::Level level);
/// Whether it is letters that lean to the right, and by what, in shares of the size.
bool is_slanted(const tex::Node& node);
inline constexpr float math_slant = 0.05F;

/// Sets parts into one box after the other.
class MathLayout {
  public:
    /// `size`: of the letters. `pen` outlives it.
    MathLayout(const Pen& pen, float size) : pen_(pen), size_(size) {}

    InkBox set_displayed(const tex::Node& node);
    /// For a line, cut behind relations, operators and commas: where the formula may be broken into lines.
    std::vector<InkBox> set_in_line(const tex::Node& node);
    /// Whether some font had every letter so far.
    bool is_complete() const { return complete_; }

    // For what sets parts of a formula:

    /// Its left end on its baseline is at the origin.
    MathBox set(const tex::Node& node, tex::Level level);
    /// An empty part: what is set from now on may be put into it.
    MathBox begin();
    void move(MathBox& box, float x, float y);
    /// Moves a part there, and makes `whole`, which begins before it, reach as far up and down as that.
    void put(MathBox& whole, const MathBox& part, float x, float y);
    /// Puts it into the middle of `whole`, unless its node is empty.
    void put_centred(MathBox& whole, const tex::Node& node, const MathBox& part, float y);
    void put_rule(MathBox& whole, ImVec2 from, ImVec2 to);
    /// What shapes are added to, as parts.
    InkBox& ink() { return ink_; }
    /// The size of the letters.
    float em(tex::Level level) const;

  private:
    /// Parts [from, to) of a row.
    MathBox set_row(const tex::Node& row, const std::vector<tex::Class>& classes, std::size_t from,
                    std::size_t to, tex::Level level);
    MathBox set_letters(const tex::Node& node, tex::Level level);
    MathBox set_large(const tex::Node& node, tex::Level level);
    MathBox set_bracket(std::string_view bracket, float height, tex::Level level);
    MathBox set_fenced(const tex::Node& node, tex::Level level);
    void move_ink(const MathBox& box, float x, float y);
    /// The ink of a part, and nothing else, of which all has been set.
    InkBox take(const MathBox& box);

    const Pen& pen_;
    float size_;
    bool complete_ = true;
    InkBox ink_;
};

}  // namespace moa::view
