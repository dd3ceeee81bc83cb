// Tables of Markdown: the widths of their columns, and their drawing.
#include <algorithm>

#include "view/panels/markdown_view.hpp"

namespace moa::view {
namespace {

RichStyle cell_style(const Context& context) {
    return {context.scaled(13), context.scaled(20), false};
}

constexpr float cell_padding_x = 16;

}  // namespace

void MarkdownView::lay_out_table(const Context& context, Laid& laid, float width) {
    const Block& block = laid.block;
    const std::size_t count = std::max<std::size_t>(1, block.columns.size());
    const RichStyle style = cell_style(context);
    const float padding = context.scaled(cell_padding_x);
    std::vector<float> wanted(count, 0);
    std::vector<float> needed(count, 0);
    for (std::size_t i = 0; i < block.cells.size(); ++i) {
        const RichWidths widths = measure(block.cells[i], context.pen, style);
        wanted[i % count] = std::max(wanted[i % count], widths.whole + 2);
        needed[i % count] = std::max(needed[i % count], std::min(widths.word + 2, context.scaled(120)));
    }
    float all_wanted = 0;
    float all_needed = 0;
    for (std::size_t i = 0; i < count; ++i) {
        all_wanted += wanted[i];
        all_needed += needed[i];
    }
    const float room = std::max(1.0F, width - padding * static_cast<float>(count - 1));
    laid.columns.assign(count, 0);
    for (std::size_t i = 0; i < count; ++i) {
        if (all_wanted <= room) {
            // What is left over goes to all, by what they hold.
            laid.columns[i] =
                all_wanted > 0 ? wanted[i] * room / all_wanted : room / static_cast<float>(count);
        } else if (all_needed >= room) {
            laid.columns[i] =
                all_needed > 0 ? needed[i] * room / all_needed : room / static_cast<float>(count);
        } else {
            const float spare = (room - all_needed) / std::max(1.0F, all_wanted - all_needed);
            laid.columns[i] = needed[i] + (wanted[i] - needed[i]) * spare;
        }
    }
    laid.cells.assign(block.cells.size(), RichLayout());
    laid.rows.assign((block.cells.size() + count - 1) / count, 0);
    for (std::size_t i = 0; i < block.cells.size(); ++i) {
        laid.cells[i].lay_out(block.cells[i], context.pen, style, laid.columns[i % count]);
        float& row = laid.rows[i / count];
        row = std::max(
            row, std::max(style.line_height, laid.cells[i].height()) + 2 * context.scaled(cell_padding_y));
    }
    laid.height = 0;
    for (const float row : laid.rows)
        laid.height += row;
}

void MarkdownView::draw_table(Flow& flow, const Laid& laid, int id, float left, const std::string** address) {
    const Context& context = flow.context();
    const Theme& theme = context.theme;
    const std::size_t count = laid.columns.size();
    const ImVec2 pointer = ImGui::IsWindowHovered() ? ImGui::GetMousePos() : ImVec2(-1, -1);
    float whole = 0;
    for (const float column : laid.columns)
        whole += column;
    whole += context.scaled(cell_padding_x) * static_cast<float>(count - 1);
    float y = flow.y();
    for (std::size_t row = 0; row < laid.rows.size(); ++row) {
        float x = left;
        for (std::size_t column = 0; column < count && row * count + column < laid.cells.size(); ++column) {
            const std::size_t i = row * count + column;
            const RichText& text = laid.block.cells[i];
            const ImVec2 at(x, y + context.scaled(cell_padding_y));
            select_in(flow, {id, static_cast<int>(i), &text, &laid.cells[i], nullptr, at,
                             laid.columns[column], laid.cells[i].height(), laid.block.columns[column]});
            const int hit = laid.cells[i].draw(
                context, flow.list(), text, at, laid.columns[column], laid.block.columns[column],
                row == 0 ? theme.muted : theme.text, pointer, flow.clip_top(), flow.clip_bottom());
            if (hit >= 0) *address = &text.links[static_cast<std::size_t>(hit)];
            x += laid.columns[column] + context.scaled(cell_padding_x);
        }
        y += laid.rows[row];
        const float rule = context.pen.snapped(y) - 1;
        flow.list().AddRectFilled(ImVec2(left, rule), ImVec2(left + whole, rule + 1), theme.line);
    }
}

}  // namespace moa::view
