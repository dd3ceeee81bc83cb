#include "view/markdown/table_layout.hpp"

#include <algorithm>
#include <numeric>

namespace moa::view {
namespace {

/// A word wider than this is broken before other columns become narrower for it.
constexpr float widest_word = 120;

/// For each column the width on one line, and the width without breaking a word.
struct ColumnWidths {
    std::vector<float> wanted;
    std::vector<float> needed;
};

ColumnWidths measure_columns(const Context& context, const Block& block, RichStyle style, std::size_t count) {
    ColumnWidths columns{std::vector<float>(count, 0), std::vector<float>(count, 0)};
    for (std::size_t i = 0; i < block.cells.size(); ++i) {
        const RichWidths widths = measure(block.cells[i], context.pen, style);
        float& wanted = columns.wanted[i % count];
        float& needed = columns.needed[i % count];
        wanted = std::max(wanted, widths.whole + 2);
        needed = std::max(needed, std::min(widths.word + 2, context.scaled(widest_word)));
    }
    return columns;
}

/// Shares `room` among the columns.
std::vector<float> shared(const ColumnWidths& columns, float room) {
    const std::size_t count = columns.wanted.size();
    const float all_wanted = std::accumulate(columns.wanted.begin(), columns.wanted.end(), 0.0F);
    const float all_needed = std::accumulate(columns.needed.begin(), columns.needed.end(), 0.0F);
    const float equal = room / static_cast<float>(count);
    std::vector<float> widths(count, 0);
    for (std::size_t i = 0; i < count; ++i) {
        const float wanted = columns.wanted[i];
        const float needed = columns.needed[i];
        if (all_wanted <= room) {
            // What is left over goes to all, by what they hold.
            widths[i] = all_wanted > 0 ? wanted * room / all_wanted : equal;
        } else if (all_needed >= room) {
            widths[i] = all_needed > 0 ? needed * room / all_needed : equal;
        } else {
            const float spare = (room - all_needed) / std::max(1.0F, all_wanted - all_needed);
            widths[i] = needed + (wanted - needed) * spare;
        }
    }
    return widths;
}

}  // namespace

void TableLayout::lay_out(const Context& context, const Block& block, float width) {
    const RichStyle style{context.scaled(13), context.scaled(20), false};
    const std::size_t count = std::max<std::size_t>(1, block.columns.size());
    gap_ = context.scaled(16);
    padding_ = context.scaled(7);
    columns_ = shared(measure_columns(context, block, style, count),
                      std::max(1.0F, width - gap_ * static_cast<float>(count - 1)));
    cells_.assign(block.cells.size(), RichLayout());
    rows_.assign((block.cells.size() + count - 1) / count, 0);
    for (std::size_t i = 0; i < block.cells.size(); ++i) {
        cells_[i].lay_out(block.cells[i], context.pen, style, columns_[i % count]);
        float& row = rows_[i / count];
        row = std::max(row, std::max(style.line_height, cells_[i].height()) + 2 * padding_);
    }
}

float TableLayout::height() const {
    return std::accumulate(rows_.begin(), rows_.end(), 0.0F);
}

float TableLayout::top_of(int cell, std::uint32_t offset) const {
    const auto at = static_cast<std::size_t>(cell);
    const auto row = static_cast<std::ptrdiff_t>(at / columns_.size());
    const float above = std::accumulate(rows_.begin(), rows_.begin() + row, 0.0F);
    return above + padding_ + view::top_of(cells_[at].lines(), offset);
}

const std::string* TableLayout::draw(const Flow& flow, const Block& block, int id, float left,
                                     const OnPart& on_part) const {
    const Context& context = flow.context();
    const Theme& theme = context.theme;
    const std::size_t count = columns_.size();
    const ImVec2 pointer = ImGui::IsWindowHovered() ? ImGui::GetMousePos() : ImVec2(-1, -1);
    const float whole =
        std::accumulate(columns_.begin(), columns_.end(), 0.0F) + gap_ * static_cast<float>(count - 1);
    const std::string* address = nullptr;
    float y = flow.y();
    for (std::size_t row = 0; row < rows_.size(); ++row) {
        float x = left;
        for (std::size_t column = 0; column < count && row * count + column < cells_.size(); ++column) {
            const std::size_t i = row * count + column;
            const RichText& text = block.cells[i];
            const RichLayout& lines = cells_[i];
            const ImVec2 at(x, y + padding_);
            const float width = columns_[column];
            const CellAlign align = block.columns[column];
            on_part({id, static_cast<int>(i), &text, &lines, nullptr, at, width, lines.height(), align});
            const int link =
                lines.draw(context, flow.list(), text, at, width, align, row == 0 ? theme.muted : theme.text,
                           pointer, flow.clip_top(), flow.clip_bottom());
            if (link >= 0) address = &text.links[static_cast<std::size_t>(link)];
            x += width + gap_;
        }
        y += rows_[row];
        const float rule = context.pen.snapped(y) - 1;
        flow.list().AddRectFilled(ImVec2(left, rule), ImVec2(left + whole, rule + 1), theme.line);
    }
    return address;
}

}  // namespace moa::view
