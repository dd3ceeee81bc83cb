#include "native/cli/terminal/table.hpp"

#include <algorithm>

#include "native/cli/terminal/terminal_text.hpp"

namespace moa::cli {
namespace {

constexpr int gap = 2;
/// Less than this of a cut column tells nothing: then the line is left to wrap.
constexpr int least_cut_width = 12;

std::vector<std::string> titles_of(const std::vector<Column>& columns) {
    std::vector<std::string> titles;
    titles.reserve(columns.size());
    for (const Column& column : columns)
        titles.push_back(column.title);
    return titles;
}

}  // namespace

std::vector<std::string> table_lines(const std::vector<Column>& columns,
                                     const std::vector<std::vector<std::string>>& rows, int width) {
    std::vector<std::vector<std::string>> cells;
    cells.reserve(rows.size() + 1);
    cells.push_back(titles_of(columns));
    for (const auto& row : rows) {
        auto& clean = cells.emplace_back();
        for (const std::string& cell : row)
            clean.push_back(harmless(cell, true));
    }
    std::vector<int> widths(columns.size(), 0);
    for (const auto& row : cells) {
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], text_width(row[i]));
    }
    int before_last = 0;
    for (std::size_t i = 0; i + 1 < widths.size(); ++i)
        before_last += widths[i] + gap;

    std::vector<std::string> lines;
    lines.reserve(cells.size());
    for (auto& row : cells) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i + 1 == row.size() && width - before_last >= least_cut_width)
                row[i] = cut_to_width(row[i], width - before_last);
            const auto padding = static_cast<std::size_t>(std::max(0, widths[i] - text_width(row[i])));
            if (columns[i].right) line.append(padding, ' ');
            line += row[i];
            line.append((columns[i].right ? 0 : padding) + gap, ' ');
        }
        line.erase(line.find_last_not_of(' ') + 1);
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace moa::cli
