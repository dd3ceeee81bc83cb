#include "view/keys.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "session/node_actions.hpp"

namespace moa::view {
namespace {

constexpr int page = static_cast<int>(Shell::page);
constexpr int window = static_cast<int>(Shell::window);
constexpr int both = page | window;

constexpr std::string_view question = "Question";
constexpr std::string_view tree = "Tree";
constexpr std::string_view over_tree = "Pointer over the tree";
constexpr std::string_view text = "Text";
constexpr std::string_view everywhere = "Everywhere";
constexpr std::string_view editor = "Recipe editor";
constexpr std::string_view dialogs = "Dialogs and lists";

struct Line {
    KeyAct act;
    std::string_view name;
    std::string_view keys;
    int shells;
    std::string_view group;
    std::string_view words;
};

constexpr Line lines[] = {
    {KeyAct::run, "run", "Ctrl+Enter", both, question, "Run"},
    {KeyAct::stop, "stop", "Esc", both, question, "Stop the run"},
    {KeyAct::to_question, "to_question", "Tab", window, question, "Focus the question"},
    {KeyAct::walk_left, "walk_left", "Left", both, tree, "Move between nodes"},
    {KeyAct::walk_right, "walk_right", "Right", both, tree, "Move between nodes"},
    {KeyAct::walk_up, "walk_up", "Up", both, tree, "Move between nodes"},
    {KeyAct::walk_down, "walk_down", "Down", both, tree, "Move between nodes"},
    {KeyAct::walk_first, "walk_first", "Home", page, tree, "Go to the first or last node"},
    {KeyAct::walk_last, "walk_last", "End", page, tree, "Go to the first or last node"},
    {KeyAct::open_node, "open_node", "Enter or Space", page, tree, "Open the node"},
    {KeyAct::leave_node, "leave_node", "Esc", both, tree, "Close the node"},
    {KeyAct::node_menu, "node_menu", "Menu or Shift+F10", both, tree, "Open the node's menu"},
    {KeyAct::fit, "fit", "F", both, tree, "Fit the tree to the window"},
    {KeyAct::zoom_in, "zoom_in", "+ or =", both, tree, "Zoom in"},
    {KeyAct::zoom_out, "zoom_out", "-", both, tree, "Zoom out"},
    {KeyAct::pan, "pan", "Space", both, over_tree, "Hold and drag to pan the tree"},
    {KeyAct::find, "find", "Ctrl+F", both, text, "Find in the answers"},
    {KeyAct::find_next, "find_next", "F3", both, text, "Next match"},
    {KeyAct::find_previous, "find_previous", "Shift+F3", both, text, "Previous match"},
    {KeyAct::found_next, "found_next", "Enter", both, text, "In the search field: next match"},
    {KeyAct::found_previous, "found_previous", "Shift+Enter", both, text,
     "In the search field: previous match"},
    {KeyAct::find_close, "find_close", "Esc", both, text, "Close the search"},
    {KeyAct::select_all, "select_all", "Ctrl+A", both, text, "Select the whole text"},
    {KeyAct::extend_left, "extend_left", "Shift+Left", both, text, "Select more or less"},
    {KeyAct::extend_right, "extend_right", "Shift+Right", both, text, "Select more or less"},
    {KeyAct::extend_word_left, "", "Ctrl+Shift+Left", both, text, "Select more or less by words"},
    {KeyAct::extend_word_right, "", "Ctrl+Shift+Right", both, text, "Select more or less by words"},
    {KeyAct::copy, "copy", "Ctrl+C", both, text, "Copy the selection"},
    {KeyAct::copy_markdown, "copy_markdown", "Ctrl+Shift+C", window, text, "Copy as Markdown"},
    {KeyAct::panel, "panel", "Ctrl+B", both, everywhere, "Show or hide the panel"},
    {KeyAct::border_left, "border_left", "Left", page, everywhere, "On the panel's border: resize it"},
    {KeyAct::border_right, "border_right", "Right", page, everywhere, "On the panel's border: resize it"},
    {KeyAct::models, "models", "Ctrl+M", window, everywhere, "Choose models"},
    {KeyAct::history, "history", "Ctrl+H", window, everywhere, "History"},
    {KeyAct::settings, "settings", "Ctrl+,", both, everywhere, "Settings"},
    {KeyAct::keys, "keys", "F1 or ?", both, everywhere, "Keyboard shortcuts"},
    {KeyAct::quit, "quit", "Ctrl+Q", window, everywhere, "Close the window"},
    {KeyAct::accept, "accept", "Ctrl+Enter", both, dialogs, "Accept"},
    {KeyAct::agree, "agree", "Enter", window, dialogs, "Agree"},
    {KeyAct::cancel, "cancel", "Esc", both, dialogs, "Cancel"},
    {KeyAct::list_up, "list_up", "Up", both, dialogs, "Move through a list"},
    {KeyAct::list_down, "list_down", "Down", both, dialogs, "Move through a list"},
    {KeyAct::edit_recipe, "edit_recipe", "Ctrl+E", window, editor, "Open"},
    {KeyAct::editor_use, "editor_use", "Ctrl+Enter", both, editor, "Use this recipe"},
    {KeyAct::editor_save, "editor_save", "Ctrl+S", both, editor, "Save"},
    {KeyAct::editor_undo, "editor_undo", "Ctrl+Z", both, editor, "Undo"},
    {KeyAct::editor_redo, "editor_redo", "Ctrl+Shift+Z", both, editor, "Redo"},
    {KeyAct::editor_remove, "editor_remove", "Del", both, editor, "Remove the layer or agent"},
    {KeyAct::editor_up, "editor_up", "Alt+Up", both, editor, "Move"},
    {KeyAct::editor_down, "editor_down", "Alt+Down", both, editor, "Move"},
    {KeyAct::editor_left, "editor_left", "Alt+Left", both, editor, "Move"},
    {KeyAct::editor_right, "editor_right", "Alt+Right", both, editor, "Move"},
};

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
    {"F3", ImGuiKey_F3},          {"F10", ImGuiKey_F10},
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

const Line& line_of(KeyAct act) {
    return *std::find_if(std::begin(lines), std::end(lines),
                         [act](const Line& each) { return each.act == act; });
}

}  // namespace

std::vector<std::string_view> alternatives(std::string_view keys) {
    constexpr std::string_view between = " or ";
    std::vector<std::string_view> found;
    for (std::size_t end = keys.find(between); end != std::string_view::npos; end = keys.find(between)) {
        found.push_back(keys.substr(0, end));
        keys.remove_prefix(end + between.size());
    }
    found.push_back(keys);
    return found;
}

bool key_pressed(std::string_view written, bool repeat) {
    ImGuiKeyChord modifiers = 0;
    if (takes(written, "Ctrl+")) modifiers |= ImGuiMod_Ctrl;
    if (takes(written, "Shift+")) modifiers |= ImGuiMod_Shift;
    if (takes(written, "Alt+")) modifiers |= ImGuiMod_Alt;
    const bool sign = written == "?" || written == "+" || written == "=" || written == "-";
    return sign ? was_typed(written[0]) : is_pressed(modifiers, written, repeat);
}

bool key_pressed(KeyAct act, bool repeat) {
    const auto keys = alternatives(line_of(act).keys);
    return std::any_of(keys.begin(), keys.end(),
                       [repeat](std::string_view key) { return key_pressed(key, repeat); });
}

bool key_held(KeyAct act) {
    if (ImGui::GetIO().WantTextInput) return false;
    const auto keys = alternatives(line_of(act).keys);
    return std::any_of(keys.begin(), keys.end(), [](std::string_view key) {
        return any_key(key, [](ImGuiKey each) { return ImGui::GetKeyData(each)->DownDuration > 0; });
    });
}

std::vector<KeyHelp> key_help(Shell shell) {
    std::vector<KeyHelp> help;
    for (const Line& line : lines) {
        if ((line.shells & static_cast<int>(shell)) != 0)
            help.push_back({line.group, line.name, std::string(line.keys), line.words});
        if (line.act != KeyAct::zoom_out) continue;
        for (const session::ActionKey& action : session::action_keys())
            help.push_back({"Run and node", action.name, std::string(action.key), action.words});
    }
    return help;
}

}  // namespace moa::view
