#include "view/panels/recipe_editor.hpp"

#include <algorithm>
#include <utility>

#include "view/dialogs/dialog.hpp"
#include "view/keys.hpp"

namespace moa::view {
namespace {

constexpr const char* editor_id = "recipe editor";
constexpr float most_width = 1320;
constexpr float most_height = 900;
constexpr float form_width = 420;

}  // namespace

void RecipeEditor::open(const Context& context) {
    draft_.open(context.workspace.configuration().recipe());
    place_ = {};
    in_form_ = false;
    words_.clear();
    refused_ = false;
    restore_unfinished();
    transfer_ = Transfer::none;
    saved_ = files_ != nullptr ? files_->names() : std::vector<std::string>();
    const std::string& name = draft_.recipe().name;
    const bool is_saved = !context.workspace.configuration().runs_setup() &&
                          std::find(saved_.begin(), saved_.end(), name) != saved_.end();
    saved_as_ = is_saved ? name : std::string();
    opening_ = true;
    context.wishes.layout_moved = true;
}

void RecipeEditor::update(const Context& context) {
    place_ = screen::nearest_place(draft_.recipe(), place_);
    const std::uint64_t workspace = context.workspace.revision();
    if (seen_draft_ == draft_.revision() && seen_workspace_ == workspace && seen_place_ == place_ &&
        !outline_.layers.empty())
        return;
    if (seen_draft_ != draft_.revision()) {
        words_.clear();
        refused_ = false;
    }
    seen_draft_ = draft_.revision();
    seen_workspace_ = workspace;
    seen_place_ = place_;
    outline_ = screen::outline_of(draft_, context.workspace);
    form_ = screen::form_of(draft_, context.workspace, outline_, place_);
    context.wishes.layout_moved = true;
}

void RecipeEditor::step(const session::DraftStep& step) {
    const auto done = draft_.step(step);
    refused_ = !done;
    words_ = done ? std::string() : done.error().message;
    if (done) place_ = done.value();
}

bool RecipeEditor::is_whole() {
    if (outline_.faults.empty()) return true;
    place_ = outline_.faults.front().path.place;
    in_form_ = true;
    form_view_.show_fault();
    return false;
}

/// Whether the recipe's models answer, with the keys that are set.
void RecipeEditor::draw_check(Flow& flow) {
    const Context& context = flow.context();
    const float height = context.scaled(28);
    const char* words = outline_.checking ? "Stop checking" : "Check models";
    if (flow.link_button("check", words, -context.scaled(8), height)) {
        const auto error = outline_.checking ? (context.workspace.access().stop_check(), std::nullopt)
                                             : context.workspace.check_recipe(draft_.recipe());
        refused_ = error.has_value();
        words_ = error ? error->message : std::string();
    }
    flow.skip(height);
}

void RecipeEditor::draw_steps(Flow& flow) {
    if (place_.is_recipe()) return draw_check(flow);
    const screen::LayerOutline& layer = outline_.layers[static_cast<std::size_t>(place_.layer)];
    if (place_.is_agent() && layer.is_last) return;
    const float height = flow.context().scaled(28);
    const float inset = flow.context().scaled(8);
    float x = -inset;
    const auto button = [&](const std::string& label, const session::DraftStep& wanted, bool possible) {
        if (!possible) return;
        if (flow.link_button(label.c_str(), label, x, height)) step(wanted);
        x += flow.context().pen.width({Face::regular, flow.context().scaled(12)}, label) + 2 * inset;
    };
    button("Duplicate", {"duplicate", place_, {}}, true);
    if (place_.is_layer()) {
        const auto layers = static_cast<int>(outline_.layers.size());
        button("Earlier", {"move", place_, {place_.layer - 1, -1}}, place_.layer > 0 && !layer.is_last);
        button("Later", {"move", place_, {place_.layer + 1, -1}}, place_.layer + 2 < layers);
        button("Remove", {"remove", place_, {}}, !layer.is_last);
    } else {
        const auto agents = static_cast<int>(layer.agents.size());
        button("Up", {"move", place_, {place_.layer, place_.agent - 1}}, place_.agent > 0);
        button("Down", {"move", place_, {place_.layer, place_.agent + 1}}, place_.agent + 1 < agents);
        for (const int other : {place_.layer - 1, place_.layer + 1}) {
            const bool there = other >= 0 && other + 1 < static_cast<int>(outline_.layers.size());
            button("To layer " + std::to_string(other + 1), {"move", place_, {other, 999}},
                   there && agents > 1);
        }
        button("Remove", {"remove", place_, {}}, agents > 1);
    }
    flow.skip(height);
}

void RecipeEditor::draw_form(const Context& context, ImVec2 size, bool narrow) {
    ImGui::BeginChild("form", size, ImGuiChildFlags_NavFlattened);
    const float inset = context.scaled(narrow ? 16 : 24);
    ImGui::SetCursorPos(ImVec2(inset, context.scaled(16)));
    Flow flow(context, size.x - 2 * inset);
    if (narrow) {
        const float height = context.scaled(28);
        if (flow.action_button("back", "\u2039 Layers", -context.scaled(8), height)) in_form_ = false;
        flow.skip(height);
    }
    flow.text(form_.title, {Face::semibold, context.scaled(15)}, context.scaled(28), context.theme.text);
    draw_steps(flow);
    flow.skip(context.scaled(8));
    // Of the place as this frame began with: a step above has changed what stands there.
    screen::DraftActs acts(draft_, context.workspace);
    if (seen_draft_ == draft_.revision()) form_view_.draw(flow, form_.sections, acts);
    flow.skip(context.scaled(24));
    flow.finish();
    form_view_.draw_picker(context, acts);
    ImGui::EndChild();
}

void RecipeEditor::draw_body(const Context& context, ImVec2 size, bool narrow) {
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const ImVec2 to(from.x + size.x, from.y + size.y);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float form =
        narrow ? size.x : std::min(context.scaled(form_width), std::max(context.scaled(320), size.x * 0.42F));
    const float layers = narrow ? size.x : size.x - form;
    if (!narrow || !in_form_) {
        list.AddRectFilled(from, ImVec2(from.x + layers, to.y), context.theme.bg);
        ImGui::BeginChild("layers", ImVec2(layers, size.y), ImGuiChildFlags_NavFlattened,
                          narrow ? ImGuiWindowFlags_None : ImGuiWindowFlags_HorizontalScrollbar);
        const LayersWish wish = draw_recipe_layers(context, outline_, draft_.recipe().name, place_, narrow);
        ImGui::EndChild();
        if (wish.choice) {
            place_ = *wish.choice;
            in_form_ = true;
        }
        if (wish.step) step(*wish.step);
        // Whoever chooses a card with the keyboard goes on in its form.
        const bool adds = wish.step && wish.step->name.starts_with("add");
        if ((wish.choice || adds) && ImGui::GetIO().NavVisible) form_view_.focus_first();
    }
    if (!narrow || in_form_) {
        if (!narrow) {
            ImGui::SameLine(0, 0);
            list.AddRectFilled(ImVec2(from.x + layers, from.y), ImVec2(from.x + layers + 1, to.y),
                               context.theme.line);
        }
        draw_form(context, ImVec2(form, size.y), narrow);
    }
    list.AddRectFilled(from, ImVec2(to.x, from.y + 1), context.theme.line);
    list.AddRectFilled(ImVec2(from.x, to.y), ImVec2(to.x, to.y + 1), context.theme.line);
}

std::string RecipeEditor::foot_words() const {
    if (!words_.empty()) return words_;
    if (!outline_.faults.empty()) return session::to_sentence(outline_.faults.front());
    const std::string& name = draft_.recipe().name;
    const bool replaces = name != saved_as_ && std::find(saved_.begin(), saved_.end(), name) != saved_.end();
    return replaces ? "Saving replaces the saved recipe \"" + name + "\"." : std::string();
}

/// What is wrong, or was done; a click on a fault leads to it.
void RecipeEditor::draw_words(const Context& context, const std::string& words, float width) {
    const bool faulty = words_.empty() && !outline_.faults.empty();
    const TextStyle style{Face::regular, context.scaled(13)};
    const float height = ImGui::GetFrameHeight();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (faulty) {
        if (ImGui::InvisibleButton("words", ImVec2(width, height), ImGuiButtonFlags_EnableNav))
            (void)is_whole();
        if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    } else {
        ImGui::Dummy(ImVec2(width, height));
    }
    context.pen.write_cut(*ImGui::GetWindowDrawList(), style, at, height, width,
                          refused_ || faulty ? context.theme.failed : context.theme.soft, words);
    if (ImGui::IsItemHovered() && context.pen.width(style, words) > width)
        ImGui::SetTooltip("%s", words.c_str());
}

void RecipeEditor::draw_foot(const Context& context, float width, bool narrow) {
    const float left = ImGui::GetCursorPosX();
    const std::string words = foot_words();
    const bool faulty = !outline_.faults.empty();
    const bool is_saved = !draft_.is_dirty() && !saved_as_.empty() && saved_as_ == draft_.recipe().name;
    const float spacing = ImGui::GetStyle().ItemSpacing.x;
    const float save_width = context.scaled(84);
    const float main = narrow ? width : context.scaled(132);
    const bool kept = files_ != nullptr && !saved_as_.empty();
    const float taken = button_width("Undo") + button_width("Redo") + button_width("Close") + save_width +
                        (kept ? button_width("Delete") + spacing : 0) + 3 * spacing +
                        (narrow ? 0 : main + spacing);
    if (!words.empty()) {
        draw_words(context, words, narrow ? width : width - taken - context.scaled(16));
        if (!narrow) ImGui::SameLine();
    }
    ImGui::SetCursorPosX(left + std::max(0.0F, width - taken));
    if (quiet_button(context, "Undo", draft_.can_undo())) draft_.undo();
    ImGui::SameLine();
    if (quiet_button(context, "Redo", draft_.can_redo())) draft_.redo();
    ImGui::SameLine();
    if (quiet_button(context, "Close")) ImGui::CloseCurrentPopup();
    ImGui::SameLine();
    if (kept) {
        if (quiet_button(context, "Delete")) forget();
        ImGui::SameLine();
    }
    ImGui::BeginDisabled(faulty || files_ == nullptr);
    if (ImGui::Button(is_saved ? "Saved" : "Save", ImVec2(save_width, 0))) save();
    ImGui::EndDisabled();
    if (narrow) {
        ImGui::SetCursorPosX(left);
    } else {
        ImGui::SameLine();
    }
    ImGui::BeginDisabled(faulty);
    if (accent_button(context, "Use this recipe", main) && use(context)) ImGui::CloseCurrentPopup();
    ImGui::EndDisabled();
}

void RecipeEditor::take_keys(const Context& context) {
    const bool inner = std::exchange(inner_open_, ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId));
    if (inner) return;
    if (key_pressed(Shortcut::cancel) && !ImGui::IsAnyItemActive()) {
        transfer_ == Transfer::none ? ImGui::CloseCurrentPopup() : (void)(transfer_ = Transfer::none);
        return;
    }
    if (key_pressed(Shortcut::editor_save)) save();
    if (key_pressed(Shortcut::editor_use) && use(context)) ImGui::CloseCurrentPopup();
    if (ImGui::GetIO().WantTextInput) return;
    if (key_pressed(Shortcut::editor_undo, true)) draft_.undo();
    if (key_pressed(Shortcut::editor_redo, true)) draft_.redo();
}

