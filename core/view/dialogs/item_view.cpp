#include "view/dialogs/item_view.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <utility>

#include "view/dialogs/dialog.hpp"
#include "view/dialogs/item_parts.hpp"
#include "view/dialogs/row_view.hpp"
#include "view/keys.hpp"
#include "view/widgets/text_field.hpp"

namespace moa::view {
namespace {

using screen::Item;
using screen::Kind;

constexpr float number_width = 200;
constexpr float area_height = 92;
constexpr float least_column = 240;
constexpr float tall_area_height = 300;  ///< of an item that has its screen to itself

/// What holds while nothing is set stands in the empty field; a text area has no place for that.
void write_hint(const Context& context, const Item& item) {
    if (!item.value.empty() || ImGui::IsItemActive()) return;
    const ImVec2 from = ImGui::GetItemRectMin();
    const ImVec2 padding = ImGui::GetStyle().FramePadding;
    context.pen.write_cut(*ImGui::GetWindowDrawList(), {Face::regular, context.scaled(13)},
                          ImVec2(from.x + padding.x, from.y + padding.y), context.scaled(18),
                          ImGui::GetItemRectSize().x - 2 * padding.x, context.theme.muted, item.placeholder);
}

bool left_by_enter() {
    const bool enter =
        ImGui::IsKeyPressed(ImGuiKey_Enter, false) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false);
    return ImGui::IsItemDeactivated() && enter && !ImGui::GetIO().KeyCtrl;
}

float area_height_of(const Context& context, const Item& item) {
    const float room = ImGui::GetIO().DisplaySize.y - 260;
    return item.tall ? std::max(120.0F, std::min(context.scaled(tall_area_height), room))
                     : context.scaled(area_height);
}

}  // namespace

void ItemView::draw_model(Flow& flow, const Item& item, screen::ItemActs& acts, float width) {
    const Context& context = flow.context();
    const Theme& theme = context.theme;
    const float height = ImGui::GetFrameHeight();
    const Rect area{flow.x(), flow.y(), width, height};
    const bool unfolds = focus_ == item.name && item.value.empty();
    const bool pressed = ImGui::InvisibleButton("model", ImVec2(width, height), ImGuiButtonFlags_EnableNav);
    const bool over = ImGui::IsItemHovered() || ImGui::IsItemFocused();
    if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    const bool picking = picking_ == item.name && picker_.is_open();
    flow.list().AddRectFilled(top_left(area), bottom_right(area), theme.dark ? theme.surface : theme.bg, 8);
    flow.list().AddRect(top_left(area), bottom_right(area),
                        picking ? theme.accent
                        : over  ? faded(theme.muted, 0.6F)
                                : theme.line,
                        8);
    const float inset = ImGui::GetStyle().FramePadding.x;
    const bool empty = item.value.empty();
    context.pen.write_cut(flow.list(), {empty ? Face::regular : Face::mono, context.scaled(13)},
                          ImVec2(area.x + inset, area.y), height, width - 2 * inset,
                          empty ? theme.muted : theme.text, empty ? item.placeholder : item.value);
    if (!pressed && !unfolds) return;
    picking_ = item.name;
    picker_.open(area);
    acts.begin_search(item.name);
}

void ItemView::draw_picker(const Context& context, screen::ItemActs& acts) {
    const auto search = [&](std::string_view words) { return acts.search(picking_, words); };
    if (const auto chosen = picker_.draw(context, search)) acts.act(picking_, *chosen);
}

void ItemView::draw_text(Flow& flow, const Item& item, screen::ItemActs& acts, float width) {
    std::string text = item.value;
    bool changed = false;
    if (item.kind == Kind::area) {
        changed = text_area("##area", text, ImVec2(width, area_height_of(flow.context(), item)));
        write_hint(flow.context(), item);
    } else {
        changed = text_field("##field", item.placeholder.c_str(), text,
                             item.kind == Kind::secret ? ImGuiInputTextFlags_Password : 0);
    }
    const bool left = ImGui::IsItemDeactivatedAfterEdit();
    // Escape would have Dear ImGui take back what was typed; nothing typed is lost here.
    if (changed && !key_pressed(Shortcut::cancel)) acts.act(item.name, text);
    const bool entered = left_by_enter();
    if (left) acts.commit(item.name);
    if (entered && !item.enter.empty()) {
        acts.act(item.enter, {});
        focus_ = item.name;  // what was refused is mended where it stands
    }
    if (item.kind == Kind::secret) text.assign(text.size(), '\0');
}

/// What is pressed gets the keyboard without being pressed, as SetKeyboardFocusHere would.
void ItemView::take_focus(const Item& item) {
    if (focus_ != item.name) return;
    ImGui::FocusItem();
    ImGui::SetNavCursorVisible(true);
    focus_.clear();
}

void ItemView::draw_control(Flow& flow, const Item& item, screen::ItemActs& acts, float width) {
    ImGui::SetNextItemWidth(width);
    const bool faulty = showing_fault_ && !item.error.empty();
    const bool focused = focus_ == item.name;
    const bool chooses = item.kind == Kind::choice || item.kind == Kind::text;
    if ((faulty || focused) && !chooses) ImGui::SetKeyboardFocusHere();
    if (faulty) showing_fault_ = false;
    if (item.kind == Kind::model) {
        draw_model(flow, item, acts, width);
    } else if (chooses) {
        draw_choice(flow.context(), item, acts);
        take_focus(item);
    } else {
        draw_text(flow, item, acts, width);
    }
    if (focused) focus_.clear();
}

