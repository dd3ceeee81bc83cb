#include "view/math/formula.hpp"

#include "tex/read.hpp"
#include "view/math/math_layout.hpp"

namespace moa::view {

std::vector<InkBox> set_formula(const Pen& pen, std::string_view source, float size, bool displayed) {
    const std::size_t bracket = source.starts_with("$$") || source.starts_with("\\") ? 2 : 1;
    if (source.size() <= 2 * bracket) return {};
    const auto tree = tex::read(source.substr(bracket, source.size() - 2 * bracket));
    if (!tree || tree->is_empty()) return {};
    MathLayout layout(pen, size);
    std::vector<InkBox> parts;
    if (displayed) {
        parts.push_back(layout.set_displayed(*tree));
    } else {
        parts = layout.set_in_line(*tree);
    }
    if (!layout.is_complete()) parts.clear();
    return parts;
}

}  // namespace moa::view
