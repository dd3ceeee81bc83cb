#include "screen/plain_text.hpp"

#include <algorithm>
#include <utility>

#include "enum_names.hpp"

namespace moa::screen {
namespace {

constexpr EnumNames<Passage, Passage::code> passage_names("paragraph", "heading", "entry", "code");

void drop_spaces(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
}

void drop_spaces_behind(std::string& text) {
    while (!text.empty() && text.back() == ' ')
        text.pop_back();
}

/// The cells of a table's row, in one line.
constexpr std::string_view between_cells = " \u00b7 ";

/// "- ", "* ", "1. ", "2) " at the front.
void drop_list_mark(std::string_view& line) {
    std::size_t end = line.find_first_not_of("0123456789");
    if (end == std::string_view::npos) return;
    const bool numbered = end > 0 && end < 4 && (line[end] == '.' || line[end] == ')');
    const bool bullet = end == 0 && (line[0] == '-' || line[0] == '*' || line[0] == '+');
    if (!numbered && !bullet) return;
    if (++end < line.size() && line[end] == ' ') line.remove_prefix(end + 1);
}

/// The block that a line begins or goes on with; a paragraph for what is none of the others.
Passage kind_of(std::string_view line) {
    drop_spaces(line);
    if (line.starts_with('#')) return Passage::heading;
    std::string_view rest = line;
    drop_list_mark(rest);
    return rest.size() < line.size() || line.starts_with('|') ? Passage::entry : Passage::paragraph;
}

}  // namespace

bool is_fence(std::string_view line) {
    return line.starts_with("```") || line.starts_with("~~~");
}

bool is_rule(std::string_view line) {
    return line.find_first_not_of("-=_*|:+ ") == std::string_view::npos;
}

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
    bool next_cell = false;  // of a row that has had one
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        const char next = i + 1 < line.size() ? line[i + 1] : '\0';
        const char before = i > 0 ? line[i - 1] : ' ';
        if (std::exchange(escaped, false)) {
            if (std::exchange(next_cell, false)) plain += between_cells;
            plain += c;
            continue;
        }
        escaped =
            c == '\\' && next != '\0' && std::string_view("*_`#|[]<>\\").find(next) != std::string_view::npos;
        // A star between spaces is one that was meant: 2 * 3.
        const bool mark = c == '`' || (c == '*' && !(before == ' ' && next == ' '));
        if (escaped || mark) continue;
        if (cells && c == '|') {
            drop_spaces_behind(plain);
            next_cell = !plain.empty();
            continue;
        }
        if (cells && c == ' ' && (next_cell || plain.empty() || plain.back() == ' ')) continue;
        if (std::exchange(next_cell, false)) plain += between_cells;
        plain += c;
    }
    if (cells) drop_spaces_behind(plain);
    return plain;
}

std::string_view to_string(Passage passage) {
    return passage_names.of(passage);
}

std::vector<PlainPassage> plain_passages(std::string_view markdown) {
    std::vector<PlainPassage> passages;
    bool in_code = false;
    bool goes_on = false;  // the next line belongs to the passage before it
    while (!markdown.empty()) {
        std::string_view line = markdown.substr(0, markdown.find('\n'));
        markdown.remove_prefix(std::min(line.size() + 1, markdown.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        std::string_view bare = line;
        drop_spaces(bare);
        if (is_fence(bare)) {
            in_code = !in_code;
            goes_on = false;
            continue;
        }
        if (!in_code && is_rule(bare)) {  // a blank line, too
            goes_on = false;
            continue;
        }
        const Passage kind = in_code ? Passage::code : kind_of(bare);
        const std::string words = in_code ? std::string(line) : plain_line(bare);
        const bool joins = goes_on && (kind == Passage::code || kind == Passage::paragraph);
        if (joins) {
            passages.back().words += (in_code ? "\n" : " ") + words;
        } else {
            passages.push_back({kind, words});
        }
        goes_on = kind != Passage::heading;
    }
    return passages;
}

}  // namespace moa::screen
