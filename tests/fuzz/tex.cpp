#include <algorithm>
#include <cmath>
#include <string>

#include "fuzz/target.hpp"
#include "unit/view/fake_pen.hpp"
#include "view/markdown/markdown.hpp"
#include "view/math/formula.hpp"

namespace moa::fuzz {
namespace {

bool is_finite(const view::InkBox& box) {
    const auto finite = [](ImVec2 point) { return std::isfinite(point.x) && std::isfinite(point.y); };
    return std::isfinite(box.width) && std::isfinite(box.height()) &&
           std::all_of(box.letters.begin(), box.letters.end(),
                       [&](const auto& letters) { return finite(letters.at) && letters.style.size > 0; }) &&
           std::all_of(box.rules.begin(), box.rules.end(),
                       [&](const auto& rule) { return finite(rule.from) && finite(rule.to); }) &&
           std::all_of(box.strokes.begin(), box.strokes.end(), [&](const auto& stroke) {
               return std::all_of(stroke.points.begin(), stroke.points.end(), finite);
           });
}

}  // namespace

void tex(std::string_view input) {
    const std::string source = "$$" + std::string(input) + "$$";
    static const view::testing::FakePen page;  // what takes longest
    for (const bool displayed : {true, false}) {
        for (const view::InkBox& box : view::set_formula(*page.pen, source, 15, displayed)) {
            require(is_finite(box), "a formula has a size");
            require(box.letters.size() <= input.size(), "no letter is set twice");
        }
    }
    // As an answer holds it.
    for (const view::Block& block : view::parse_markdown(source + "\n")) {
        std::uint32_t end = 0;
        for (const view::Span& span : block.text.spans) {
            require(span.begin == end && span.end > span.begin, "spans cover a text without gaps");
            end = span.end;
        }
        const bool has_text = block.kind != view::BlockKind::code && block.kind != view::BlockKind::rule &&
                              block.kind != view::BlockKind::table;
        require(!has_text || end == block.text.text.size(), "spans cover a text to its end");
    }
}

}  // namespace moa::fuzz
