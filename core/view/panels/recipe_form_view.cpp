#include "view/panels/recipe_form_view.hpp"

#include <algorithm>
#include <utility>

#include "session/model_words.hpp"
#include "view/keys.hpp"
#include "view/panels/dialog.hpp"
#include "view/widgets/text_field.hpp"

namespace moa::view {
namespace {

using session::FieldKind;
using session::FormField;

constexpr float number_width = 200;
constexpr float area_height = 92;

bool is_area(FieldKind kind) {
    return kind == FieldKind::long_text || kind == FieldKind::lines || kind == FieldKind::json;
}

bool is_number(FieldKind kind) {
    return kind == FieldKind::number || kind == FieldKind::whole || kind == FieldKind::seconds;
}

/// What holds while nothing is set stands in the empty field; a text area has no place for that.
void write_hint(const Context& context, const FormField& field) {
    if (!field.value.empty() || ImGui::IsItemActive()) return;
    const ImVec2 from = ImGui::GetItemRectMin();
    const ImVec2 padding = ImGui::GetStyle().FramePadding;
    context.pen.write_cut(*ImGui::GetWindowDrawList(), {Face::regular, context.scaled(13)},
                          ImVec2(from.x + padding.x, from.y + padding.y), context.scaled(18),
                          ImGui::GetItemRectSize().x - 2 * padding.x, context.theme.muted, field.placeholder);
}

}  // namespace

void RecipeFormView::draw_choice(Flow& flow, session::RecipeDraft& draft, const FormField& field) const {
    const auto chosen = std::find_if(field.choices.begin(), field.choices.end(),
                                     [&](const auto& choice) { return choice.first == field.value; });
    const std::string& shown = chosen != field.choices.end() ? chosen->second : field.value;
    if (!begin_choice(flow.context(), "##choice", shown.c_str())) return;
    for (const auto& [value, words] : field.choices) {
        if (ImGui::Selectable(words.c_str(), value == field.value)) (void)draft.set(field.path, value);
    }
    end_choice();
}

void RecipeFormView::draw_model(Flow& flow, const FormField& field, float width) {
    const Context& context = flow.context();
    const Theme& theme = context.theme;
    const float height = ImGui::GetFrameHeight();
    const Rect area{flow.x(), flow.y(), width, height};
    const bool pressed = ImGui::InvisibleButton("model", ImVec2(width, height), ImGuiButtonFlags_EnableNav);
    const bool over = ImGui::IsItemHovered() || ImGui::IsItemFocused();
    if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    flow.list().AddRectFilled(top_left(area), bottom_right(area), theme.dark ? theme.surface : theme.bg, 8);
    flow.list().AddRect(top_left(area), bottom_right(area), over ? faded(theme.muted, 0.6F) : theme.line, 8);
    const float inset = ImGui::GetStyle().FramePadding.x;
    const bool empty = field.value.empty();
    context.pen.write_cut(flow.list(), {empty ? Face::regular : Face::mono, context.scaled(13)},
                          ImVec2(area.x + inset, area.y), height, width - 2 * inset,
                          empty ? theme.muted : theme.text, empty ? field.placeholder : field.value);
    if (!pressed) return;
    picking_ = field.path;
    provider_ = field.provider;
    picker_.open(area);
    const mixture::Provider* provider =
        mixture::find_provider(context.workspace.configuration().providers(), field.provider);
    if (provider == nullptr) return;
    const session::ModelRequests& requests = context.workspace.access().requests();
    if (!requests.loaded(*provider) && !requests.loading(*provider))
        (void)context.workspace.access().load_models(
            session::setup_at(context.workspace.configuration().providers(), field.provider));
}

void RecipeFormView::draw_picker(const Context& context, session::RecipeDraft& draft) {
    const mixture::Provider* provider =
        mixture::find_provider(context.workspace.configuration().providers(), provider_);
    if (provider == nullptr) return;
    const session::ModelRequests& requests = context.workspace.access().requests();
    const Error* error = requests.load_error(*provider);
    const std::string empty = requests.loading(*provider) ? "Loading the list\u2026"
                              : error != nullptr          ? session::model_error_text(*error)
                                                          : "No list. Type a model id and press Enter.";
    if (const auto chosen = picker_.draw(context, *provider, empty)) (void)draft.set(picking_, *chosen);
}

void RecipeFormView::draw_control(Flow& flow, session::RecipeDraft& draft, const FormField& field,
                                  float width) {
    if (field.kind == FieldKind::model) return draw_model(flow, field, width);
    ImGui::SetNextItemWidth(width);
    if (showing_fault_ && !field.error.empty()) {
        ImGui::SetKeyboardFocusHere();
        showing_fault_ = false;
    }
    if (field.kind == FieldKind::choice || field.kind == FieldKind::provider)
        return draw_choice(flow, draft, field);
    std::string text = field.value;
    bool changed = false;
    if (is_area(field.kind)) {
        changed = text_area("##area", text, ImVec2(width, flow.context().scaled(area_height)));
        write_hint(flow.context(), field);
    } else {
        changed = text_field("##field", field.placeholder.c_str(), text);
    }
    // Escape would have Dear ImGui take back what was typed; nothing typed is lost here.
    if (changed && !key_pressed(KeyAct::cancel)) (void)draft.set(field.path, text);
}

void RecipeFormView::draw_field(Flow& flow, session::RecipeDraft& draft, const FormField& field) {
    const Context& context = flow.context();
    const Theme& theme = context.theme;
    const TextStyle small{Face::regular, context.scaled(12)};
    ImGui::PushID(field.path.c_str());
    if (field.kind == FieldKind::toggle) {
        ImGui::SetCursorScreenPos(ImVec2(flow.x(), flow.y()));
        bool on = field.value == "true";
        ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(3, 3));
        ImGui::PushStyleVar(ImGuiStyleVar_FrameRounding, 5);
        if (ImGui::Checkbox("##toggle", &on)) (void)draft.set(field.path, on ? "true" : "");
        ImGui::PopStyleVar(2);
        const float height = ImGui::GetItemRectSize().y;
        context.pen.write(flow.list(), {Face::semibold, context.scaled(13)},
                          ImVec2(flow.x() + height + context.scaled(10), flow.y()), height, theme.text,
                          field.label);
        flow.skip(height + context.scaled(4));
    } else {
        flow.text(field.label, {Face::semibold, context.scaled(13)}, context.scaled(24), theme.text);
        const float width =
            is_number(field.kind) ? std::min(context.scaled(number_width), flow.width()) : flow.width();
        ImGui::SetCursorScreenPos(ImVec2(flow.x(), flow.y()));
        if (!field.error.empty()) ImGui::PushStyleColor(ImGuiCol_Border, theme.failed);
        draw_control(flow, draft, field, width);
        if (!field.error.empty()) ImGui::PopStyleColor();
        const float height = is_area(field.kind) ? context.scaled(area_height) : ImGui::GetFrameHeight();
        if (!field.unit.empty()) {
            context.pen.write(flow.list(), {Face::regular, context.scaled(13)},
                              ImVec2(flow.x() + width + context.scaled(10), flow.y()), height, theme.muted,
                              field.unit);
        }
        flow.skip(height + context.scaled(4));
    }
    if (!field.error.empty()) flow.text(field.error, small, context.scaled(18), theme.failed);
    if (!field.help.empty()) flow.text(field.help, small, context.scaled(18), theme.muted);
    flow.skip(context.scaled(12));
    ImGui::PopID();
}

