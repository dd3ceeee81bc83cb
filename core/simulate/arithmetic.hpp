// Simple sums in a question, computed rather than scripted.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace moa::simulate {

/// `a op b` as found in a question.
struct Sum {
    std::string left;    ///< as written: "17"
    std::string sign;    ///< as printed: "+", "−", "×" or "÷"
    std::string right;   ///< as written: "23"
    std::string result;  ///< "391", "0.3333333333"; empty when there is none (division by zero)
    std::string way;     ///< how to get there by hand, "17 × 20 + 17 × 3 = 340 + 51"; empty when there is
                         ///< nothing to show

    /// "17 × 23"
    std::string text() const { return left + " " + sign + " " + right; }
};

/// The one sum of two numbers in `question`, when there is exactly one: longer expressions, times of day,
/// dates and ranges are none.
std::optional<Sum> find_sum(std::string_view question);

}  // namespace moa::simulate