void RecipeEditor::draw(const Context& context) {
    if (std::exchange(opening_, false)) ImGui::OpenPopup(editor_id);
    if (!ImGui::IsPopupOpen(editor_id)) return;
    ImGuiIO& io = ImGui::GetIO();
    // It can be used with the keyboard alone; elsewhere the view has its own keys.
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    update(context);
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
    const bool shown = ImGui::BeginPopupModal(editor_id, nullptr, flags);
    ImGui::PopStyleVar(2);
    if (!shown) return;
    const float inset = context.scaled(narrow ? 16 : 24);
    const float pad = context.scaled(12);
    const float frame = ImGui::GetFrameHeight();
    const float head = frame + 2 * pad + (transfer_ != Transfer::none ? frame + 8 : 0);
    const float rows = narrow ? (foot_words().empty() ? 2.0F : 3.0F) : 1.0F;
    const float foot = frame * rows + 2 * pad + (rows - 1) * ImGui::GetStyle().ItemSpacing.y;
    ImGui::SetCursorPos(ImVec2(inset, pad));
    ImGui::BeginGroup();
    ImGui::PushItemWidth(size.x - 2 * inset);
    draw_head(context, size.x - 2 * inset);
    ImGui::PopItemWidth();
    ImGui::EndGroup();
    ImGui::SetCursorPos(ImVec2(0, head));
    draw_body(context, ImVec2(size.x, std::max(1.0F, size.y - head - foot)), narrow);
    ImGui::SetCursorPos(ImVec2(inset, size.y - foot + pad));
    ImGui::BeginGroup();  // its rows begin where it begins
    draw_foot(context, size.x - 2 * inset, narrow);
    ImGui::EndGroup();
    take_keys(context);
    keep_unfinished();
    ImGui::EndPopup();
    context.wishes.layout_moved = context.wishes.layout_moved || seen_draft_ != draft_.revision();
}

}  // namespace moa::view