void RecipeFormView::draw(Flow& flow, session::RecipeDraft& draft, const session::RecipeForm& form) {
    const Context& context = flow.context();
    if (focus_in_ > 0) {
        context.wishes.layout_moved = true;
        if (--focus_in_ == 0) ImGui::SetKeyboardFocusHere();
    }
    for (const session::FormSection& section : form.sections) {
        bool open = section.title.empty() || open_.contains(section.title);
        if (!section.title.empty()) {
            if (section.faulty && showing_fault_) {
                open = true;
                open_.emplace(section.title);
            }
            flow.rule();
            flow.skip(context.scaled(6));
            const float top = flow.y();
            const std::string title(section.title);
            flow.fold(title.c_str(), title, open);
            open ? (void)open_.emplace(title) : (void)open_.erase(title);
            if (!open) {
                const TextStyle style{Face::regular, context.scaled(12)};
                const float taken =
                    context.pen.width({Face::regular, context.scaled(13)}, title) + context.scaled(36);
                const float room = std::max(0.0F, flow.width() - taken);
                const float wide = std::min(room, context.pen.width(style, section.summary));
                context.pen.write_cut(flow.list(), style, ImVec2(flow.x() + flow.width() - wide, top),
                                      context.scaled(32), wide + 1,
                                      section.faulty ? context.theme.failed : context.theme.muted,
                                      section.faulty ? "something is wrong here" : section.summary);
            }
            flow.skip(context.scaled(6));
        }
        if (!open) continue;
        for (const FormField& field : section.fields)
            draw_field(flow, draft, field);
        flow.skip(context.scaled(6));
    }
}

}  // namespace moa::view
