// The formulas of a rich text, set.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "view/text/ink_box.hpp"
#include "view/text/rich_lines.hpp"

namespace moa::view {

/// Sets the spans of mathematics by RichStyle::set_formula.
class RichFormulas {
  public:
    /// A formula that is where it was, as it was, is not set again.
    void update(const markdown::RichText& text, const Pen& pen, const RichStyle& style);

    /// The boxes [first, second) that a span is drawn as, for lines of `width`: none for one that is written,
    /// because it is no formula, cannot be drawn or does not fit.
    std::pair<std::size_t, std::size_t> of(const markdown::Span& span, float width) const;
    const std::vector<InkBox>& boxes() const { return boxes_; }

  private:
    struct Formula {
        std::uint32_t begin = 0;  ///< in the text
        std::string source;
        float size = 0;
        bool displayed = false;
        std::size_t first = 0;  ///< boxes [first, behind)
        std::size_t behind = 0;
        float widest = 0;  ///< of these
    };

    std::vector<Formula> formulas_;
    std::vector<InkBox> boxes_;
};

}  // namespace moa::view
