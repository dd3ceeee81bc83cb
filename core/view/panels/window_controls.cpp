#include "view/panels/window_controls.hpp"

#include <utility>

#include "screen/conversation_acts.hpp"
#include "screen/screens.hpp"
#include "view/dialogs/recipe_editor_view.hpp"
#include "view/dialogs/screen_view.hpp"
#include "view/find/find_bar.hpp"
#include "view/keys.hpp"
#include "view/panels/composer.hpp"
#include "view/panels/header.hpp"
#include "view/panels/replay_bar.hpp"

namespace moa::view {
namespace {

class WindowControls final : public Controls {
  public:
    WindowControls(session::Workspace& workspace, screen::Look& look, screen::ShellActs acts)
        : open_link_(acts.open_link),
          screens_(workspace, look, screen::Shell::window, std::move(acts)),
          header_(screens_.shell()) {}

    float question_height(const Context& context, float width) override {
        return composer_.height(context, width) + replay_.height(context, width);
    }
    void focus_question() override { composer_.take_focus(); }
    void draw_question(const Context& context, const Rect& area) override {
        const float above = replay_.height(context, area.width);
        replay_.draw(context, {area.x, area.y, area.width, above});
        composer_.draw(context, {area.x, area.y + above, area.width, area.height - above});
    }
    void draw_header(const Context& context, const Rect& area) override {
        // Outside of dialogs the view has its own keys.
        ImGui::GetIO().ConfigFlags &= ~ImGuiConfigFlags_NavEnableKeyboard;
        header_.draw(context, area);
        if (popup_is_open()) return;
        for (const auto& [shortcut, opens] :
             {std::pair(Shortcut::keys, "shortcuts"), {Shortcut::compare, "compare"}}) {
            if (!ImGui::GetIO().WantTextInput && key_pressed(shortcut)) context.requests.open_screen = opens;
        }
        if (key_pressed(Shortcut::settings)) context.requests.open_screen = "settings";
        if (key_pressed(Shortcut::models)) context.requests.open_screen = "setup";
        if (key_pressed(Shortcut::share)) context.requests.open_screen = "share";
        if (key_pressed(Shortcut::history)) context.requests.open_screen = "history";
        if (key_pressed(Shortcut::open_file)) context.requests.open_screen = "open";
        for (const auto& [shortcut, act] : {std::pair(Shortcut::new_conversation, "new"),
                                            {Shortcut::previous_turn, "previous"},
                                            {Shortcut::next_turn, "next"}}) {
            if (!key_pressed(shortcut)) continue;
            screen::act_on_conversation(context.workspace, act);
            context.requests.layout_moved = true;
        }
    }
    void take_find_keys(const Context& context, Finder& finder) override {
        if (find_.take_keys(context, finder)) composer_.take_focus();
    }
    void draw_find(const Context& context, const Rect& area, Finder& finder) override {
        if (find_.draw(context, area, finder)) composer_.take_focus();
    }
    void ask(const Context& /*context*/, const NodeQuestion& question) override {
        screens_.ask(question.node, question.action);
    }
    void ask_link(const std::string& address) override { screens_.ask_link(address); }
    void draw_dialogs(const Context& context) override {
        if (!context.requests.open_screen.empty()) screens_.open(context.requests.open_screen);
        screen_.draw(context, screens_);
        if (screens_.take_question()) composer_.take_focus();
        if (!context.requests.open_link.empty() && open_link_) open_link_(context.requests.open_link);
        editor_.draw(context, screens_);
    }

  private:
    static bool popup_is_open() {
        return ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
    }

    std::function<void(const std::string&)> open_link_;
    screen::Screens screens_;
    ScreenView screen_;
    Header header_;
    Composer composer_;
    ReplayBar replay_;
    FindBar find_;
    RecipeEditorView editor_;
};

}  // namespace

std::unique_ptr<Controls> window_controls(session::Workspace& workspace, screen::Look& look,
                                          screen::ShellActs acts) {
    return std::make_unique<WindowControls>(workspace, look, std::move(acts));
}

}  // namespace moa::view
