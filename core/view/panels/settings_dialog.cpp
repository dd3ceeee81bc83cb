#include "view/panels/settings_dialog.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "view/keys.hpp"
#include "view/panels/dialog.hpp"

namespace moa::view {
namespace {

constexpr const char* settings_dialog_id = "Settings";
constexpr int text_step = 10;

/// Three buttons, of which one holds: side by side, or below each other where that is too narrow for their
/// words.
template <class Wish>
void choose(const Context& context, const char* (&words)[3], Wish& wish) {
    const float space = ImGui::GetStyle().ItemSpacing.x;
    const float third = (ImGui::GetContentRegionAvail().x - 2 * space) / 3;
    const bool beside = std::all_of(std::begin(words), std::end(words), [third](const char* each) {
        return ImGui::CalcTextSize(each).x + 12 <= third;
    });
    const float width = beside ? third : ImGui::GetContentRegionAvail().x;
    ImGui::PushID(words);
    for (int i = 0; i < 3; ++i) {
        if (i > 0 && beside) ImGui::SameLine();
        const bool holds = static_cast<int>(wish) == i;
        const bool pressed =
            holds ? accent_button(context, words[i], width) : ImGui::Button(words[i], ImVec2(width, 0));
        if (pressed) wish = static_cast<Wish>(i);
    }
    ImGui::PopID();
}

}  // namespace

bool SettingsDialog::draw(const Context& context, Look& look) {
    if (std::exchange(opening_, false)) ImGui::OpenPopup(settings_dialog_id);
    if (!begin_dialog(context, settings_dialog_id, settings_dialog_id, context.scaled(420))) return false;
    static const char* themes[] = {"As the system", "Dark", "Light"};
    dialog_label(context, "Theme");
    choose(context, themes, look.theme);

    dialog_label(context, "Text size");
    const float square = context.scaled(40);
    if (ImGui::Button("-", ImVec2(square, 0))) look.text_percent -= text_step;
    ImGui::SameLine();
    const std::string size = std::to_string(look.text_percent) + " %";
    context.pen.write(*ImGui::GetWindowDrawList(), {Face::regular, context.scaled(13), true},
                      ImGui::GetCursorScreenPos(), ImGui::GetFrameHeight(), context.theme.text, size);
    ImGui::Dummy(ImVec2(context.scaled(48), 1));
    ImGui::SameLine();
    if (ImGui::Button("+", ImVec2(square, 0))) look.text_percent += text_step;
    look.text_percent = std::clamp(look.text_percent, Look::least_text, Look::most_text);

    static const char* motions[] = {"As the system ", "Reduced", "Full"};
    dialog_label(context, "Motion");
    choose(context, motions, look.motion);

    ImGui::Dummy(ImVec2(1, context.scaled(8)));
    const bool keys = ImGui::Button("All keys (?)") || key_pressed(KeyAct::keys);
    ImGui::SameLine();
    const float button = context.scaled(96);
    align_buttons(1, button);
    const bool done = accent_button(context, "Done", button) || key_pressed(KeyAct::cancel) || keys;
    if (done) ImGui::CloseCurrentPopup();
    end_dialog();
    return keys;
}

}  // namespace moa::view
