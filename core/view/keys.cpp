#include "view/keys.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <iterator>

namespace moa::view {
namespace {

struct Named {
    std::string_view name;
    ImGuiKey key;
};
constexpr Named named[] = {
    {"Enter", ImGuiKey_Enter},    {"Enter", ImGuiKey_KeypadEnter},
    {"Esc", ImGuiKey_Escape},     {"Tab", ImGuiKey_Tab},
    {"Left", ImGuiKey_LeftArrow}, {"Right", ImGuiKey_RightArrow},
    {"Up", ImGuiKey_UpArrow},     {"Down", ImGuiKey_DownArrow},
    {"Home", ImGuiKey_Home},      {"End", ImGuiKey_End},
    {"Space", ImGuiKey_Space},    {"Menu", ImGuiKey_Menu},
    {"Del", ImGuiKey_Delete},     {"F1", ImGuiKey_F1},
    {"F2", ImGuiKey_F2},          {"F3", ImGuiKey_F3},
    {"F6", ImGuiKey_F6},          {"F10", ImGuiKey_F10},
    {"PageUp", ImGuiKey_PageUp},  {"PageDown", ImGuiKey_PageDown},
    {",", ImGuiKey_Comma},
};

bool takes(std::string_view& written, std::string_view modifier) {
    if (!written.starts_with(modifier)) return false;
    written.remove_prefix(modifier.size());
    return true;
}

/// A sign may stand on any key, with Shift or without: what counts is that it was typed.
bool was_typed(char sign) {
    const auto& typed = ImGui::GetIO().InputQueueCharacters;
    return std::find(typed.begin(), typed.end(), static_cast<ImWchar>(sign)) != typed.end();
}

/// Whether `holds` is true of a key that is called so; two of a keyboard may be.
template <class Holds>
bool any_key(std::string_view name, Holds&& holds) {
    if (name.size() == 1 && name[0] >= 'A' && name[0] <= 'Z')
        return holds(static_cast<ImGuiKey>(ImGuiKey_A + (name[0] - 'A')));
    return std::any_of(std::begin(named), std::end(named),
                       [&](const Named& each) { return each.name == name && holds(each.key); });
}

bool is_pressed(ImGuiKeyChord modifiers, std::string_view name, bool repeat) {
    return ImGui::GetIO().KeyMods == modifiers &&
           any_key(name, [repeat](ImGuiKey key) { return ImGui::IsKeyPressed(key, repeat); });
}

}  // namespace

bool key_pressed(std::string_view written, bool repeat) {
    ImGuiKeyChord modifiers = 0;
    if (takes(written, "Ctrl+")) modifiers |= ImGuiMod_Ctrl;
    if (takes(written, "Shift+")) modifiers |= ImGuiMod_Shift;
    if (takes(written, "Alt+")) modifiers |= ImGuiMod_Alt;
    constexpr std::string_view signs = "?+=-[]<>,.";
    const bool sign =
        modifiers == 0 && written.size() == 1 && signs.find(written[0]) != std::string_view::npos;
    return sign ? was_typed(written[0]) : is_pressed(modifiers, written, repeat);
}

bool key_pressed(Shortcut shortcut, bool repeat) {
    const auto keys = screen::alternatives(screen::keys_of(shortcut));
    return std::any_of(keys.begin(), keys.end(),
                       [repeat](std::string_view key) { return key_pressed(key, repeat); });
}

bool key_held(Shortcut shortcut) {
    if (ImGui::GetIO().WantTextInput) return false;
    const auto keys = screen::alternatives(screen::keys_of(shortcut));
    return std::any_of(keys.begin(), keys.end(), [](std::string_view key) {
        return any_key(key, [](ImGuiKey each) { return ImGui::GetKeyData(each)->DownDuration > 0; });
    });
}

}  // namespace moa::view
