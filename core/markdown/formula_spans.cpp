#include "markdown/formula_spans.hpp"

#include <algorithm>
#include <utility>

#include "ascii.hpp"

namespace moa::markdown {
namespace {

/// Ends a text there, without the blanks before.
void cut_text(RichText& text, std::size_t end) {
    while (end > 0 && is_white_space(text.text[end - 1]))
        --end;
    text.text.erase(end);
    while (!text.spans.empty() && text.spans.back().begin >= end)
        text.spans.pop_back();
    if (!text.spans.empty()) text.spans.back().end = static_cast<std::uint32_t>(end);
}

}  // namespace

bool is_formula(std::string_view math, std::string_view after) {
    constexpr std::string_view blanks = " \t\n";
    return math.size() >= 3 && blanks.find(math[1]) == std::string_view::npos &&
           blanks.find(math[math.size() - 2]) == std::string_view::npos &&
           (after.empty() || !is_digit(after.front()));
}

void trim_formula(RichText& text, std::size_t begin) {
    begin += 2;
    const std::size_t end = std::max(text.text.find_last_not_of(' ') + 1, begin);
    const std::size_t first = std::min(text.text.find_first_not_of(' ', begin), end);
    const auto moved = [&](std::uint32_t at) {
        const std::size_t place = std::min<std::size_t>(at, end);
        return static_cast<std::uint32_t>(place < first ? std::min(place, begin) : place - (first - begin));
    };
    const auto changed = std::partition_point(text.spans.begin(), text.spans.end(),
                                              [&](const Span& span) { return span.end <= begin; });
    for (auto span = changed; span != text.spans.end(); ++span) {
        span->begin = moved(span->begin);
        span->end = moved(span->end);
    }
    const auto is_empty = [](const Span& span) { return span.begin == span.end; };
    text.spans.erase(std::remove_if(changed, text.spans.end(), is_empty), text.spans.end());
    text.text.erase(end);
    text.text.erase(begin, first - begin);
}

void display_formula(std::vector<Block>& blocks, std::size_t begin, std::uint8_t style) {
    Block& block = blocks.back();
    if (block.kind != BlockKind::paragraph || block.text.text.compare(begin, 2, "\\(") == 0) return;
    Block formula = block;
    formula.kind = BlockKind::formula;
    formula.text = {block.text.text.substr(begin), {}, {}};
    formula.text.spans.push_back({0, static_cast<std::uint32_t>(formula.text.text.size()), style, -1});
    cut_text(block.text, begin);
    if (block.text.text.empty()) {
        block = std::move(formula);
    } else {
        formula.marker.clear();
        blocks.push_back(std::move(formula));
    }
}

}  // namespace moa::markdown
