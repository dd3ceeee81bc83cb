#include "native/cli/terminal/terminal_text.hpp"

#include <cstdio>

#include "unicode/tables.hpp"

namespace moa::cli {
namespace {

constexpr char32_t replacement = 0xFFFD;
constexpr std::string_view ellipsis = "…";

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

/// All of them stand in strings only: the rest of JSON is ASCII.
bool is_escaped_in_json(char32_t value) {
    return (value >= 0x7F && value < 0xA0) || steers_direction(value) || value == 0x61C || value == 0x200E ||
           value == 0x200F || value == 0x2028 || value == 0x2029;
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

int code_point_width(char32_t code_point) {
    if (code_point < 0x300) return 1;
    if (unicode::contains(unicode::zero_width, code_point)) return 0;
    return unicode::contains(unicode::double_width, code_point) ? 2 : 1;
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

std::string escaped_json(std::string_view json) {
    std::string out;
    out.reserve(json.size());
    while (!json.empty()) {
        const std::string_view before = json;
        const char32_t value = take_code_point(json);
        if (is_escaped_in_json(value)) {
            char code[8];
            std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(value));
            out += code;
        } else {
            out.append(before.substr(0, before.size() - json.size()));
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
