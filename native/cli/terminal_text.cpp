#include "native/cli/terminal_text.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace moa::cli {
namespace {

struct Range {
    char32_t first;
    char32_t last;
};

constexpr std::array<Range, 23> zero_width = {{
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD},   {0x0610, 0x061A}, {0x064B, 0x065F},
    {0x06D6, 0x06DC}, {0x0900, 0x0902}, {0x093C, 0x093C},   {0x0941, 0x0948}, {0x094D, 0x094D},
    {0x0E31, 0x0E31}, {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E},   {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},
    {0x200B, 0x200F}, {0x2060, 0x2064}, {0x20D0, 0x20FF},   {0x302A, 0x302D}, {0x3099, 0x309A},
    {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xE0100, 0xE01EF},
}};

constexpr std::array<Range, 43> double_width = {{
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC}, {0x23F0, 0x23F0},
    {0x23F3, 0x23F3},   {0x25FD, 0x25FE},   {0x2614, 0x2615},   {0x2648, 0x2653}, {0x267F, 0x267F},
    {0x2693, 0x2693},   {0x26A1, 0x26A1},   {0x26AA, 0x26AB},   {0x26BD, 0x26BE}, {0x26C4, 0x26C5},
    {0x26CE, 0x26CE},   {0x26D4, 0x26D4},   {0x26EA, 0x26EA},   {0x26F2, 0x26F5}, {0x26FA, 0x26FD},
    {0x2705, 0x2705},   {0x270A, 0x270B},   {0x2728, 0x2728},   {0x274C, 0x274E}, {0x2753, 0x2757},
    {0x2795, 0x2797},   {0x27B0, 0x27BF},   {0x2B1B, 0x2B1C},   {0x2B50, 0x2B55}, {0x2E80, 0x303E},
    {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0xA4CF},   {0xA960, 0xA97F}, {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},   {0xFE10, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6}, {0x16FE0, 0x18CFF},
    {0x1B000, 0x1B2FF}, {0x1F18E, 0x1FAFF}, {0x20000, 0x3FFFD},
}};

template <std::size_t N>
bool is_in(const std::array<Range, N>& ranges, char32_t code_point) {
    const auto after =
        std::upper_bound(ranges.begin(), ranges.end(), code_point,
                         [](char32_t value, const Range& range) { return value < range.first; });
    return after != ranges.begin() && code_point <= std::prev(after)->last;
}

constexpr char32_t replacement = 0xFFFD;
constexpr std::string_view ellipsis = "…";

/// The code point at the front of `text`, which is shortened by it. Invalid bytes come out as U+FFFD, one by
/// one.
char32_t take_code_point(std::string_view& text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    std::size_t length = 1;
    char32_t value = lead;
    if (lead >= 0xF0 && lead < 0xF5) {
        length = 4;
        value = lead & 0x07u;
    } else if (lead >= 0xE0) {
        length = 3;
        value = lead & 0x0Fu;
    } else if (lead >= 0xC2) {
        length = 2;
        value = lead & 0x1Fu;
    }
    bool valid = lead < 0x80 || (lead >= 0xC2 && lead < 0xF5 && length <= text.size());
    for (std::size_t i = 1; valid && i < length; ++i) {
        valid = (byte(i) & 0xC0u) == 0x80;
        value = (value << 6) | (byte(i) & 0x3Fu);
    }
    text.remove_prefix(valid ? length : 1);
    return valid ? value : replacement;
}

