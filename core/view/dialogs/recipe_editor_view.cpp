#include "view/dialogs/recipe_editor_view.hpp"

#include <algorithm>
#include <utility>

#include "view/dialogs/dialog.hpp"
#include "view/dialogs/item_parts.hpp"
#include "view/dialogs/recipe_layers_view.hpp"
#include "view/keys.hpp"
#include "view/widgets/text_field.hpp"

namespace moa::view {
namespace {

using screen::Button;
using screen::RecipePane;
using screen::Screen;
using screen::Screens;

constexpr const char* editor_id = "recipe editor";
constexpr float most_width = 1320;
constexpr float most_height = 900;
constexpr float form_width = 420;

void draw_steps(Flow& flow, const RecipePane& pane, Screens& screens) {
    const float height = flow.context().scaled(28);
    const float inset = flow.context().scaled(8);
    float x = -inset;
    for (const Button& button : pane.steps) {
        if (!button.possible) continue;
        if (flow.link_button(button.name.c_str(), button.label, x, height)) screens.act(button.name, {});
        x += flow.context().pen.width({Face::regular, flow.context().scaled(12)}, button.label) + 2 * inset;
    }
    if (!pane.steps.empty()) flow.skip(height);
}

/// What is wrong, or was done; a click on what is wrong leads to it.
void draw_words(const Context& context, const RecipePane& pane, Screens& screens, float width) {
    const TextStyle style{Face::regular, context.scaled(13)};
    const float height = ImGui::GetFrameHeight();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (pane.leads) {
        const bool pressed =
            ImGui::InvisibleButton("words", ImVec2(width, height), ImGuiButtonFlags_EnableNav);
        if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        if (pressed) screens.act(pane.leads->name, {});
    } else {
        ImGui::Dummy(ImVec2(width, height));
    }
    context.pen.write_cut(*ImGui::GetWindowDrawList(), style, at, height, width,
                          pane.wrong ? context.theme.failed : context.theme.soft, pane.words);
    if (ImGui::IsItemHovered() && context.pen.width(style, pane.words) > width)
        ImGui::SetTooltip("%s", pane.words.c_str());
}

/// Words at the left and buttons at the right; where it is narrow, the words above them and the button that
/// the screen is for below.
void draw_foot(const Context& context, const Screen& shown, Screens& screens, float width, bool narrow) {
    const float left = ImGui::GetCursorPosX();
    const float space = ImGui::GetStyle().ItemSpacing.x;
    const auto is_below = [narrow](const Button& button) {
        return narrow && button.role == screen::Role::primary;
    };
    float taken = -space;
    for (const Button& button : shown.buttons) {
        if (!is_below(button)) taken += width_of(button) + space;
    }
    if (!shown.recipe->words.empty()) {
        draw_words(context, *shown.recipe, screens, narrow ? width : width - taken - context.scaled(16));
        if (!narrow) ImGui::SameLine();
    }
    ImGui::SetCursorPosX(left + std::max(0.0F, width - taken));
    const Button* pressed = nullptr;
    for (const Button& button : shown.buttons) {
        if (is_below(button)) {
            ImGui::SetCursorPosX(left);
            if (accent_button(context, button.label.c_str(), width)) pressed = &button;
            continue;
        }
        if (&button != &shown.buttons.front()) ImGui::SameLine();
        if (press_button(context, button)) pressed = &button;
    }
    if (pressed != nullptr) screens.act(pressed->name, {});
}

}  // namespace

void RecipeEditorView::draw_transfer(const Context& context, const screen::Item& item, Screens& screens) {
    const float space = ImGui::GetStyle().ItemSpacing.x;
    float buttons = 0;
    for (const Button& button : item.buttons)
        buttons += width_of(button) + space;
    ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x - buttons);
    if (std::exchange(asking_, false)) ImGui::SetKeyboardFocusHere();
    std::string text = item.value;
    const bool entered =
        text_field("##transfer", item.placeholder.c_str(), text, ImGuiInputTextFlags_EnterReturnsTrue);
    if (text != item.value && !key_pressed(Shortcut::cancel)) screens.act(item.name, text);
    for (const Button& button : item.buttons) {
        ImGui::SameLine();
        if (press_button(context, button)) screens.act(button.name, {});
    }
    if (entered) screens.act(item.enter, {});
}

