#include "view/text/clipped_text.hpp"

#include <algorithm>

#include "unicode/units.hpp"
#include "view/text/wrapped_text.hpp"

namespace moa::view {
namespace {

constexpr std::string_view ellipsis = "\u2026";

/// The longest end of `text` not wider than `width`.
std::string_view end_fitting(std::string_view text, const Pen& pen, TextStyle style, float width) {
    std::vector<std::size_t> begins;
    for (std::string_view rest = text; !rest.empty();) {
        begins.push_back(text.size() - rest.size());
        rest.remove_prefix(unicode::unit_at(rest).size);
    }
    const auto first = std::partition_point(begins.begin(), begins.end(), [&](std::size_t begin) {
        return pen.width(style, text.substr(begin)) > width;
    });
    return first == begins.end() ? std::string_view() : text.substr(*first);
}

}  // namespace

std::vector<std::string> clipped_lines(std::string_view text, const Pen& pen, TextStyle style, float width,
                                       std::size_t most) {
    std::vector<std::string> lines;
    while (!text.empty() && lines.size() < most) {
        const LineBreak found = break_line(text, pen, style, width);
        lines.emplace_back(text.substr(0, found.end));
        text.remove_prefix(std::max<std::size_t>(found.next, 1));
    }
    if (!text.empty() && !lines.empty()) {
        std::string& last = lines.back();
        last.resize(pen.fitting(style, last, width - pen.width(style, ellipsis)).size());
        last += ellipsis;
    }
    return lines;
}

std::string cut_in_middle(std::string_view name, const Pen& pen, TextStyle style, float width) {
    if (pen.fitting(style, name, width).size() == name.size()) return std::string(name);
    const float room = width - pen.width(style, ellipsis);
    if (room <= 0) return {};
    const std::string_view front = pen.fitting(style, name, room / 2);
    const std::string_view end =
        end_fitting(name.substr(front.size()), pen, style, room - pen.width(style, front));
    return std::string(front) + std::string(ellipsis) + std::string(end);
}

std::vector<std::string> name_lines(std::string_view name, const Pen& pen, TextStyle style, float width) {
    const std::string_view all = pen.fitting(style, name, width);
    if (all.size() == name.size()) return {std::string(name)};
    // Names are broken behind a mark between their parts, where there is one.
    std::string_view first = all;
    if (const std::size_t mark = all.find_last_of("-/_. ");
        mark != std::string_view::npos && mark > all.size() / 2)
        first = all.substr(0, mark + 1);
    return {std::string(first), cut_in_middle(name.substr(first.size()), pen, style, width)};
}

const std::vector<std::string>& CutName::lines(std::string_view name, const Pen& pen, TextStyle style,
                                               float width, std::size_t most) {
    if (name == name_ && style.size == size_ && width == width_ && most == most_ && pen.letters() == letters_)
        return lines_;
    name_ = name;
    size_ = style.size;
    width_ = width;
    most_ = most;
    letters_ = pen.letters();
    lines_ =
        most > 1 ? name_lines(name, pen, style, width) : std::vector{cut_in_middle(name, pen, style, width)};
    return lines_;
}

}  // namespace moa::view
