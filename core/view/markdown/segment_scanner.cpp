#include "view/markdown/segment_scanner.hpp"

#include <algorithm>

namespace moa::view {
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

}  // namespace

void SegmentScanner::take_line(std::string_view line, std::size_t begin, std::vector<std::size_t>& cuts) {
    if (inside_ != Inside::fence && line.find("]:") != std::string_view::npos) has_definitions_ = true;
    if (inside_ == Inside::unknown) return;
    if (is_blank(line)) {
        after_blank_ = true;
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
    const bool at_margin = indent == 0;
    const bool item = begins_list_item(content);
    if (at_margin && was_blank && !item) {
        cuts.push_back(begin);
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

void SegmentScanner::scan(std::string_view text, std::vector<std::size_t>& cuts) {
    while (seen_ < text.size()) {
        const std::size_t end = text.find('\n', seen_);
        if (end == std::string_view::npos) return;
        take_line(text.substr(seen_, end - seen_), seen_, cuts);
        seen_ = end + 1;
    }
}

}  // namespace moa::view
