#include "view/tree/preview.hpp"

#include <algorithm>

#include "blank.hpp"
#include "markdown/plain_formula.hpp"
#include "screen/plain_text.hpp"

namespace moa::view {
namespace {

using screen::is_fence;
using screen::is_rule;

/// Room of a card, magnified, too.
constexpr std::size_t most_shown = 1000;

bool is_paragraph(std::string_view line) {
    return !line.empty() && std::string_view("#>|").find(line.front()) == std::string_view::npos;
}

void drop_spaces(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
}

}  // namespace

std::string shown_line(std::string_view line) {
    if (line.find_first_of("$\\") == std::string_view::npos) return screen::plain_line(line);
    return screen::plain_line(markdown::plain_formulas(line));
}

std::string opening_of(std::string_view text, std::size_t most) {
    text = text.substr(0, most);
    std::string paragraph;
    std::string anything;
    bool in_code = false;
    while (!text.empty() && paragraph.size() < most_shown) {
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        drop_spaces(line);
        if (is_fence(line)) {
            in_code = !in_code;
            if (!paragraph.empty()) break;
            continue;
        }
        // A displayed formula, over lines of its own.
        if (!in_code && (line == "$$" || line == "\\[")) {
            const std::size_t end = text.find(line == "$$" ? "$$" : "\\]");
            text.remove_prefix(std::min(end, text.size()));
            text.remove_prefix(std::min(text.find('\n'), text.size()));
            if (!paragraph.empty()) break;
            continue;
        }
        const bool blank = is_blank(line);
        if (blank && !paragraph.empty()) break;
        if (blank || (!in_code && is_rule(line))) continue;
        const std::string plain = in_code ? std::string(line) : shown_line(line);
        if (anything.empty()) anything = plain;
        if (in_code || !is_paragraph(line)) {
            if (!paragraph.empty()) break;
            continue;
        }
        paragraph += (paragraph.empty() ? "" : " ") + plain;
    }
    return paragraph.empty() ? anything : paragraph;
}

}  // namespace moa::view
