#include "view/panels/window_controls.hpp"

#include "view/find/find_bar.hpp"
#include "view/keys.hpp"
#include "view/panels/composer.hpp"
#include "view/panels/header.hpp"
#include "view/panels/key_list.hpp"
#include "view/panels/node_dialog.hpp"
#include "view/panels/recipe_editor.hpp"
#include "view/panels/settings_dialog.hpp"

namespace moa::view {
namespace {

class WindowControls final : public Controls {
  public:
    WindowControls(Look& look, RecipeFiles* files) : look_(look), header_(files), editor_(files) {}

    float question_height(const Context& context, float width) override {
        return composer_.height(context, width);
    }
    void draw_question(const Context& context, const Rect& area) override { composer_.draw(context, area); }
    void draw_header(const Context& context, const Rect& area) override {
        const Header::Wish wish = header_.draw(context, area);
        const bool free = !ImGui::GetIO().WantTextInput && !popup_is_open();
        if (wish == Header::Wish::keys || (free && key_pressed(KeyAct::keys))) keys_.open();
        if (wish == Header::Wish::settings || (!popup_is_open() && key_pressed(KeyAct::settings)))
            settings_.open();
    }
    void take_find_keys(const Context& context, Finder& finder) override {
        if (find_.take_keys(context, finder)) composer_.take_focus();
    }
    void draw_find(const Context& context, const Rect& area, Finder& finder) override {
        if (find_.draw(context, area, finder)) composer_.take_focus();
    }
    void ask(const Context& context, const NodeQuestion& question) override {
        dialog_.open(context, question);
    }
    void draw_dialogs(const Context& context) override {
        dialog_.draw(context);
        if (context.wishes.edit_recipe) editor_.open(context);
        editor_.draw(context);
        const Look before = look_;
        if (settings_.draw(context, look_)) keys_.open();
        if (look_ != before) context.wishes.layout_moved = true;
        keys_.draw(context);
    }

  private:
    static bool popup_is_open() {
        return ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
    }

    Look& look_;
    SettingsDialog settings_;
    KeyList keys_;
    NodeDialog dialog_;
    Header header_;
    Composer composer_;
    FindBar find_;
    RecipeEditor editor_;
};

}  // namespace

std::unique_ptr<Controls> window_controls(Look& look, RecipeFiles* files) {
    return std::make_unique<WindowControls>(look, files);
}

}  // namespace moa::view
