#include <algorithm>
#include <cmath>
#include <string>

#include "fuzz/target.hpp"
#include "markdown/parse.hpp"
#include "unit/view/fake_pen.hpp"
#include "view/math/formula.hpp"

namespace moa::fuzz {
namespace {

bool is_finite(const view::InkBox& box) {
    bool finite = std::isfinite(box.width) && std::isfinite(box.height());
    box.each([&](const view::InkBox::Ink& ink) {
        finite = finite && !ink.points.empty() &&
                 std::all_of(ink.points.begin(), ink.points.end(),
                             [](ImVec2 point) { return std::isfinite(point.x) && std::isfinite(point.y); });
    });
    return finite;
}

std::size_t letter_count(const view::InkBox& box) {
    std::size_t count = 0;
    box.each([&](const view::InkBox::Ink& ink) { count += ink.kind == view::InkKind::letters ? 1U : 0U; });
    return count;
}

}  // namespace

void tex(std::string_view input) {
    const std::string source = "$$" + std::string(input) + "$$";
    static const view::testing::FakePen page;  // what takes longest
    for (const bool displayed : {true, false}) {
        for (const view::InkBox& box : view::set_formula(*page.pen, source, 15, displayed)) {
            require(is_finite(box), "a formula has a size");
            require(letter_count(box) <= input.size(), "no letter is set twice");
        }
    }
    // As an answer holds it.
    for (const markdown::Block& block : markdown::parse(source + "\n")) {
        std::uint32_t end = 0;
        for (const markdown::Span& span : block.text.spans) {
            require(span.begin == end && span.end > span.begin, "spans cover a text without gaps");
            end = span.end;
        }
        const bool has_text = block.kind != markdown::BlockKind::code &&
                              block.kind != markdown::BlockKind::rule &&
                              block.kind != markdown::BlockKind::table;
        require(!has_text || end == block.text.text.size(), "spans cover a text to its end");
    }
}

}  // namespace moa::fuzz
