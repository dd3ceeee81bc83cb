#include "evaluation/style.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <string>
#include <vector>

#include "json.hpp"
#include "wire/chat.hpp"

namespace moa::evaluation {
namespace {

/// One code point of UTF-8; `size` 0 at the end. What is no UTF-8 is a code point of one byte.
struct Point {
    char32_t value = 0;
    std::size_t size = 0;
};

Point point_at(std::string_view text, std::size_t at) {
    if (at >= text.size()) return {};
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const unsigned char first = byte(0);
    const std::size_t size = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (size == 1 || at + size > text.size()) return {first, 1};
    char32_t value = first & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i)
        value = (value << 6U) | (byte(i) & 0x3FU);
    return {value, size};
}

/// Python's \s.
bool is_python_space(char32_t c) {
    return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
           c == 0x3000;
}

/// Python's \d: Unicode's decimal digits, which stand in tens. Their zeros, as of Unicode 15.
constexpr std::array<char32_t, 66> zeros = {
    0x30,    0x660,   0x6f0,   0x7c0,   0x966,   0x9e6,   0xa66,   0xae6,   0xb66,   0xbe6,   0xc66,
    0xce6,   0xd66,   0xde6,   0xe50,   0xed0,   0xf20,   0x1040,  0x1090,  0x17e0,  0x1810,  0x1946,
    0x19d0,  0x1a80,  0x1a90,  0x1b50,  0x1bb0,  0x1c40,  0x1c50,  0xa620,  0xa8d0,  0xa900,  0xa9d0,
    0xa9f0,  0xaa50,  0xabf0,  0xff10,  0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0,
    0x11450, 0x114d0, 0x11650, 0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x16a60,
    0x16ac0, 0x16b50, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e950, 0x1fbf0};

bool is_python_digit(char32_t c) {
    const auto after = std::upper_bound(zeros.begin(), zeros.end(), c);
    return after != zeros.begin() && c - *std::prev(after) < 10;
}

template <class Is>
std::size_t skip(std::string_view text, std::size_t at, Is is) {
    for (Point point = point_at(text, at); point.size > 0 && is(point.value); point = point_at(text, at))
        at += point.size;
    return at;
}

/// Behind one white space; `at` itself where there is none.
std::size_t one_space(std::string_view text, std::size_t at) {
    const Point point = point_at(text, at);
    return point.size > 0 && is_python_space(point.value) ? at + point.size : at;
}

/// Where a pattern has matched, or how far it looked in vain.
struct Attempt {
    bool matches = false;
    std::size_t end = 0;
};

/// With one more white space behind `end`, which every pattern of lines ends with.
Attempt and_space(std::string_view text, std::size_t end) {
    const std::size_t behind = one_space(text, end);
    return {behind > end, behind};
}

/// How often a pattern that begins with ^ matches, one match behind the other. The lines that an attempt
/// looked through in vain are blank ones and the one behind them: from their beginnings it would fail as
/// well.
template <class Try>
int count_lines(std::string_view text, Try attempt_at) {
    int count = 0;
    for (std::size_t at = 0; at < text.size();) {
        const Attempt attempt = attempt_at(at);
        if (attempt.matches) ++count;
        // A match that ends in a line feed ends at the next line's start.
        if (attempt.matches && text[attempt.end - 1] == '\n') {
            at = attempt.end;
            continue;
        }
        const std::size_t feed = text.find('\n', attempt.end);
        if (feed == std::string_view::npos) break;
        at = feed + 1;
    }
    return count;
}

int headers(std::string_view text, std::size_t level) {
    const std::string marks(level, '#');
    return count_lines(text, [&](std::size_t at) {
        return text.substr(at, level) == marks ? and_space(text, at + level) : Attempt{false, at};
    });
}

int ordered(std::string_view text) {
    return count_lines(text, [&](std::size_t at) {
        const std::size_t number = skip(text, at, is_python_space);
        const std::size_t dot = skip(text, number, is_python_digit);
        const bool is_item = dot > number && dot < text.size() && text[dot] == '.';
        return is_item ? and_space(text, dot + 1) : Attempt{false, number};
    });
}

int unordered(std::string_view text) {
    return count_lines(text, [&](std::size_t at) {
        const std::size_t mark = skip(text, at, is_python_space);
        const bool is_item =
            mark < text.size() && std::string_view("-*+").find(text[mark]) != std::string_view::npos;
        return is_item ? and_space(text, mark + 1) : Attempt{false, mark};
    });
}

/// \*\*[^*\n]+\*\* and the same with underscores.
int bold(std::string_view text, char mark) {
    const std::string marks(2, mark);
    int count = 0;
    for (std::size_t at = text.find(marks); at != std::string_view::npos; at = text.find(marks, at)) {
        const std::size_t end = text.find_first_of(std::string("\n") + mark, at + 2);
        if (end != std::string_view::npos && end > at + 2 && text.substr(end, 2) == marks) {
            ++count;
            at = end + 2;
        } else {
            ++at;
        }
    }
    return count;
}

void remove_all(std::string& text, std::string_view part) {
    if (part.empty()) return;
    std::string kept;
    std::size_t from = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, from)) {
        kept.append(text, from, at - from);
        from = at + part.size();
    }
    kept.append(text, from);
    text = std::move(kept);
}

/// remove_pattern with ```([^`]*)```: what stands in code blocks goes, wherever else the same text stands;
/// the fences stay.
std::string without_code(std::string_view answer) {
    constexpr std::string_view fence = "```";
    std::vector<std::string_view> blocks;
    for (std::size_t at = answer.find(fence); at != std::string_view::npos; at = answer.find(fence, at)) {
        const std::size_t begin = at + fence.size();
        const std::size_t end = std::min(answer.find('`', begin), answer.size());
        if (answer.substr(end, fence.size()) == fence) {
            blocks.push_back(answer.substr(begin, end - begin));
            at = end + fence.size();
        } else {
            ++at;
        }
    }
    std::string text(answer);
    for (const std::string_view block : blocks)
        remove_all(text, block);
    return text;
}

}  // namespace

JsonBox style_metadata(std::string_view answer) {
    const std::string text = without_code(answer);
    Json header_count = Json::object();
    for (std::size_t level = 1; level <= 6; ++level)
        header_count["h" + std::to_string(level)] = headers(text, level);
    return Json{{"token_len", wire::estimate_tokens(answer)},
                {"header_count", std::move(header_count)},
                {"list_count", {{"ordered", ordered(text)}, {"unordered", unordered(text)}}},
                {"bold_count", {{"**", bold(text, '*')}, {"__", bold(text, '_')}}}};
}

}  // namespace moa::evaluation
