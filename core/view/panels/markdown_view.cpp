#include "view/panels/markdown_view.hpp"

#include <algorithm>

namespace moa::view {
namespace {

constexpr float list_indent = 24;
constexpr float quote_indent = 16;
/// Lists and quotes nested deeper than this get no more room.
constexpr int deepest = 12;
constexpr float code_inset_x = 16;

RichStyle style_of(const Context& context, const Block& block) {
    if (block.kind != BlockKind::heading) return {context.scaled(15), context.scaled(24), false};
    constexpr float sizes[] = {20, 20, 16, 15, 15, 15};
    const float size = sizes[std::clamp(block.level, 1, 6) - 1];
    return {context.scaled(size), context.scaled(size + 10), true};
}

}  // namespace

TextStyle MarkdownView::code_style(const Context& context) {
    return {Face::mono, context.scaled(13)};
}

float MarkdownView::space_between(const Context& context, const Block* before, const Block& block) {
    if (before == nullptr) return 0;
    float space = 12;
    if (block.kind == BlockKind::heading) space = 22;
    if (before->kind == BlockKind::heading) space = 8;
    if (block.kind == BlockKind::code || block.kind == BlockKind::table || before->kind == BlockKind::code ||
        before->kind == BlockKind::table) {
        space = std::max(space, 14.0F);
    }
    const bool list_goes_on = block.depth > 0 && before->depth > 0 && block.kind == BlockKind::paragraph;
    if (list_goes_on) space = block.tight ? 4 : 8;
    return context.scaled(space);
}

void MarkdownView::lay_out_block(const Context& context, Laid& laid, float width) {
    const Block& block = laid.block;
    laid.inset = context.scaled(static_cast<float>(std::min(block.depth, deepest)) * list_indent +
                                static_cast<float>(std::min(block.quote, deepest)) * quote_indent);
    const float inner = std::max(context.scaled(64), width - laid.inset);
    switch (block.kind) {
        case BlockKind::paragraph:
        case BlockKind::heading:
            laid.text.lay_out(block.text, context.pen, style_of(context, block), inner);
            laid.height = laid.text.height();
            break;
        case BlockKind::code:
            laid.code.update(block.text.text, laid.code_version, context.pen, code_style(context),
                             inner - 2 * context.scaled(code_inset_x));
            laid.height = static_cast<float>(std::max<std::size_t>(1, laid.code.lines().size())) *
                              context.scaled(code_line) +
                          2 * context.scaled(code_inset_y);
            break;
        case BlockKind::rule:
            laid.height = context.scaled(17);
            break;
        case BlockKind::table:
            lay_out_table(context, laid, inner);
            break;
    }
}

void MarkdownView::lay_out(const Context& context, float width) {
    const bool same_shape =
        width == width_ && scale_ == context.options.text_scale && ratio_ == context.pen.pixel_ratio();
    if (!same_shape) laid_.clear();
    if (!same_shape || generation_ != stream_.generation()) settled_ = 0;
    generation_ = stream_.generation();
    width_ = width;
    scale_ = context.options.text_scale;
    ratio_ = context.pen.pixel_ratio();
    const auto& segments = stream_.segments();
    laid_.resize(segments.size());
    for (std::size_t s = settled_; s < segments.size(); ++s) {
        LaidSegment& laid = laid_[s];
        if (s > 0) {
            const LaidSegment& above = laid_[s - 1];
            laid.top = above.top + above.height;
            laid.first_id = above.first_id + static_cast<int>(above.blocks.size());
        }
        if (laid.version == segments[s].version) continue;
        laid.version = segments[s].version;
        laid.blocks.resize(segments[s].blocks.size());
        laid.height = 0;
        const Block* before = nullptr;
        if (s > 0 && !laid_[s - 1].blocks.empty()) before = &laid_[s - 1].blocks.back().block;
        for (std::size_t b = 0; b < laid.blocks.size(); ++b) {
            Laid& block = laid.blocks[b];
            const Block& parsed = segments[s].blocks[b];
            // A block that came out as before keeps its lines.
            if (block.height == 0 || !(block.block == parsed)) {
                if (!parsed.text.text.starts_with(block.block.text.text)) ++block.code_version;
                block.block = parsed;
                lay_out_block(context, block, width);
            }
            block.space_before = space_between(context, before, parsed);
            laid.height += block.space_before + block.height;
            before = &block.block;
        }
    }
    // Only the last segment ever changes.
    settled_ = segments.empty() ? 0 : segments.size() - 1;
}

void MarkdownView::draw_code(Flow& flow, const Laid& laid, float left, float width, int id) {
    const Context& context = flow.context();
    const Theme& theme = context.theme;
    ImDrawList& list = flow.list();
    const ImVec2 from(left, flow.y());
    const ImVec2 to(left + width, flow.y() + laid.height);
    list.AddRectFilled(from, to, theme.code, 8);
    list.AddRect(from, to, theme.line, 8);
    const float line = context.scaled(code_line);
    float y = flow.y() + context.scaled(code_inset_y);
    select_in(flow, {id, 0, &laid.block.text, nullptr, &laid.code,
                     ImVec2(left + context.scaled(code_inset_x), y), width, laid.height});
    const std::string_view text = laid.block.text.text;
    for (const TextLine& part : laid.code.lines()) {
        if (y + line >= flow.clip_top() && y <= flow.clip_bottom()) {
            context.pen.write(list, code_style(context), ImVec2(left + context.scaled(code_inset_x), y), line,
                              theme.soft, text.substr(part.begin, part.end - part.begin));
        }
        y += line;
    }
    draw_copy_button(flow, laid, from, to, id);
}

/// It shows up where the pointer is, so that code is not covered; under fingers it is always there.
void MarkdownView::draw_copy_button(Flow& flow, const Laid& laid, ImVec2 from, ImVec2 to, int id) {
    const bool by_touch = ImGui::GetIO().MouseSource == ImGuiMouseSource_TouchScreen;
    if (!by_touch && !ImGui::IsMouseHoveringRect(from, to)) return;
    const Context& context = flow.context();
    const Theme& theme = context.theme;
    ImDrawList& list = flow.list();
    constexpr std::string_view label = "Copy";
    const TextStyle style{Face::regular, context.scaled(12)};
    const float wide = context.pen.width(style, label) + context.scaled(16);
    const float high = context.scaled(by_touch ? 32 : 24);
    const ImVec2 at(to.x - wide - 8, from.y + 8);
    ImGui::PushID(id);
    ImGui::SetCursorScreenPos(at);
    if (ImGui::InvisibleButton("copy code", ImVec2(wide, high)))
        ImGui::SetClipboardText(laid.block.text.text.c_str());
    const bool over = ImGui::IsItemHovered();
    ImGui::PopID();
    list.AddRectFilled(at, ImVec2(at.x + wide, at.y + high), theme.raised, 6);
    list.AddRect(at, ImVec2(at.x + wide, at.y + high), theme.line, 6);
    context.pen.write(list, style, ImVec2(at.x + context.scaled(8), at.y), high,
                      over ? theme.text : theme.soft, label);
}

void MarkdownView::draw_marker(Flow& flow, const Block& block, float left, float width, bool mirrored) {
    const Context& context = flow.context();
    const Theme& theme = context.theme;
    const float line = context.scaled(24);
    const float centre_y = flow.y() + line / 2;
    const auto beside = [&](float distance) {
        return mirrored ? left + width + context.scaled(distance) : left - context.scaled(distance);
    };
    if (block.marker == "-") {
        const ImVec2 at(beside(13), centre_y);
        if (block.depth % 2 == 1) {
            flow.list().AddCircleFilled(at, context.scaled(2.5F), theme.muted);
        } else {
            flow.list().AddCircle(at, context.scaled(2.5F), theme.muted, 0, 1.2F);
        }
    } else if (block.marker[0] == '[') {
        const float half = context.scaled(6);
        const ImVec2 at(beside(14), centre_y);
        flow.list().AddRect(ImVec2(at.x - half, at.y - half), ImVec2(at.x + half, at.y + half), theme.muted,
                            3);
        if (block.marker[1] == 'x')
            draw_state(flow.list(), run::NodeState::done, at, context.scaled(10), theme.done);
    } else {
        const TextStyle style{Face::regular, context.scaled(15), true};
        const ImVec2 at(beside(7), flow.y());
        if (mirrored) {
            context.pen.write(flow.list(), style, at, line, theme.muted, block.marker);
        } else {
            context.pen.write_right(flow.list(), style, at, line, theme.muted, block.marker);
        }
    }
}

void MarkdownView::draw_paragraph(Flow& flow, const Laid& laid, int id, ImVec2 at, float width,
                                  const std::string** address) {
    const Block& block = laid.block;
    const Theme& theme = flow.context().theme;
    const ImVec2 pointer = ImGui::IsWindowHovered() ? ImGui::GetMousePos() : ImVec2(-1, -1);
    select_in(flow, {id, 0, &block.text, &laid.text, nullptr, at, width, laid.height});
    const int link = laid.text.draw(flow.context(), flow.list(), block.text, at, width, CellAlign::left,
                                    block.quote > 0 ? theme.soft : theme.text, pointer, flow.clip_top(),
                                    flow.clip_bottom());
    if (link >= 0) *address = &block.text.links[static_cast<std::size_t>(link)];
}

void MarkdownView::draw_block(Flow& flow, const Laid& laid, int id, const OpenLink& open_link) {
    const Context& context = flow.context();
    const Theme& theme = context.theme;
    const Block& block = laid.block;
    // Text from right to left has its room for markers at the right.
    const bool mirrored = laid.text.right_to_left() && block.quote == 0;
    const float left = flow.x() + (mirrored ? 0 : laid.inset);
    const float width = std::max(context.scaled(64), flow.width() - laid.inset);
    for (int i = 0; i < std::min(block.quote, deepest); ++i) {
        const float x = flow.x() + context.scaled(static_cast<float>(i) * quote_indent);
        flow.list().AddRectFilled(ImVec2(x, flow.y() - laid.space_before * 0.5F),
                                  ImVec2(x + 3, flow.y() + laid.height), theme.line, 1.5F);
    }
    if (!block.marker.empty()) draw_marker(flow, block, left, width, mirrored);
    const std::string* address = nullptr;
    switch (block.kind) {
        case BlockKind::paragraph:
        case BlockKind::heading:
            draw_paragraph(flow, laid, id, ImVec2(left, flow.y()), width, &address);
            break;
        case BlockKind::code:
            draw_code(flow, laid, left, width, id);
            break;
        case BlockKind::rule: {
            const float y = context.pen.snapped(flow.y() + laid.height / 2);
            flow.list().AddRectFilled(ImVec2(left, y), ImVec2(left + width, y + 1), theme.line);
            break;
        }
        case BlockKind::table:
            draw_table(flow, laid, id, left, &address);
            break;
    }
    if (address == nullptr) return;
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    ImGui::SetTooltip("%s", address->c_str());
    if (ImGui::IsMouseReleased(ImGuiMouseButton_Left) && open_link &&
        ImGui::GetIO().MouseDragMaxDistanceSqr[0] < 16) {
        open_link(*address);
    }
}

void MarkdownView::draw_cursor(Flow& flow, float bottom) const {
    const Context& context = flow.context();
    ImVec2 at(flow.x(), bottom);
    const float line = context.scaled(24);
    for (auto segment = laid_.rbegin(); segment != laid_.rend(); ++segment) {
        if (segment->blocks.empty()) continue;
        const Laid& last = segment->blocks.back();
        if (last.block.kind == BlockKind::paragraph || last.block.kind == BlockKind::heading) {
            const ImVec2 end = last.text.end();
            at = ImVec2(flow.x() + last.inset + end.x + 4, bottom - last.height + end.y);
        } else {
            at = ImVec2(flow.x() + last.inset, bottom + context.scaled(8));
        }
        break;
    }
    const float high = context.scaled(16);
    const float top = context.pen.snapped(at.y + (line - high) / 2);
    const float left = context.pen.snapped(at.x);
    flow.list().AddRectFilled(ImVec2(left, top), ImVec2(left + context.scaled(8), top + high),
                              context.theme.streaming, 1);
}

void MarkdownView::draw(Flow& flow, std::string_view text, std::uint64_t version, bool streaming,
                        const OpenLink& open_link) {
    stream_.update(text, version);
    lay_out(flow.context(), flow.width());
    if (laid_.empty()) {
        if (streaming) draw_cursor(flow, flow.y());
        return;
    }
    begin_selection(flow);
    const float start = flow.y();
    reveal_found(flow, start);
    const float end = start + laid_.back().top + laid_.back().height;
    auto segment = std::partition_point(laid_.begin(), laid_.end(), [&](const LaidSegment& above) {
        return start + above.top + above.height < flow.clip_top();
    });
    for (; segment != laid_.end() && start + segment->top <= flow.clip_bottom(); ++segment) {
        flow.skip(start + segment->top - flow.y());
        int id = segment->first_id;
        for (const Laid& laid : segment->blocks) {
            flow.skip(laid.space_before);
            if (flow.is_visible(laid.height)) draw_block(flow, laid, id, open_link);
            flow.skip(laid.height);
            ++id;
        }
    }
    flow.skip(end - flow.y());
    end_selection(flow, text, start, end);
    if (streaming) draw_cursor(flow, flow.y());
}

}  // namespace moa::view