void append_code_point(std::string& out, char32_t value) {
    const auto put = [&](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (value < 0x80) {
        put(value);
    } else if (value < 0x800) {
        put(0xC0 | (value >> 6));
        put(0x80 | (value & 0x3F));
    } else if (value < 0x10000) {
        put(0xE0 | (value >> 12));
        put(0x80 | ((value >> 6) & 0x3F));
        put(0x80 | (value & 0x3F));
    } else {
        put(0xF0 | (value >> 18));
        put(0x80 | ((value >> 12) & 0x3F));
        put(0x80 | ((value >> 6) & 0x3F));
        put(0x80 | (value & 0x3F));
    }
}

bool steers_direction(char32_t value) {
    return (value >= 0x202A && value <= 0x202E) || (value >= 0x2066 && value <= 0x2069);
}

char32_t harmless_code_point(char32_t value) {
    constexpr char32_t control_pictures = 0x2400;
    if (value == '\n' || value == '\t') return value;
    if (value < 0x20) return control_pictures + value;
    if (value == 0x7F) return control_pictures + 0x21;
    if ((value >= 0x80 && value < 0xA0) || steers_direction(value)) return replacement;
    return value;
}

bool is_space(char32_t value) {
    return value == ' ' || (value >= '\t' && value <= '\r');
}

/// Start of the last part of `text` that takes at most `columns`.
std::size_t tail_start(std::string_view text, int columns) {
    std::size_t start = text.size();
    while (start > 0) {
        std::size_t before = start - 1;
        while (before > 0 && (static_cast<unsigned char>(text[before]) & 0xC0u) == 0x80)
            --before;
        std::string_view piece = text.substr(before, start - before);
        columns -= code_point_width(take_code_point(piece));
        if (columns < 0) break;
        start = before;
    }
    return start;
}

}  // namespace

int code_point_width(char32_t code_point) {
    if (code_point < 0x300) return 1;
    if (is_in(zero_width, code_point)) return 0;
    return is_in(double_width, code_point) ? 2 : 1;
}

int text_width(std::string_view text) {
    int columns = 0;
    while (!text.empty())
        columns += code_point_width(take_code_point(text));
    return columns;
}

std::string harmless(std::string_view text, bool one_line) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const char32_t value = take_code_point(text);
        if (one_line && is_space(value)) {
            if (!out.empty() && out.back() != ' ') out += ' ';
        } else {
            append_code_point(out, harmless_code_point(value));
        }
    }
    return out;
}

std::string cut_to_width(std::string_view text, int columns) {
    if (columns <= 0) return {};
    std::string_view rest = text;
    int used = 0;
    std::size_t fits = 0;  // bytes that leave room for the ellipsis
    while (!rest.empty()) {
        used += code_point_width(take_code_point(rest));
        if (used > columns) return std::string(text.substr(0, fits)) + std::string(ellipsis);
        if (used <= columns - 1) fits = text.size() - rest.size();
    }
    return std::string(text);
}

std::string tail_to_width(std::string_view text, int columns) {
    if (columns <= 0) return {};
    if (tail_start(text, columns) == 0) return std::string(text);
    return std::string(ellipsis) + std::string(text.substr(tail_start(text, columns - 1)));
}

std::vector<std::string> last_wrapped_lines(std::string_view text, int columns, std::size_t rows) {
    if (columns < 2 || rows == 0) return {};
    // Only the end can be visible: wrap no more of it than could fill the rows.
    const std::size_t enough = static_cast<std::size_t>(columns) * (rows + 1) * 4;
    if (text.size() > enough) {
        text.remove_prefix(text.size() - enough);
        const std::size_t line = text.find_first_of(" \n");
        if (line != std::string_view::npos) text.remove_prefix(line + 1);
    }
    std::vector<std::string> lines(1);
    int used = 0;
    std::string word;
    const auto end_word = [&] {
        const int width = text_width(word);
        if (used > 0 && used + width > columns) {
            lines.emplace_back();
            used = 0;
        }
        std::string_view rest = word;
        while (!rest.empty()) {
            const char32_t value = take_code_point(rest);
            const int step = code_point_width(value);
            if (used + step > columns) {
                lines.emplace_back();
                used = 0;
            }
            append_code_point(lines.back(), value);
            used += step;
        }
        word.clear();
    };
    const std::string safe = harmless(text);
    for (const char c : safe) {
        if (c == '\n') {
            end_word();
            lines.emplace_back();
            used = 0;
        } else if (c == ' ' || c == '\t') {
            end_word();
            if (used < columns) {
                lines.back() += ' ';
                ++used;
            }
        } else {
            word += c;
        }
    }
    end_word();
    if (lines.size() > rows) lines.erase(lines.begin(), lines.end() - static_cast<std::ptrdiff_t>(rows));
    return lines;
}

}  // namespace moa::cli
