#include "native/cli/terminal/answer_text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>
#include <vector>

#include "markdown/code_colours.hpp"
#include "markdown/parse.hpp"
#include "native/cli/terminal/styled_text.hpp"
#include "native/cli/terminal/terminal_text.hpp"

namespace moa::cli {
namespace {

using markdown::Block;
using markdown::BlockKind;
using markdown::CodeInk;

constexpr std::string_view bold = "1";
constexpr std::string_view faint = "2";
constexpr int widest_prose = 100;
constexpr int least_cell = 6;
constexpr int code_indent = 2;

/// By CodeInk: plain, keyword, known, name, string, number, comment.
constexpr std::array<std::string_view, 7> inks = {"", "35", "36", "34", "32", "33", "2"};

class Writer {
  public:
    explicit Writer(const AnswerStyle& style) : style_(style) {}

    void write(const markdown::Block& block) {
        begin(block);
        switch (block.kind) {
            case markdown::BlockKind::heading:
                return heading(block);
            case markdown::BlockKind::code:
                return code(block);
            case markdown::BlockKind::rule:
                return put({styled(repeated("─", std::min(prose_width(), 40)), faint)});
            case markdown::BlockKind::table:
                return table(block);
            case markdown::BlockKind::paragraph:
            case markdown::BlockKind::formula:
            case markdown::BlockKind::note:
                break;
        }
        put(wrapped(styled(block.text, style_.colour), prose_width()));
    }

    std::string take() { return std::move(text_); }

  private:
    static std::string repeated(std::string_view piece, int count) {
        std::string text;
        for (int i = 0; i < count; ++i)
            text += piece;
        return text;
    }

    /// The blank line before a block, and what its lines begin with.
    void begin(const markdown::Block& block) {
        const bool together = block.tight && block.depth > 0 && tight_before_;
        if (!text_.empty() && !together) text_ += "\n";
        tight_before_ = block.tight && block.depth > 0;
        first_ = styled(repeated("│ ", block.quote), faint);
        rest_ = first_;
        if (block.depth == 0) return;
        const std::string marker = block.marker.empty()    ? ""
                                   : block.marker == "-"   ? "•"
                                   : block.marker == "[ ]" ? "☐"
                                   : block.marker == "[x]" ? "☑"
                                                           : block.marker;
        // What belongs to an item stands under its words.
        widths_.resize(static_cast<std::size_t>(block.depth), 2);
        if (!marker.empty()) widths_.back() = text_width(marker) + 1;
        const int above = std::accumulate(widths_.begin(), widths_.end() - 1, 0);
        const std::string padding(static_cast<std::size_t>(above), ' ');
        const std::string own(static_cast<std::size_t>(widths_.back()), ' ');
        append(first_, styled(padding + (marker.empty() ? own : marker + " "), {}));
        append(rest_, styled(padding + own, {}));
    }

    static void append(StyledLine& line, const StyledLine& more) {
        line.insert(line.end(), more.begin(), more.end());
    }

    int room() const { return std::max(least_cell, style_.columns - width_of(rest_)); }
    int prose_width() const {
        return std::max(least_cell, std::min(style_.columns, widest_prose) - width_of(rest_));
    }

    void put(const std::vector<StyledLine>& lines) {
        for (const StyledLine& line : lines) {
            StyledLine whole = first_;
            append(whole, line);
            std::string text = to_text(whole, style_.colour);
            text.erase(text.find_last_not_of(' ') + 1);
            text_ += text + "\n";
            first_ = rest_;
        }
    }

    void heading(const markdown::Block& block) {
        StyledLine line;
        if (!style_.colour) line = styled(repeated("#", block.level) + " ", {});
        append(line, styled(block.text, style_.colour));
        for (StyledCell& cell : line) {
            if (cell.sgr.empty() || cell.sgr == bold) cell.sgr = block.level == 1 ? "1;4" : bold;
        }
        put(wrapped(line, prose_width()));
    }

