#include "view/markdown/table_layout.hpp"

#include <algorithm>
#include <numeric>

#include "view/math/formula.hpp"

namespace moa::view {
namespace {

/// A word wider than this is broken before other columns become narrower for it.
constexpr float widest_word = 120;

/// What a column of a table that is scrolled has at most, for its longest word and for more words.
constexpr float widest_word_scrolled = 280;
constexpr float widest_scrolled = 180;
/// The share of the room that a first column may take which stays in place.
constexpr float most_fixed = 0.45F;

/// For each column the width on one line, that of its longest word, and that without breaking a word which is
/// not too long.
struct ColumnWidths {
    std::vector<float> wanted;
    std::vector<float> word;
    std::vector<float> needed;
    std::vector<float> unbroken;  ///< formulas
};

ColumnWidths measure_columns(const Context& context, const markdown::Block& block, RichStyle style,
                             std::size_t count, std::vector<RichLayout>& cells) {
    const std::vector<float> none(count, 0);
    ColumnWidths columns{none, none, none, none};
    for (std::size_t i = 0; i < block.cells.size(); ++i) {
        const RichWidths widths = cells[i].measure(block.cells[i], context.pen, style);
        float& wanted = columns.wanted[i % count];
        float& needed = columns.needed[i % count];
        wanted = std::max(wanted, widths.whole + 2);
        columns.word[i % count] = std::max(columns.word[i % count], widths.word + 2);
        columns.unbroken[i % count] = std::max(columns.unbroken[i % count], widths.unbroken + 2);
        needed =
            std::max({needed, std::min(widths.word + 2, context.scaled(widest_word)), widths.unbroken + 2});
    }
    return columns;
}

/// The widths for `room` to be shared: more than that where the longest words do not fit side by side.
std::vector<float> column_widths(const Context& context, const ColumnWidths& columns, float room) {
    const std::size_t count = columns.wanted.size();
    const float all_wanted = std::accumulate(columns.wanted.begin(), columns.wanted.end(), 0.0F);
    const float all_needed = std::accumulate(columns.needed.begin(), columns.needed.end(), 0.0F);
    std::vector<float> widths(count, 0);
    for (std::size_t i = 0; i < count; ++i) {
        const float wanted = columns.wanted[i];
        const float needed = columns.needed[i];
        if (all_wanted <= room) {
            // What is left over goes to all, by what they hold.
            widths[i] = all_wanted > 0 ? wanted * room / all_wanted : room / static_cast<float>(count);
        } else if (all_needed > room) {
            const float word = std::max(std::min(columns.word[i], context.scaled(widest_word_scrolled)),
                                        columns.unbroken[i]);
            widths[i] = std::min(wanted, std::max(word, context.scaled(widest_scrolled)));
        } else {
            const float spare = (room - all_needed) / std::max(1.0F, all_wanted - all_needed);
            widths[i] = needed + (wanted - needed) * spare;
        }
    }
    return widths;
}

}  // namespace

void TableLayout::lay_out(const Context& context, const markdown::Block& block, float width) {
    const RichStyle style{context.scaled(13), context.scaled(20), false, set_formula};
    const std::size_t count = std::max<std::size_t>(1, block.columns.size());
    gap_ = context.scaled(16);
    padding_ = context.scaled(7);
    room_ = width;
    cells_.resize(block.cells.size());
    columns_ = column_widths(context, measure_columns(context, block, style, count, cells_),
                             std::max(1.0F, width - gap_ * static_cast<float>(count - 1)));
    const bool is_scrolled = this->width() > room_ + 0.5F;
    if (!is_scrolled) room_ = std::max(room_, this->width());
    bar_ = is_scrolled ? context.scaled(SidewaysScroll::bar_room) : 0;
    fixed_ = columns_[0] + gap_;
    if (!is_scrolled || count == 1 || fixed_ > room_ * most_fixed) fixed_ = 0;
    rows_.assign((block.cells.size() + count - 1) / count, 0);
    for (std::size_t i = 0; i < block.cells.size(); ++i) {
        cells_[i].lay_out(block.cells[i], context.pen, style, columns_[i % count]);
        float& row = rows_[i / count];
        row = std::max(row, std::max(style.line_height, cells_[i].height()) + 2 * padding_);
    }
}

float TableLayout::height() const {
    return std::accumulate(rows_.begin(), rows_.end(), bar_);
}

float TableLayout::top_of(int cell, std::uint32_t offset) const {
    const auto at = static_cast<std::size_t>(cell);
    const auto row = static_cast<std::ptrdiff_t>(at / columns_.size());
    const float above = std::accumulate(rows_.begin(), rows_.begin() + row, 0.0F);
    return above + padding_ + view::top_of(cells_[at].lines(), offset);
}

float TableLayout::width() const {
    return std::accumulate(columns_.begin(), columns_.end(), 0.0F) +
           gap_ * static_cast<float>(columns_.size() - 1);
}

std::pair<float, float> TableLayout::across(int cell) const {
    const std::size_t column = static_cast<std::size_t>(cell) % columns_.size();
    if (column == 0 && fixed_ > 0) return {0, 0};
    const auto place = static_cast<std::ptrdiff_t>(column);
    const float left = std::accumulate(columns_.begin(), columns_.begin() + place, 0.0F) +
                       gap_ * static_cast<float>(column) - fixed_;
    return {left, left + columns_[column]};
}

/// Neighbours that are drawn together.
struct TableLayout::Columns {
    int id = 0;             ///< of the block
    std::size_t first = 0;  ///< [first, behind)
    std::size_t behind = 0;
    float left = 0;                ///< on screen, of the first
    std::pair<float, float> seen;  ///< what of the screen they have
};

void TableLayout::draw_columns(const Flow& flow, const markdown::Block& block, const Columns& columns,
                               const BlockActs& acts, const std::string*& address) const {
    const Context& context = flow.context();
    const Theme& theme = context.theme;
    const std::size_t count = columns_.size();
    const ImVec2 mouse = ImGui::GetMousePos();
    const bool is_over =
        ImGui::IsWindowHovered() && mouse.x >= columns.seen.first && mouse.x < columns.seen.second;
    const ImVec2 pointer = is_over ? mouse : ImVec2(-1, -1);
    float y = flow.y();
    for (std::size_t row = 0; row < rows_.size(); y += rows_[row++]) {
        float x = columns.left;
        for (std::size_t column = columns.first; column < columns.behind; ++column) {
            const std::size_t i = row * count + column;
            if (i >= cells_.size()) break;
            const markdown::RichText& text = block.cells[i];
            const RichLayout& lines = cells_[i];
            const ImVec2 at(x, y + padding_);
            const float width = columns_[column];
            const markdown::CellAlign align = block.columns[column];
            acts.on_part({columns.id,
                          static_cast<int>(i),
                          &text,
                          &lines,
                          nullptr,
                          at,
                          width,
                          lines.height(),
                          align,
                          {std::max(x, columns.seen.first), std::min(x + width, columns.seen.second)}});
            const int link =
                lines.draw(context, flow.list(), text, at, width, align, row == 0 ? theme.muted : theme.text,
                           pointer, flow.clip_top(), flow.clip_bottom());
            if (link >= 0) address = &text.links[static_cast<std::size_t>(link)];
            x += width + gap_;
        }
    }
}

const std::string* TableLayout::draw(const Flow& flow, const markdown::Block& block, int id, float left,
                                     const BlockActs& acts) const {
    const Context& context = flow.context();
    const Theme& theme = context.theme;
    const std::size_t count = columns_.size();
    const std::string* address = nullptr;
    const float right = left + std::min(room_, width());
    const bool is_scrolled = width() > room_;
    const ImVec2 corner(left + fixed_, flow.y());
    const ImVec2 opposite(right, flow.y() + height());
    if (is_scrolled) {
        acts.scroll.update(flow, {corner, opposite, width() - fixed_, fixed_}, acts.selecting);
        flow.list().PushClipRect(corner, opposite, true);
    }
    const float offset = is_scrolled ? acts.scroll.offset() : 0;
    const std::size_t first = fixed_ > 0 ? 1 : 0;
    const std::pair<float, float> seen = is_scrolled ? std::pair(corner.x, right) : std::pair(left, right);
    draw_columns(flow, block, {id, first, count, corner.x - offset, seen}, acts, address);
    if (is_scrolled) flow.list().PopClipRect();
    if (first > 0) draw_columns(flow, block, {id, 0, 1, left, {left, corner.x}}, acts, address);
    float y = flow.y();
    for (const float row : rows_) {
        y += row;
        const float rule = context.pen.snapped(y) - 1;
        flow.list().AddRectFilled(ImVec2(left, rule), ImVec2(right, rule + 1), theme.line);
    }
    if (first > 0 && offset > 0) {
        const float x = context.pen.snapped(corner.x) - 1;
        flow.list().AddRectFilled(ImVec2(x, flow.y()), ImVec2(x + 1, y), theme.line);
    }
    return address;
}

}  // namespace moa::view
