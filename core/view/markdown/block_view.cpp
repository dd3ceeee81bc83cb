#include "view/markdown/block_view.hpp"

#include "screen/words.hpp"
#include "view/widgets/copy_button.hpp"

namespace moa::view {
namespace {

/// One for each quote the block stands in.
void draw_quote_bars(const Flow& flow, const LaidBlock& laid) {
    for (int i = 0; i < laid.quote_bars(); ++i) {
        const float x = flow.x() + flow.context().scaled(static_cast<float>(i) * LaidBlock::quote_indent);
        flow.list().AddRectFilled(ImVec2(x, flow.y() - laid.space_before() * 0.5F),
                                  ImVec2(x + 3, flow.y() + laid.height()), flow.context().theme.line, 1.5F);
    }
}

/// What a list's item begins with: a bullet, a box or a number.
void draw_marker(const Flow& flow, const LaidBlock& laid, float left) {
    const Context& context = flow.context();
    const Theme& theme = context.theme;
    const markdown::Block& block = laid.block();
    const float line = context.scaled(24);
    const float centre_y = flow.y() + line / 2;
    const auto beside = [&](float distance) {
        return laid.is_mirrored() ? left + laid.width() + context.scaled(distance)
                                  : left - context.scaled(distance);
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
        if (laid.is_mirrored()) {
            context.pen.write(flow.list(), style, at, line, theme.muted, block.marker);
        } else {
            context.pen.write_right(flow.list(), style, at, line, theme.muted, block.marker);
        }
    }
}

/// Where the lines of a block stand.
struct ProsePlace {
    float left = 0;
    float width = 0;
    markdown::CellAlign align = markdown::CellAlign::left;
};

const std::string* draw_prose(const Flow& flow, const LaidBlock& laid, int id, const ProsePlace& place,
                              const OnPart& on_part) {
    const markdown::Block& block = laid.block();
    const Theme& theme = flow.context().theme;
    const ImVec2 pointer = ImGui::IsWindowHovered() ? ImGui::GetMousePos() : ImVec2(-1, -1);
    const ImVec2 at(place.left, flow.y());
    on_part({id,
             0,
             &block.text,
             &laid.text(),
             nullptr,
             at,
             place.width,
             laid.height(),
             place.align,
             {place.left, place.left + place.width}});
    const int link = laid.text().draw(flow.context(), flow.list(), block.text, at, place.width, place.align,
                                      block.quote > 0 ? theme.soft : theme.text, pointer, flow.clip_top(),
                                      flow.clip_bottom());
    return link >= 0 ? &block.text.links[static_cast<std::size_t>(link)] : nullptr;
}

/// Displayed mathematics stands in the middle, and is scrolled sideways where it is wider than that.
const std::string* draw_formula(const Flow& flow, const LaidBlock& laid, int id, float left,
                                const BlockActs& acts) {
    const float content = laid.text().width();
    if (!laid.is_drawn_formula() || content <= laid.width()) {
        const markdown::CellAlign align =
            laid.is_drawn_formula() ? markdown::CellAlign::centre : markdown::CellAlign::left;
        return draw_prose(flow, laid, id, {left, laid.width(), align}, acts.on_part);
    }
    const ImVec2 to(left + laid.width(), flow.y() + laid.height());
    acts.scroll.update(flow, {ImVec2(left, flow.y()), to, content}, acts.selecting);
    flow.list().PushClipRect(ImVec2(left, flow.y()), to, true);
    const float shifted = left - acts.scroll.offset();
    const std::string* const address =
        draw_prose(flow, laid, id, {shifted, content, markdown::CellAlign::left}, acts.on_part);
    flow.list().PopClipRect();
    return address;
}

/// The language of code, and what can be done with it.
void draw_code_head(const Flow& flow, const markdown::Block& block, const CodeLayout& code, ImVec2 from,
                    float width) {
    const Context& context = flow.context();
    const Theme& theme = context.theme;
    const float height = code.head_height();
    const TextStyle style{Face::regular, context.scaled(12)};
    // Its buttons stand at distances from the left end of the flow.
    Flow head = flow;
    const float begin = from.x - flow.x();
    float right = begin + width;
    right -= copy_button_width(head, screen::words::copy);
    copy_button(head, "copy code", {screen::words::copy, block.text.text}, right, height);
    constexpr std::string_view wrap = "Wrap";
    right -= head.button_width(wrap, ButtonLook::quiet);
    const float wrap_at = right;
    bool& wraps = context.wrap_code;
    const bool turned = wraps ? head.action_button("wrap code", wrap, wrap_at, height)
                              : head.link_button("wrap code", wrap, wrap_at, height);
    if (turned) {
        wraps = !wraps;
        context.requests.layout_moved = true;
    }
    const float room = right - begin - code.inset().x;
    if (room > 0) {
        context.pen.write_cut(flow.list(), style, ImVec2(from.x + code.inset().x, from.y), height, room,
                              theme.muted, block.language);
    }
    const float rule = context.pen.snapped(from.y + height);
    flow.list().AddRectFilled(ImVec2(from.x, rule), ImVec2(from.x + width, rule + 1), theme.line);
}

void draw_code(const Flow& flow, const LaidBlock& laid, int id, float left, const BlockActs& acts) {
    const Theme& theme = flow.context().theme;
    const markdown::RichText& text = laid.block().text;
    const CodeLayout& code = laid.code();
    const ImVec2 from(left, flow.y());
    const ImVec2 to(left + laid.width(), flow.y() + laid.height());
    flow.list().AddRectFilled(from, to, theme.code, 8);
    flow.list().AddRect(from, to, theme.line, 8);
    ImGui::PushID(id);
    draw_code_head(flow, laid.block(), code, from, laid.width());
    ImGui::PopID();
    const ImVec2 top(from.x + 1, from.y + code.head_height());
    const ImVec2 end(to.x - 1, to.y);
    acts.scroll.update(flow, {top, end, code.width(), 0, flow.context().scaled(6)}, acts.selecting);
    const ImVec2 at(from.x + code.inset().x - acts.scroll.offset(), from.y + code.inset().y);
    flow.list().PushClipRect(top, end, true);
    acts.on_part({id,
                  0,
                  &text,
                  nullptr,
                  &code,
                  at,
                  laid.width(),
                  to.y - at.y,
                  markdown::CellAlign::left,
                  {from.x, to.x}});
    code.draw(flow, text.text, at);
    flow.list().PopClipRect();
}

void draw_note(const Flow& flow, const LaidBlock& laid, float left) {
    (void)laid.text().draw(flow.context(), flow.list(), laid.block().text, ImVec2(left, flow.y()),
                           laid.width(), markdown::CellAlign::left, flow.context().theme.muted,
                           ImVec2(-1, -1), flow.clip_top(), flow.clip_bottom());
}

void draw_rule(const Flow& flow, const LaidBlock& laid, float left) {
    const float y = flow.context().pen.snapped(flow.y() + laid.height() / 2);
    flow.list().AddRectFilled(ImVec2(left, y), ImVec2(left + laid.width(), y + 1), flow.context().theme.line);
}

}  // namespace

const std::string* draw_block(const Flow& flow, const LaidBlock& laid, int id, const BlockActs& acts) {
    const float left = flow.x() + (laid.is_mirrored() ? 0 : laid.inset());
    draw_quote_bars(flow, laid);
    if (!laid.block().marker.empty()) draw_marker(flow, laid, left);
    switch (laid.block().kind) {
        case markdown::BlockKind::paragraph:
        case markdown::BlockKind::heading:
            return draw_prose(flow, laid, id, {left, laid.width()}, acts.on_part);
        case markdown::BlockKind::formula:
            return draw_formula(flow, laid, id, left, acts);
        case markdown::BlockKind::table:
            return laid.table().draw(flow, laid.block(), id, left, acts);
        case markdown::BlockKind::code:
            draw_code(flow, laid, id, left, acts);
            break;
        case markdown::BlockKind::rule:
            draw_rule(flow, laid, left);
            break;
        case markdown::BlockKind::note:
            draw_note(flow, laid, left);
            break;
    }
    return nullptr;
}

}  // namespace moa::view
