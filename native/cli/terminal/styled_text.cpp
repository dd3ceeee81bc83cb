#include "native/cli/terminal/styled_text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "code_point.hpp"
#include "native/cli/terminal/terminal_text.hpp"

namespace moa::cli {
namespace {

constexpr std::string_view dim = "2";

/// SGR parameters by the bits strong, emphasis, struck and code, in this order.
constexpr std::array<std::string_view, 16> parameters = {
    "",   "1",    "3",    "1;3",    "9",    "1;9",    "3;9",    "1;3;9",
    "36", "1;36", "3;36", "1;3;36", "9;36", "1;9;36", "3;9;36", "1;3;9;36"};

std::string_view sgr_of(std::uint8_t style) {
    std::size_t bits = 0;
    if ((style & markdown::span_strong) != 0) bits |= 1;
    if ((style & markdown::span_emphasis) != 0) bits |= 2;
    if ((style & markdown::span_struck) != 0) bits |= 4;
    if ((style & (markdown::span_code | markdown::span_math)) != 0) bits |= 8;
    return parameters[bits];
}

void append(StyledLine& line, std::string_view text, std::string_view sgr) {
    const StyledLine more = styled(text, sgr);
    line.insert(line.end(), more.begin(), more.end());
}

}  // namespace

StyledLine styled(std::string_view text, std::string_view sgr) {
    StyledLine line;
    const std::string safe = harmless(text);
    std::string_view rest = safe;
    while (!rest.empty())
        line.push_back({take_code_point(rest), sgr});
    return line;
}

StyledLine styled(const markdown::RichText& text, bool colour) {
    StyledLine line;
    for (std::size_t i = 0; i < text.spans.size(); ++i) {
        const markdown::Span& span = text.spans[i];
        const auto words = std::string_view(text.text).substr(span.begin, span.end - span.begin);
        const std::string_view mark = !colour && (span.style & markdown::span_code) != 0 ? "`" : "";
        append(line, mark, {});
        append(line, words, sgr_of(span.style));
        append(line, mark, {});
        const bool ends = i + 1 == text.spans.size() || text.spans[i + 1].link != span.link;
        if (span.link < 0 || !ends) continue;
        const std::string& address = text.links[static_cast<std::size_t>(span.link)];
        if (markdown::is_web_link(address) && words != address) append(line, " (" + address + ")", dim);
    }
    return line;
}

int width_of(const StyledLine& line) {
    int width = 0;
    for (const StyledCell& cell : line)
        width += code_point_width(cell.code_point);
    return width;
}

std::vector<StyledLine> wrapped(const StyledLine& text, int width) {
    std::vector<StyledLine> lines(1);
    StyledLine word;
    int used = 0;
    const auto new_line = [&] {
        lines.emplace_back();
        used = 0;
    };
    const auto end_word = [&] {
        if (used > 0 && used + width_of(word) > width) new_line();
        for (const StyledCell& cell : word) {
            const int columns = code_point_width(cell.code_point);
            if (used > 0 && used + columns > width) new_line();
            lines.back().push_back(cell);
            used += columns;
        }
        word.clear();
    };
    for (const StyledCell& cell : text) {
        if (cell.code_point == '\n') {
            end_word();
            new_line();
        } else if (cell.code_point == ' ' || cell.code_point == '\t') {
            end_word();
            if (used >= width) new_line();
            if (used > 0) {
                lines.back().push_back({' ', cell.sgr});
                ++used;
            }
        } else {
            if (code_point_width(cell.code_point) == 2) end_word();
            word.push_back(cell);
        }
    }
    end_word();
    for (StyledLine& line : lines) {
        while (!line.empty() && line.back().code_point == ' ')
            line.pop_back();
    }
    return lines;
}

std::string to_text(const StyledLine& line, bool colour) {
    std::string text;
    std::string_view sgr;
    for (const StyledCell& cell : line) {
        if (colour && cell.sgr != sgr) {
            text += "\x1b[0" + (cell.sgr.empty() ? std::string() : ";" + std::string(cell.sgr)) + "m";
            sgr = cell.sgr;
        }
        append_utf8(text, cell.code_point);
    }
    return sgr.empty() ? text : text + "\x1b[0m";
}

}  // namespace moa::cli
