#include "markdown/segment_scanner.hpp"

#include <algorithm>

namespace moa::markdown {
namespace {

std::size_t indent_of(std::string_view line) {
    const std::size_t found = line.find_first_not_of(" \t");
    if (found == std::string_view::npos) return line.size();
    return line.substr(0, found).find('\t') == std::string_view::npos ? found : 4;
}

bool is_blank(std::string_view line) {
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

bool begins_list_item(std::string_view line) {
    if (line.empty()) return false;
    if (line[0] == '-' || line[0] == '+' || line[0] == '*')
        return line.size() < 2 || line[1] == ' ' || line[1] == '\t' || line[1] == '\r';
    const std::size_t digits = line.find_first_not_of("0123456789");
    return digits != 0 && digits != std::string_view::npos && (line[digits] == '.' || line[digits] == ')');
}

/// Length of the fence a line (without its indent) opens with, or 0.
std::size_t fence_at(std::string_view line) {
    if (line.empty() || (line[0] != '`' && line[0] != '~')) return 0;
    std::size_t length = line.find_first_not_of(line[0]);
    if (length == std::string_view::npos) length = line.size();
    if (length < 3) return 0;
    // A backtick after a backtick fence makes it inline code.
    if (line[0] == '`' && line.find('`', length) != std::string_view::npos) return 0;
    return length;
}

/// Of a table, with the rule below it. It is parsed with each part of the table.
constexpr std::size_t longest_head = 2 << 10;

/// Whether it stands below the head of a table.
bool is_table_rule(std::string_view line) {
    return line.find_first_not_of("|-: \t\r") == std::string_view::npos &&
           line.find('-') != std::string_view::npos && line.find('|') != std::string_view::npos;
}

/// The latest place in the second half of `text` behind a blank, else the latest between two characters.
std::size_t place_to_cut(std::string_view text) {
    const std::size_t blank = text.rfind(' ');
    if (blank != std::string_view::npos && blank >= text.size() / 2) return blank + 1;
    std::size_t end = text.size() - 1;
    while (end > text.size() / 2 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U)
        --end;
    return end;
}

}  // namespace

void SegmentScanner::cut(std::size_t at, std::vector<SegmentCut>& cuts) {
    // The head of a table stays in one piece.
    if (at > table_head_.first && at < table_head_.second) at = table_head_.first;
    if (at <= begin_) return;
    const bool in_table = table_head_.second > 0 && at >= table_head_.second && inside_ != Inside::plain;
    cuts.push_back({at, in_table ? table_head_ : std::pair<std::size_t, std::size_t>{}});
    begin_ = at;
}

void SegmentScanner::note_table(std::string_view line, std::size_t begin) {
    const bool has_cells = line.find('|') != std::string_view::npos;
    const std::size_t end = begin + line.size() + 1;
    const bool is_short = end - line_before_ <= longest_head;
    if (cells_before_ && table_head_.second == 0 && is_short && is_table_rule(line) && indent_of(line) < 4)
        table_head_ = {line_before_, end};
    cells_before_ = has_cells && indent_of(line) < 4;
    line_before_ = begin;
}

void SegmentScanner::take_line(std::string_view line, std::size_t begin, std::vector<SegmentCut>& cuts) {
    if (inside_ != Inside::fence && line.find("]:") != std::string_view::npos)
        definitions_.emplace_back(begin, begin + line.size() + 1);
    if (is_blank(line)) {
        after_blank_ = true;
        cells_before_ = false;
        table_head_ = {};
        return;
    }
    const bool was_blank = after_blank_;
    after_blank_ = false;
    const std::size_t indent = indent_of(line);
    const std::string_view content = line.substr(std::min(line.find_first_not_of(" \t"), line.size()));
    const std::size_t fence = indent < 4 ? fence_at(content) : 0;

    if (inside_ == Inside::fence) {
        const bool closes = fence >= fence_length_ && content[0] == fence_ && is_blank(content.substr(fence));
        if (closes) inside_ = Inside::text;
        return;
    }
    note_table(line, begin);
    if (indent == 0) at_margin_ = begin;
    if (inside_ == Inside::unknown) return;
    const bool at_margin = indent == 0;
    const bool item = begins_list_item(content);
    if (at_margin && was_blank && !item) {
        cut(begin, cuts);
        inside_ = Inside::text;
    }
    if (fence > 0) {
        if (inside_ == Inside::list && !at_margin) {
            // Of the list or not? That depends on the item's own indent: better no cut than a wrong one.
            inside_ = Inside::unknown;
            return;
        }
        inside_ = Inside::fence;
        fence_at_margin_ = at_margin;
        fence_ = content[0];
        fence_length_ = fence;
        return;
    }
    if (item && indent < 4) inside_ = Inside::list;
}

/// A segment that ends behind the line [begin, end) must not be too long.
void SegmentScanner::bound(std::size_t begin, std::size_t end, std::vector<SegmentCut>& cuts) {
    if (inside_ == Inside::fence || end - begin_ <= longest_segment) return;
    cut(at_margin_ > begin_ && inside_ != Inside::plain ? at_margin_ : begin, cuts);
}

/// The line from seen_ on, as far as it has come: up to `end`.
void SegmentScanner::cut_long_line(std::string_view text, std::size_t end, std::vector<SegmentCut>& cuts) {
    if (inside_ == Inside::fence) return;
    if (inside_ != Inside::plain) end = std::min(end, longest_markdown);
    if (end < seen_ + longest_segment) return;
    cut(seen_, cuts);
    while (end - begin_ > longest_segment)
        cut(begin_ + place_to_cut(text.substr(begin_, longest_segment)), cuts);
}

void SegmentScanner::scan(std::string_view text, std::vector<SegmentCut>& cuts) {
    while (seen_ < text.size()) {
        const std::size_t found = text.find('\n', seen_);
        const std::size_t end = std::min(found, text.size());
        cut_long_line(text, end, cuts);
        if (end > longest_markdown && plain_from_ == std::string_view::npos) {
            plain_from_ = std::max(seen_, begin_);
            inside_ = Inside::plain;
            cut(plain_from_, cuts);
            cut_long_line(text, end, cuts);
        }
        if (found == std::string_view::npos) return;
        if (inside_ != Inside::plain) take_line(text.substr(seen_, end - seen_), seen_, cuts);
        bound(seen_, end, cuts);
        seen_ = end + 1;
    }
}

}  // namespace moa::markdown
