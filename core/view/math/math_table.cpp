#include "view/math/math_table.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "view/math/math_shapes.hpp"

namespace moa::view {
namespace {

/// The columns as TeX has them, without the bars between them.
struct TableColumns {
    std::string alignment;
    std::vector<std::size_t> bars;  ///< each before the column of this number
};

TableColumns columns_of(std::string_view text) {
    TableColumns columns;
    for (const char c : text) {
        if (c == '|') {
            columns.bars.push_back(columns.alignment.size());
        } else if (c == 'l' || c == 'c' || c == 'r') {
            columns.alignment += c;
        }
    }
    if (columns.alignment.empty()) columns.alignment = "c";
    return columns;
}

/// In shares of the size of the letters.
struct TableRoom {
    tex::Level level;
    float between_rows;
    float between_columns;
};

TableRoom room_of(tex::Table kind) {
    switch (kind) {
        case tex::Table::matrix:
            return {tex::Level::text, 0.32F, 0.9F};
        case tex::Table::cases:
            return {tex::Level::text, 0.32F, 1.0F};
        case tex::Table::lines:
            return {tex::Level::display, 0.5F, 0.28F};
        case tex::Table::stack:
            return {tex::Level::script, 0.1F, 0.5F};
    }
    return {};
}

bool begins_with_relation(const tex::Node& cell) {
    return !cell.parts.empty() && cell.parts.front().spacing == tex::Class::relation;
}

/// Before a column; aligned lines have none between the sides of a relation.
float room_before(tex::Table kind, const TableColumns& columns, std::size_t column, float room) {
    if (column == 0) return 0;
    if (kind != tex::Table::lines || columns.alignment != "rl") return room;
    return column % 2 == 0 ? 2.0F : 0.0F;
}

}  // namespace

MathBox set_math_table(MathLayout& layout, const tex::Node& table) {
    const auto kind = static_cast<tex::Table>(table.amount);
    const TableRoom room = room_of(kind);
    const float unit = layout.em(room.level);
    const TableColumns columns = columns_of(table.text);
    const auto align_of = [&](std::size_t column) {
        return columns.alignment[column % columns.alignment.size()];
    };

    MathBox box = layout.begin();
    std::vector<MathBox> cells;  // row by row
    std::vector<float> widths;
    for (const tex::Node& row : table.parts) {
        for (std::size_t i = 0; i < row.parts.size(); ++i) {
            MathBox cell = layout.set(row.parts[i], room.level);
            // A relation that begins a cell has room at its left, as if something stood there.
            if (kind == tex::Table::lines && align_of(i) == 'l' && begins_with_relation(row.parts[i])) {
                layout.move(cell, unit * 5 / 18, 0);
                cell.width += unit * 5 / 18;
            }
            if (widths.size() <= i) widths.push_back(0);
            widths[i] = std::max(widths[i], cell.width);
            cells.push_back(cell);
        }
    }

    std::vector<float> lefts;
    const float side = kind == tex::Table::matrix || kind == tex::Table::cases ? unit * 0.12F : 0;
    box.width = side;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        box.width += unit * room_before(kind, columns, i, room.between_columns);
        lefts.push_back(box.width);
        box.width += widths[i];
    }
    box.width += side;
    float y = 0;
    float first_baseline = 0;
    const MathBox* cell = cells.data();
    for (const tex::Node& row : table.parts) {
        float above = unit * 0.75F;
        float below = unit * 0.22F;
        for (std::size_t i = 0; i < row.parts.size(); ++i) {
            above = std::max(above, cell[i].above);
            below = std::max(below, cell[i].below);
        }
        if (y > 0) y += unit * room.between_rows;
        y += above;
        if (first_baseline == 0) first_baseline = y;
        for (std::size_t i = 0; i < row.parts.size(); ++i, ++cell) {
            const float slack = widths[i] - cell->width;
            const char align = align_of(i);
            layout.put(box, *cell, lefts[i] + (align == 'r' ? slack : align == 'l' ? 0 : slack / 2), y);
        }
        y += below;
    }
    for (const std::size_t bar : columns.bars) {
        const float half = unit * room.between_columns / 2;
        const float x = bar < lefts.size() ? lefts[bar] - (bar > 0 ? half : side) : box.width;
        layout.put_rule(box, {x, 0}, {x + math_rule(unit), y});
    }
    box.above = 0;
    box.below = y;
    layout.move(box, 0, table.parts.size() == 1 ? -first_baseline : -y / 2 - math_axis * unit);
    return box;
}

}  // namespace moa::view
