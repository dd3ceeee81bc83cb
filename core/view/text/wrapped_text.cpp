#include "view/text/wrapped_text.hpp"

#include <algorithm>

#include "view/text/advances.hpp"

namespace moa::view {
namespace {

/// A line has no more, however little room its characters take.
constexpr std::size_t longest_line_bytes = 16 << 10;

}  // namespace

bool never_begins_line(char32_t c) {
    return c == 0x3001 || c == 0x3002 || c == 0xff0c || c == 0xff0e || c == 0xff01 || c == 0xff1f ||
           c == 0xff1a || c == 0xff1b || c == 0x300d || c == 0x300f || c == 0xff09 || c == 0x3011 ||
           c == 0x30fc;
}

bool never_ends_line(char32_t c) {
    // Vowels of Thai and Lao that are written before their consonant; opening brackets.
    return (c >= 0xe40 && c <= 0xe44) || (c >= 0xec0 && c <= 0xec4) || c == 0x300c || c == 0x300e ||
           c == 0x3010 || c == 0x300a || c == 0xff08;
}

bool breaks_anywhere(char32_t c) {
    if (c < 0x2e80)
        return (c >= 0xe01 && c <= 0xe30) || (c >= 0xe40 && c <= 0xe44) || (c >= 0xe81 && c <= 0xeb0) ||
               (c >= 0xec0 && c <= 0xec4) || (c >= 0x1000 && c <= 0x102a) || (c >= 0x1780 && c <= 0x17b3);
    return (c >= 0x2e80 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
           (c >= 0xff00 && c <= 0xff60) || (c >= 0x20000 && c <= 0x3ffff);
}

LineBreak break_line(std::string_view text, const Pen& pen, TextStyle style, float width) {
    const Advances advances(pen, style);
    const float limit = width * 2.0F * pen.pixel_ratio();

    float x = 0;
    LineBreak last{0, 0};     // the latest place where the line may be broken
    std::size_t ink_end = 0;  // end of the last unit that is no blank
    bool broke_after_cjk = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t here = at;
        const unicode::Unit unit = unicode::unit_at(text.substr(at));
        const char32_t c = unit.code_point;
        at += unit.size;
        if (c == '\n') return {ink_end, at};
        if (c == ' ' || c == '\t' || c == '\r') {
            x += advances.of(text.substr(here), unit);
            // Blanks hang over the edge: they never start a line.
            last = {ink_end, at};
            broke_after_cjk = false;
            continue;
        }
        const bool cjk = breaks_anywhere(c);
        if ((cjk || broke_after_cjk) && here > 0 && !never_begins_line(c) && last.next != here)
            last = {here, here};
        x += advances.of(text.substr(here), unit);
        if ((x > limit || at > longest_line_bytes) && here > 0) {
            if (last.next > 0 && last.end > 0) return last;
            return {here, here};
        }
        ink_end = at;
        broke_after_cjk = cjk && !never_ends_line(c);
        if ((c == '-' || c == '/') && unit.single) last = {at, at};
    }
    return {ink_end, text.size()};
}

std::vector<std::string_view> lines_of(std::string_view text, const Pen& pen, TextStyle style, float width) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const LineBreak found = break_line(text, pen, style, width);
        lines.push_back(text.substr(0, found.end));
        text.remove_prefix(std::max<std::size_t>(found.next, 1));
    }
    return lines;
}

void WrappedText::update(std::string_view text, std::uint64_t version, const Pen& pen, TextStyle style,
                         float width) {
    const bool same_shape =
        width == width_ && style.size == style_size_ && style.face == face_ && pen.letters() == letters_;
    const bool continued = same_shape && version == version_ && text.size() >= size_;
    if (continued && text.size() == size_) return;
    std::size_t from = 0;
    if (continued && !lines_.empty()) {
        from = lines_.back().begin;
        lines_.pop_back();
    } else {
        lines_.clear();
    }
    width_ = width;
    style_size_ = style.size;
    face_ = style.face;
    letters_ = pen.letters();
    while (from < text.size()) {
        const LineBreak found = break_line(text.substr(from), pen, style, width);
        lines_.push_back({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(from + found.end)});
        ++lines_broken_;
        from += std::max<std::size_t>(found.next, 1);
    }
    size_ = text.size();
    version_ = version;
}

}  // namespace moa::view
