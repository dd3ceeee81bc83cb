// What a card shows of an answer.
#include "view/tree/preview.hpp"

#include <doctest/doctest.h>

namespace moa::view {

TEST_CASE("an answer is told by its first paragraph") {
    CHECK(opening_of("# Title\n\nThe sky is\nblue.\n\nMore.") == "The sky is blue.");
    CHECK(opening_of("| a | b |\n|---|---|\n| 1 | 2 |\n") == "a \u00b7 b");
    CHECK(opening_of("```py\nprint(1)\n```\nIt prints.") == "It prints.");
    CHECK(opening_of("```\ncode *only*\n```") == "code *only*");
    CHECK(opening_of("Title\n---\n\nText").substr(0, 5) == "Title");
    CHECK(opening_of("\n\n").empty());
    CHECK(opening_of("The root is $x = \\frac{-b \\pm \\sqrt{b^2-4ac}}{2a}$.") ==
          "The root is x = (−b ± √(b² − 4ac))/(2a).");
    CHECK(opening_of("\\(\\sum_{i=1}^n i\\) and $\\lambda^4$, not $5 or $6.") ==
          "∑ᵢ₌₁ⁿ i and λ⁴, not $5 or $6.");
    CHECK(opening_of("$$\n\\int_0^1 x\n$$\nIt is a half.") == "It is a half.");
    CHECK(opening_of("It costs $\\unknown{x}$ and \\$5.") == "It costs $\\unknown{x}$ and \\$5.");
    CHECK(opening_of(std::string(5000, '#')).size() <= 5000);
}

}  // namespace moa::view