    void code(const markdown::Block& block) {
        markdown::CodeColours colours;
        colours.update(block.language, block.text.text, false);
        const std::string_view code = block.text.text;
        StyledLine line;
        std::vector<StyledLine> lines;
        const auto add = [&](std::string_view piece, std::string_view sgr) {
            for (const StyledCell& cell : styled(piece, sgr)) {
                if (cell.code_point != '\n') {
                    line.push_back(cell);
                    continue;
                }
                lines.push_back(std::move(line));
                line.clear();
            }
        };
        std::size_t at = 0;
        for (const markdown::InkedStretch& stretch : colours.stretches()) {
            add(code.substr(at, stretch.begin - at), {});
            add(code.substr(stretch.begin, stretch.end - stretch.begin),
                inks[static_cast<std::size_t>(stretch.ink)]);
            at = stretch.end;
        }
        add(code.substr(at), {});
        if (!line.empty()) lines.push_back(std::move(line));
        append(first_, styled(std::string(code_indent, ' '), {}));
        append(rest_, styled(std::string(code_indent, ' '), {}));
        put(lines);
    }

    void table(const markdown::Block& block) {
        const std::size_t columns = std::max<std::size_t>(1, block.columns.size());
        std::vector<int> widths(columns, 1);
        std::vector<StyledLine> cells;
        for (std::size_t i = 0; i < block.cells.size(); ++i) {
            cells.push_back(styled(block.cells[i], style_.colour));
            if (i < columns) {
                for (StyledCell& cell : cells.back())
                    if (cell.sgr.empty()) cell.sgr = bold;
            }
            widths[i % columns] = std::max(widths[i % columns], width_of(cells.back()));
        }
        // The widest column gives way until all of them fit.
        const int between = 3 * static_cast<int>(columns - 1);
        while (std::accumulate(widths.begin(), widths.end(), between) > room()) {
            const auto widest = std::max_element(widths.begin(), widths.end());
            if (*widest <= least_cell) break;
            --*widest;
        }
        std::vector<StyledLine> lines;
        for (std::size_t row = 0; row < cells.size(); row += columns) {
            add_row(lines,
                    {cells.begin() + static_cast<std::ptrdiff_t>(row),
                     cells.begin() + static_cast<std::ptrdiff_t>(std::min(row + columns, cells.size()))},
                    widths, block.columns);
            if (row != 0) continue;
            StyledLine rule;
            for (std::size_t i = 0; i < columns; ++i)
                append(rule, styled((i == 0 ? "" : "─┼─") + repeated("─", widths[i]), faint));
            lines.push_back(std::move(rule));
        }
        put(lines);
    }

    void add_row(std::vector<StyledLine>& lines, const std::vector<StyledLine>& cells,
                 const std::vector<int>& widths, const std::vector<markdown::CellAlign>& aligns) const {
        std::vector<std::vector<StyledLine>> parts;
        std::size_t height = 1;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            parts.push_back(wrapped(cells[i], widths[i]));
            height = std::max(height, parts.back().size());
        }
        for (std::size_t row = 0; row < height; ++row) {
            StyledLine line;
            for (std::size_t i = 0; i < parts.size(); ++i) {
                if (i > 0) append(line, styled(" │ ", faint));
                const StyledLine part = row < parts[i].size() ? parts[i][row] : StyledLine();
                const int free = std::max(0, widths[i] - width_of(part));
                const markdown::CellAlign align = i < aligns.size() ? aligns[i] : markdown::CellAlign::left;
                const int before = align == markdown::CellAlign::right    ? free
                                   : align == markdown::CellAlign::centre ? free / 2
                                                                          : 0;
                append(line, styled(std::string(static_cast<std::size_t>(before), ' '), {}));
                append(line, part);
                append(line, styled(std::string(static_cast<std::size_t>(free - before), ' '), {}));
            }
            while (!line.empty() && line.back().code_point == ' ')
                line.pop_back();
            lines.push_back(std::move(line));
        }
    }

    AnswerStyle style_;
    std::string text_;
    StyledLine first_;         ///< before the next line
    StyledLine rest_;          ///< before those that follow
    std::vector<int> widths_;  ///< of the markers of the lists that are open
    bool tight_before_ = false;
};

}  // namespace

std::string answer_text(std::string_view markdown, const AnswerStyle& style) {
    Writer writer(style);
    for (const markdown::Block& block : markdown::parse(markdown))
        writer.write(block);
    return writer.take();
}

}  // namespace moa::cli