void RecipeEditorView::draw_head(const Context& context, const Screen& shown, Screens& screens, float width) {
    const RecipePane& pane = *shown.recipe;
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const float height = ImGui::GetFrameHeight();
    const float space = ImGui::GetStyle().ItemSpacing.x;
    float buttons = 0;
    for (const Button& button : pane.head)
        buttons += width_of(button) + space;
    const TextStyle style{Face::semibold, context.scaled(18)};
    const float title_width = context.pen.width(style, shown.title) + context.scaled(24);
    const bool titled = width - buttons - title_width >= context.scaled(160);
    const float choice =
        std::min(context.scaled(titled ? 200 : 400), width - buttons - (titled ? title_width : 0));
    if (titled) {
        context.pen.write(*ImGui::GetWindowDrawList(), style, from, height, context.theme.text, shown.title);
    }
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + width - choice - buttons);
    ImGui::SetNextItemWidth(choice);
    draw_choice(context, pane.start, screens);
    for (const Button& button : pane.head) {
        ImGui::SameLine();
        if (press_button(context, button)) screens.act(button.name, {});
    }
    if (pane.transfer) draw_transfer(context, *pane.transfer, screens);
}

void RecipeEditorView::draw_form(const Context& context, const Screen& shown, Screens& screens, ImVec2 size,
                                 bool narrow) {
    const RecipePane& pane = *shown.recipe;
    ImGui::BeginChild("form", size, ImGuiChildFlags_NavFlattened);
    const float inset = context.scaled(narrow ? 16 : 24);
    ImGui::SetCursorPos(ImVec2(inset, context.scaled(16)));
    Flow flow(context, size.x - 2 * inset);
    if (narrow) {
        const float height = context.scaled(28);
        if (flow.action_button("back", "\u2039 Layers", -context.scaled(8), height)) screens.act("back", {});
        flow.skip(height);
    }
    flow.text(pane.title, {Face::semibold, context.scaled(15)}, context.scaled(28), context.theme.text);
    const std::uint64_t before = screens.revision();
    draw_steps(flow, pane, screens);
    flow.skip(context.scaled(8));
    // A step above has changed what stands there.
    if (screens.revision() == before) form_.draw(flow, shown.sections, screens);
    flow.skip(context.scaled(24));
    flow.finish();
    form_.draw_picker(context, screens);
    ImGui::EndChild();
}

void RecipeEditorView::draw_body(const Context& context, const Screen& shown, Screens& screens, ImVec2 size,
                                 bool narrow) {
    const bool in_form = shown.recipe->in_form;
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const ImVec2 to(from.x + size.x, from.y + size.y);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float form =
        narrow ? size.x : std::min(context.scaled(form_width), std::max(context.scaled(320), size.x * 0.42F));
    const float layers = narrow ? size.x : size.x - form;
    if (!narrow || !in_form) {
        list.AddRectFilled(from, ImVec2(from.x + layers, to.y), context.theme.bg);
        ImGui::BeginChild("layers", ImVec2(layers, size.y), ImGuiChildFlags_NavFlattened,
                          narrow ? ImGuiWindowFlags_None : ImGuiWindowFlags_HorizontalScrollbar);
        const std::string act = draw_recipe_layers(context, *shown.recipe, narrow);
        ImGui::EndChild();
        // Whoever chooses a card with the keyboard goes on in its form.
        const bool to_form = act.starts_with("select") || act.starts_with("step add");
        if (to_form && ImGui::GetIO().NavVisible) form_.focus_first();
        if (!act.empty()) screens.act(act, {});
    }
    if (!narrow || in_form) {
        if (!narrow) {
            ImGui::SameLine(0, 0);
            list.AddRectFilled(ImVec2(from.x + layers, from.y), ImVec2(from.x + layers + 1, to.y),
                               context.theme.line);
        }
        draw_form(context, shown, screens, ImVec2(form, size.y), narrow);
    }
    list.AddRectFilled(from, ImVec2(to.x, from.y + 1), context.theme.line);
    list.AddRectFilled(ImVec2(from.x, to.y), ImVec2(to.x, to.y + 1), context.theme.line);
}

