#include "view/text/rich_formulas.hpp"

#include <algorithm>
#include <iterator>

namespace moa::view {

void RichFormulas::update(const markdown::RichText& text, const Pen& pen, const RichStyle& style) {
    std::vector<Formula> before;
    std::vector<InkBox> boxes_before;
    before.swap(formulas_);
    boxes_before.swap(boxes_);
    if (style.set_formula == nullptr) return;
    for (const markdown::Span& span : text.spans) {
        if ((span.style & markdown::span_math) == 0) continue;
        const std::string_view source = std::string_view(text.text).substr(span.begin, span.end - span.begin);
        std::vector<InkBox> boxes;
        const std::size_t place = formulas_.size();
        const Formula* const known = place < before.size() ? &before[place] : nullptr;
        if (known != nullptr && known->source == source && known->size == style.size &&
            known->displayed == style.displayed) {
            const auto at = [&](std::size_t box) {
                return std::make_move_iterator(boxes_before.begin() + static_cast<std::ptrdiff_t>(box));
            };
            boxes.assign(at(known->first), at(known->behind));
        } else {
            boxes = style.set_formula(pen, source, style.size, style.displayed);
        }
        Formula formula{span.begin, std::string(source), style.size, style.displayed, boxes_.size(), 0, 0};
        for (InkBox& box : boxes) {
            formula.widest = std::max(formula.widest, box.width);
            boxes_.push_back(std::move(box));
        }
        formula.behind = boxes_.size();
        formulas_.push_back(std::move(formula));
    }
}

std::pair<std::size_t, std::size_t> RichFormulas::of(const markdown::Span& span, float width) const {
    const auto found = std::partition_point(formulas_.begin(), formulas_.end(),
                                            [&](const Formula& each) { return each.begin < span.begin; });
    if ((span.style & markdown::span_math) == 0 || found == formulas_.end() || found->widest > width)
        return {0, 0};
    return {found->first, found->behind};
}

}  // namespace moa::view
