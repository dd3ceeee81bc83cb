#include "view/tree/preview.hpp"

#include <algorithm>
#include <utility>

#include "blank.hpp"

namespace moa::view {
namespace {

/// Room of a card, magnified, too.
constexpr std::size_t most_shown = 1000;

bool is_fence(std::string_view line) {
    return line.starts_with("```") || line.starts_with("~~~");
}

/// A line under a heading, between cells, or across the text: nothing to be read.
bool is_rule(std::string_view line) {
    return line.find_first_not_of("-=_*|:+ ") == std::string_view::npos;
}

bool is_paragraph(std::string_view line) {
    return !line.empty() && std::string_view("#>|").find(line.front()) == std::string_view::npos;
}

void drop_spaces(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
}

/// "- ", "* ", "1. ", "2) " at the front.
void drop_list_mark(std::string_view& line) {
    std::size_t end = line.find_first_not_of("0123456789");
    if (end == std::string_view::npos) return;
    const bool numbered = end > 0 && end < 4 && (line[end] == '.' || line[end] == ')');
    const bool bullet = end == 0 && (line[0] == '-' || line[0] == '*' || line[0] == '+');
    if (!numbered && !bullet) return;
    if (++end < line.size() && line[end] == ' ') line.remove_prefix(end + 1);
}

}  // namespace

std::string plain_line(std::string_view line) {
    drop_spaces(line);
    while (!line.empty() && (line.front() == '>' || line.front() == '#')) {
        line.remove_prefix(1);
        drop_spaces(line);
    }
    drop_list_mark(line);
    if (line.starts_with("[ ] ") || line.starts_with("[x] ")) line.remove_prefix(4);
    const bool cells = line.starts_with("|");
    std::string plain;
    bool escaped = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        const char next = i + 1 < line.size() ? line[i + 1] : '\0';
        const char before = i > 0 ? line[i - 1] : ' ';
        if (std::exchange(escaped, false)) {
            plain += c;
            continue;
        }
        escaped =
            c == '\\' && next != '\0' && std::string_view("*_`#|[]<>\\").find(next) != std::string_view::npos;
        // A star between spaces is one that was meant: 2 * 3.
        const bool mark = c == '`' || (c == '*' && !(before == ' ' && next == ' '));
        if (escaped || mark) continue;
        const char shown = cells && c == '|' ? ' ' : c;
        const bool doubled = shown == ' ' && (plain.empty() || plain.back() == ' ');
        if (!(cells && doubled)) plain += shown;
    }
    if (cells && !plain.empty() && plain.back() == ' ') plain.pop_back();
    return plain;
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
        const bool blank = is_blank(line);
        if (blank && !paragraph.empty()) break;
        if (blank || (!in_code && is_rule(line))) continue;
        const std::string plain = in_code ? std::string(line) : plain_line(line);
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