void RecipeEditorView::take_keys(Screens& screens, bool in_transfer) {
    const bool inner = std::exchange(inner_, ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId));
    if (inner) return;
    if (key_pressed(Shortcut::cancel) && !ImGui::IsAnyItemActive())
        return in_transfer ? screens.act("transfer-cancel", {}) : screens.close();
    if (key_pressed(Shortcut::editor_save)) screens.act("save", {});
    if (key_pressed(Shortcut::editor_use)) screens.act("use", {});
    if (ImGui::GetIO().WantTextInput) return;
    if (key_pressed(Shortcut::editor_undo, true)) screens.act("undo", {});
    if (key_pressed(Shortcut::editor_redo, true)) screens.act("redo", {});
}

void RecipeEditorView::draw_content(const Context& context, const Screen& shown, Screens& screens,
                                    ImVec2 size, bool narrow) {
    const RecipePane& pane = *shown.recipe;
    const float inset = context.scaled(narrow ? 16 : 24);
    const float pad = context.scaled(12);
    const float frame = ImGui::GetFrameHeight();
    const float head = frame + 2 * pad + (pane.transfer ? frame + 8 : 0);
    const float rows = narrow ? (pane.words.empty() ? 2.0F : 3.0F) : 1.0F;
    const float foot = frame * rows + 2 * pad + (rows - 1) * ImGui::GetStyle().ItemSpacing.y;
    ImGui::SetCursorPos(ImVec2(inset, pad));
    ImGui::BeginGroup();
    ImGui::PushItemWidth(size.x - 2 * inset);
    draw_head(context, shown, screens, size.x - 2 * inset);
    ImGui::PopItemWidth();
    ImGui::EndGroup();
    ImGui::SetCursorPos(ImVec2(0, head));
    draw_body(context, shown, screens, ImVec2(size.x, std::max(1.0F, size.y - head - foot)), narrow);
    ImGui::SetCursorPos(ImVec2(inset, size.y - foot + pad));
    ImGui::BeginGroup();  // its rows begin where it begins
    draw_foot(context, shown, screens, size.x - 2 * inset, narrow);
    ImGui::EndGroup();
    take_keys(screens, pane.transfer.has_value());
}

void RecipeEditorView::follow(const Screen& shown) {
    const bool was_open = std::exchange(open_, true);
    const bool other_fault = std::exchange(fault_turn_, shown.recipe->fault_turn) != shown.recipe->fault_turn;
    const bool other_focus = std::exchange(focus_turn_, shown.focus_turn) != shown.focus_turn;
    if (!was_open) {
        form_ = ItemView();
        ImGui::OpenPopup(editor_id);
        return;
    }
    if (other_fault) form_.show_fault();
    if (!other_focus) return;
    asking_ = shown.recipe->transfer && shown.focus == shown.recipe->transfer->name;
    if (!asking_) form_.focus(shown.focus);
}

void RecipeEditorView::draw(const Context& context, Screens& screens) {
    const Screen* shown = screens.shown();
    if (shown != nullptr && shown->recipe == nullptr) shown = nullptr;
    if (shown == nullptr && !open_) return;
    if (shown != nullptr) follow(*shown);
    ImGuiIO& io = ImGui::GetIO();
    // It can be used with the keyboard alone; elsewhere the view has its own keys.
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    const bool narrow = io.DisplaySize.x < context.scaled(760);
    const float margin = narrow ? 0 : 24;
    const ImVec2 size(std::min(context.scaled(most_width), io.DisplaySize.x - 2 * margin),
                      std::min(context.scaled(most_height), io.DisplaySize.y - 2 * margin));
    ImGui::SetNextWindowPos(ImVec2(io.DisplaySize.x / 2, io.DisplaySize.y / 2), ImGuiCond_Always,
                            ImVec2(0.5F, 0.5F));
    ImGui::SetNextWindowSize(size);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, narrow ? 0.0F : 12.0F);
    constexpr ImGuiWindowFlags flags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                       ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                       ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
    const bool drawn = ImGui::BeginPopupModal(editor_id, nullptr, flags);
    ImGui::PopStyleVar(2);
    if (!drawn) return;
    const std::uint64_t before = screens.revision();
    if (shown != nullptr) draw_content(context, *shown, screens, size, narrow);
    shown = screens.shown();
    if (shown == nullptr || shown->recipe == nullptr) {
        ImGui::CloseCurrentPopup();
        open_ = false;
        context.requests.layout_moved = true;
    }
    ImGui::EndPopup();
    if (screens.revision() != before) context.requests.layout_moved = true;
}

}  // namespace moa::view