/// A label, the control below it, and what stands behind and beside it.
void ItemView::draw_field(Flow& flow, const Item& item, screen::ItemActs& acts) {
    const Context& context = flow.context();
    if (!item.label_hidden)
        flow.text(item.label, {Face::semibold, context.scaled(13)}, context.scaled(24), context.theme.text);
    const float height = item.kind == Kind::area ? area_height_of(context, item) : ImGui::GetFrameHeight();
    const float cross = item.remove ? height : 0;
    const float whole = flow.width() - cross;
    const float width = item.kind == Kind::number || item.kind == Kind::duration
                            ? std::min(context.scaled(number_width), whole)
                            : whole;
    ImGui::SetCursorScreenPos(ImVec2(flow.x(), flow.y()));
    if (!item.error.empty()) ImGui::PushStyleColor(ImGuiCol_Border, context.theme.failed);
    draw_control(flow, item, acts, width);
    if (!item.error.empty()) ImGui::PopStyleColor();
    if (item.remove && remove_cross(flow, *item.remove, width, height)) acts.act(item.remove->name, {});
    if (!item.unit.empty()) {
        context.pen.write(flow.list(), {Face::regular, context.scaled(13)},
                          ImVec2(flow.x() + width + context.scaled(10), flow.y()), height,
                          context.theme.muted, item.unit);
    }
    flow.skip(height + context.scaled(4));
}

void ItemView::draw_item(Flow& flow, const Item& item, screen::ItemActs& acts) {
    const Context& context = flow.context();
    ImGui::PushID(item.name.empty() ? item.label.c_str() : item.name.c_str());
    switch (item.kind) {
        case Kind::words:
            flow.text(item.label, {Face::regular, context.scaled(13)}, context.scaled(20),
                      context.theme.soft);
            break;
        case Kind::status:
            flow.text(item.label, {Face::regular, context.scaled(13)}, context.scaled(20),
                      context.theme.muted);
            break;
        case Kind::row:
            draw_row(flow, item, acts, focus_ == item.name);
            if (focus_ == item.name) focus_.clear();
            ImGui::PopID();
            return;
        case Kind::toggle:
            draw_toggle(flow, item, acts);
            take_focus(item);
            break;
        case Kind::options:
            draw_options(flow, item, acts);
            break;
        case Kind::amount:
            draw_amount(flow, item, acts);
            break;
        case Kind::button:
            draw_state_line(flow, item, acts);
            take_focus(item);
            break;
        case Kind::shortcut:
            flow.pair(item.label, item.value, flow.width() / 2, context.theme.text);
            break;
        case Kind::line:
        case Kind::search:
        case Kind::secret:
        case Kind::area:
        case Kind::number:
        case Kind::duration:
        case Kind::model:
        case Kind::choice:
            draw_field(flow, item, acts);
            break;
        case Kind::text:
            if (!item.choices.empty()) draw_field(flow, item, acts);
            break;
    }
    if (item.kind != Kind::button) draw_notes(flow, item.notes);
    draw_words_below(flow, item, acts);
    if (item.kind == Kind::text) {
        flow.skip(context.scaled(8));
        passages_[item.name].draw(flow, item.passages);
    }
    flow.skip(context.scaled(item.label_hidden ? 6 : 12));
    ImGui::PopID();
}

/// Beside each other, or below each other where that is too narrow for a text.
void ItemView::draw_columns(Flow& flow, const screen::Section& section, screen::ItemActs& acts) {
    const Context& context = flow.context();
    const float space = context.scaled(24);
    const auto count = static_cast<float>(section.items.size());
    const float share = (flow.width() - (count - 1) * space) / std::max(1.0F, count);
    const bool beside = share >= context.scaled(least_column);
    float x = flow.x();
    float bottom = flow.y();
    for (const Item& item : section.items) {
        ImGui::SetCursorScreenPos(ImVec2(x, beside ? flow.y() : bottom));
        Flow column(context, beside ? share : flow.width());
        draw_item(column, item, acts);
        bottom = std::max(bottom, column.y());
        if (beside) x += share + space;
    }
    flow.skip(bottom - flow.y());
}

/// False while the section is folded.
bool ItemView::draw_title(Flow& flow, const screen::Section& section) {
    const Context& context = flow.context();
    if (section.title.empty()) return true;
    if (!section.summary) {
        flow.text(section.title, {Face::semibold, context.scaled(13)}, context.scaled(24),
                  context.theme.text);
        return true;
    }
    const bool has_focus =
        !focus_.empty() && std::any_of(section.items.begin(), section.items.end(),
                                       [this](const Item& item) { return item.name == focus_; });
    bool open = open_.contains(section.title) || (section.faulty && showing_fault_) || has_focus;
    flow.rule();
    flow.skip(context.scaled(6));
    const float top = flow.y();
    flow.fold(section.title.c_str(), section.title, open);
    open ? (void)open_.emplace(section.title) : (void)open_.erase(section.title);
    if (!open) draw_summary(flow, section, top);
    flow.skip(context.scaled(6));
    return open;
}

void ItemView::draw(Flow& flow, const std::vector<screen::Section>& sections, screen::ItemActs& acts) {
    const Context& context = flow.context();
    if (first_in_ > 0) {
        context.requests.layout_moved = true;
        if (--first_in_ == 0) ImGui::SetKeyboardFocusHere();
    }
    for (const screen::Section& section : sections) {
        if (!draw_title(flow, section)) continue;
        if (!section.help.empty()) {
            flow.text(section.help, {Face::regular, context.scaled(12)}, context.scaled(18),
                      context.theme.muted);
            flow.skip(context.scaled(6));
        }
        ImGui::PushID(section.title.c_str());
        if (section.columns) {
            draw_columns(flow, section, acts);
        } else {
            for (const Item& item : section.items)
                draw_item(flow, item, acts);
        }
        ImGui::PopID();
        flow.skip(context.scaled(6));
    }
}

}  // namespace moa::view
