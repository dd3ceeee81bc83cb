// The recipe editor: where a recipe comes from and where it goes.
#include <algorithm>
#include <utility>

#include "blank.hpp"
#include "mixture/presets.hpp"
#include "mixture/recipe_read.hpp"
#include "view/dialogs/dialog.hpp"
#include "view/panels/recipe_editor.hpp"
#include "view/widgets/text_field.hpp"

namespace moa::view {

void RecipeEditor::start_from(const mixture::Recipe& recipe, const std::string& saved_as) {
    draft_.replace(recipe);
    if (!saved_as.empty()) draft_.mark_saved();
    saved_as_ = saved_as;
    place_ = {};
    refused_ = false;
    words_.clear();
}

void RecipeEditor::import(const Context& context) {
    std::string text = transfer_text_;
    std::string from;
    if (text.find('{') == std::string::npos) {
        const Result<std::string> read = files_ != nullptr
                                             ? files_->read_file(transfer_text_)
                                             : Result<std::string>(Error{ErrorKind::io, 0, "No files here."});
        if (!read) {
            refused_ = true;
            words_ = read.error().message;
            return;
        }
        from = transfer_text_ + ": ";
        text = read.value();
    }
    const auto recipe = mixture::read_recipe(text);
    if (recipe) {
        start_from(recipe.value(), {});
        transfer_ = Transfer::none;
    } else {
        refused_ = true;
        words_ = from + recipe.error().message;
    }
    context.wishes.layout_moved = true;
}

void RecipeEditor::write_out() {
    const auto error = files_->write_file(transfer_text_, draft_.json());
    refused_ = error.has_value();
    words_ = error ? error->message : "Exported to " + transfer_text_ + ".";
    if (!error) transfer_ = Transfer::none;
}

void RecipeEditor::save() {
    if (files_ == nullptr || !is_whole()) return;
    const std::string& name = draft_.recipe().name;
    if (is_blank(name)) {
        place_ = {};
        refused_ = true;
        words_ = "Name the recipe to save it.";
        return;
    }
    const Result<std::string> kept = files_->save(name, draft_.json());
    refused_ = !kept;
    words_ = kept ? "Saved as " + kept.value() + "." : kept.error().message;
    if (!kept) return;
    draft_.mark_saved();
    saved_as_ = name;
    saved_ = files_->names();
    (void)files_->keep_unfinished({});
}

/// As a step: Undo shows the recipe in use, and closing it then lets go of the changes.
void RecipeEditor::restore_unfinished() {
    const std::string text = files_ != nullptr ? files_->unfinished() : std::string();
    if (!text.empty() && draft_.restore(text) && draft_.is_dirty()) {
        words_ = "Unsaved changes restored. Undo discards them.";
        // The words are about this revision; outline and form are made anew all the same.
        seen_draft_ = draft_.revision();
        outline_ = {};
    }
    kept_draft_ = draft_.revision();
}

/// With every change, so that neither closing the window nor a crash takes any.
void RecipeEditor::keep_unfinished() {
    if (files_ == nullptr || std::exchange(kept_draft_, draft_.revision()) == draft_.revision()) return;
    if (const auto error = files_->keep_unfinished(draft_.is_dirty() ? draft_.kept() : std::string())) {
        refused_ = true;
        words_ = "Changes are not kept until you save: " + error->message;
    }
}

/// What was deleted stands in the editor still, and can be saved again.
void RecipeEditor::forget() {
    const auto error = files_->remove(saved_as_);
    refused_ = error.has_value();
    words_ = error ? error->message
                   : "Deleted from the saved recipes. The editor still has it; save it again to keep it.";
    if (error) return;
    saved_as_.clear();
    saved_ = files_->names();
}

bool RecipeEditor::use(const Context& context) {
    if (!is_whole()) return false;
    const auto error = context.workspace.use_recipe(draft_.recipe());
    refused_ = error.has_value();
    words_ = error ? error->message : std::string();
    if (!error && files_ != nullptr) (void)files_->keep_unfinished({});
    return !error;
}

void RecipeEditor::draw_sources(const Context& context) {
    if (!begin_choice(context, "##start", "Start from\u2026")) return;
    if (ImGui::Selectable("Current recipe")) start_from(context.workspace.configuration().recipe(), {});
    if (!saved_.empty()) ImGui::SeparatorText("Saved recipes");
    for (const std::string& name : saved_) {
        ImGui::PushID("saved");
        if (ImGui::Selectable(name.c_str(), name == saved_as_)) {
            const Result<std::string> text = files_->load(name);
            const auto recipe = text ? mixture::read_recipe(text.value()) : text.error();
            if (recipe) start_from(recipe.value(), name);
            refused_ = !recipe;
            if (!recipe) words_ = recipe.error().message;
        }
        ImGui::PopID();
    }
    std::string_view group;
    for (const mixture::Preset& preset : mixture::presets()) {
        if (preset.group != group) ImGui::SeparatorText(std::string(preset.group).c_str());
        group = preset.group;
        ImGui::PushID(preset.id.data());
        if (ImGui::Selectable(preset.recipe.name.c_str())) start_from(preset.recipe, {});
        ImGui::PopID();
    }
    end_choice();
}

void RecipeEditor::draw_head(const Context& context, float width) {
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const float height = ImGui::GetFrameHeight();
    const float spacing = ImGui::GetStyle().ItemSpacing.x;
    const float buttons = button_width("Import") + button_width("Export") + 2 * spacing;
    const TextStyle title{Face::semibold, context.scaled(18)};
    const float title_width = context.pen.width(title, "Edit recipe") + context.scaled(24);
    const bool titled = width - buttons - title_width >= context.scaled(160);
    const float choice =
        std::min(context.scaled(titled ? 200 : 400), width - buttons - (titled ? title_width : 0));
    const float taken = choice + buttons;
    if (titled) {
        context.pen.write(*ImGui::GetWindowDrawList(), title, from, height, context.theme.text,
                          "Edit recipe");
    }
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + width - taken);
    ImGui::SetNextItemWidth(choice);
    draw_sources(context);
    ImGui::SameLine();
    if (quiet_button(context, "Import")) {
        transfer_ = Transfer::in;
        transfer_text_.clear();
        asking_ = true;
    }
    ImGui::SameLine();
    if (quiet_button(context, "Export", files_ != nullptr) && is_whole()) {
        transfer_ = Transfer::out;
        transfer_text_ = files_->path_for(draft_.recipe().name);
        asking_ = true;
    }
    draw_transfer(context);
}

/// The line that asks where from or where to.
void RecipeEditor::draw_transfer(const Context& context) {
    if (transfer_ == Transfer::none) return;
    const bool in = transfer_ == Transfer::in;
    const char* verb = in ? "Import recipe" : "Export recipe";
    const float buttons = button_width(verb) + button_width("Not now") + 2 * ImGui::GetStyle().ItemSpacing.x;
    ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x - buttons);
    if (std::exchange(asking_, false)) ImGui::SetKeyboardFocusHere();
    const bool entered = text_field("##transfer", in ? "Path of a recipe file, or its JSON" : "File path",
                                    transfer_text_, ImGuiInputTextFlags_EnterReturnsTrue);
    ImGui::SameLine();
    const bool pressed = ImGui::Button(verb);
    ImGui::SameLine();
    if (quiet_button(context, "Not now")) transfer_ = Transfer::none;
    if ((!entered && !pressed) || transfer_text_.empty()) return;
    in ? import(context) : write_out();
}

}  // namespace moa::view
