// A formula in one line of plain text, for places where nothing is set: titles, cards.
#pragma once

#include <string>
#include <string_view>

namespace moa::markdown {

/// `text` with its formulas, `$…$`, `$$…$$`, `\(…\)` and `\[…\]`, as plain text: "1/λ⁴" for
/// `$\frac{1}{\lambda^4}$`. What is not read, or is not closed within `text`, stays as it is.
std::string plain_formulas(std::string_view text);

}  // namespace moa::markdown
