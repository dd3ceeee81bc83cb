#include "screen/shortcuts.hpp"

#include <algorithm>
#include <iterator>

#include "screen/link_words.hpp"
#include "screen/node_actions.hpp"
#include "screen/words.hpp"

namespace moa::screen {
namespace {

constexpr int page = static_cast<int>(Shell::page);
constexpr int window = static_cast<int>(Shell::window);
constexpr int both = page | window;

constexpr std::string_view question = "Question";
constexpr std::string_view conversation = "Conversation";
constexpr std::string_view tree = "Tree";
constexpr std::string_view over_tree = "Pointer over the tree";
constexpr std::string_view replay = "Replay, while it is shown";
constexpr std::string_view text = "Text";
constexpr std::string_view reading = "Panel, while it has the focus";
constexpr std::string_view everywhere = "Everywhere";
constexpr std::string_view editor = "Recipe editor";
constexpr std::string_view dialogs = "Dialogs and lists";

struct Line {
    Shortcut shortcut;
    std::string_view name;
    std::string_view keys;
    int shells;
    std::string_view group;
    std::string_view words;
};

constexpr Line lines[] = {
    {Shortcut::run, "run", "Ctrl+Enter", both, question, "Run"},
    {Shortcut::stop, "stop", "Esc", both, question, "Stop the run"},
    {Shortcut::to_question, "to_question", "Tab", window, question, "Focus the question"},
    {Shortcut::new_conversation, "new_conversation", "Ctrl+Shift+O", both, conversation,
     words::new_conversation},
    {Shortcut::previous_turn, "previous_turn", "Alt+Up", both, conversation, "Earlier turn"},
    {Shortcut::next_turn, "next_turn", "Alt+Down", both, conversation, "Later turn"},
    {Shortcut::walk_left, "walk_left", "Left", both, tree, "Move between nodes"},
    {Shortcut::walk_right, "walk_right", "Right", both, tree, "Move between nodes"},
    {Shortcut::walk_up, "walk_up", "Up", both, tree, "Move between nodes"},
    {Shortcut::walk_down, "walk_down", "Down", both, tree, "Move between nodes"},
    {Shortcut::walk_first, "walk_first", "Home", page, tree, "Go to the first or last node"},
    {Shortcut::walk_last, "walk_last", "End", page, tree, "Go to the first or last node"},
    {Shortcut::open_node, "open_node", "Enter or Space", page, tree, "Open the node"},
    {Shortcut::leave_node, "leave_node", "Esc", both, tree, "Close the node"},
    {Shortcut::node_menu, "node_menu", "Menu or Shift+F10", both, tree, "Open the node's menu"},
    {Shortcut::fit, "fit", "F", both, tree, "Fit the tree to the window"},
    {Shortcut::compare, "compare", "V", both, tree, words::compare},
    {Shortcut::share, "share", "Ctrl+S", both, conversation, words::share},
    {Shortcut::zoom_in, "zoom_in", "+ or =", both, tree, "Zoom in"},
    {Shortcut::zoom_out, "zoom_out", "-", both, tree, "Zoom out"},
    {Shortcut::pan, "pan", "Space", both, over_tree, "Hold and drag to pan the tree"},
    {Shortcut::replay_play, "replay_play", "Space", both, replay, "Play or pause"},
    {Shortcut::replay_back, "replay_back", ", or Left", both, replay, "Previous or next event"},
    {Shortcut::replay_on, "replay_on", ". or Right", both, replay, "Previous or next event"},
    {Shortcut::replay_far_back, "replay_far_back", "Shift+Left", both, replay, "Back or on by 5 seconds"},
    {Shortcut::replay_far_on, "replay_far_on", "Shift+Right", both, replay, "Back or on by 5 seconds"},
    {Shortcut::replay_first, "replay_first", "Home", both, replay, "Go to its beginning or end"},
    {Shortcut::replay_last, "replay_last", "End", both, replay, "Go to its beginning or end"},
    {Shortcut::replay_slower, "replay_slower", "<", both, replay, "Slower or faster"},
    {Shortcut::replay_faster, "replay_faster", ">", both, replay, "Slower or faster"},
    {Shortcut::replay_close, "replay_close", "Esc", both, replay, words::close_replay},
    {Shortcut::find, "find", "Ctrl+F", both, text, words::find},
    {Shortcut::find_next, "find_next", "F3", both, text, "Next match"},
    {Shortcut::find_previous, "find_previous", "Shift+F3", both, text, "Previous match"},
    {Shortcut::found_next, "found_next", "Enter", both, text, "In the search field: next match"},
    {Shortcut::found_previous, "found_previous", "Shift+Enter", both, text,
     "In the search field: previous match"},
    {Shortcut::find_close, "find_close", "Esc", both, text, words::close_find},
    {Shortcut::select_all, "select_all", "Ctrl+A", both, text, "Select the whole text"},
    {Shortcut::extend_left, "extend_left", "Shift+Left", both, text, "Select more or less"},
    {Shortcut::extend_right, "extend_right", "Shift+Right", both, text, "Select more or less"},
    {Shortcut::extend_word_left, "", "Ctrl+Shift+Left", both, text, "Select more or less by words"},
    {Shortcut::extend_word_right, "", "Ctrl+Shift+Right", both, text, "Select more or less by words"},
    {Shortcut::copy, "copy", "Ctrl+C", both, text, "Copy the selection"},
    {Shortcut::copy_markdown, "copy_markdown", "Ctrl+Shift+C", window, text, words::copy_markdown},
    {Shortcut::read_up, "read_up", "Up", both, reading, "Scroll"},
    {Shortcut::read_down, "read_down", "Down", both, reading, "Scroll"},
    {Shortcut::read_page_up, "read_page_up", "PageUp or Shift+Space", both, reading, "Scroll by a page"},
    {Shortcut::read_page_down, "read_page_down", "PageDown or Space", both, reading, "Scroll by a page"},
    {Shortcut::read_first, "read_first", "Home", both, reading, "Go to the beginning or end"},
    {Shortcut::read_last, "read_last", "End", both, reading, "Go to the beginning or end"},
    {Shortcut::previous_tab, "previous_tab", "[ or Left", both, reading, "Previous or next tab"},
    {Shortcut::next_tab, "next_tab", "] or Right", both, reading, "Previous or next tab"},
    {Shortcut::fold_reasoning, "fold_reasoning", "T", both, reading, "Fold or unfold the reasoning"},
    {Shortcut::fold_details, "fold_details", "D", both, reading, "Fold or unfold the details"},
    {Shortcut::fold_prompt, "fold_prompt", "S", both, reading, "Fold or unfold the prompt"},
    {Shortcut::copy_text, "copy_text", "Y", both, reading, "Copy the whole text as Markdown"},
    {Shortcut::leave_panel, "leave_panel", "Esc", both, reading, "Back to the tree"},
    {Shortcut::next_area, "next_area", "F6", both, everywhere, "Go to the question, the tree or the panel"},
    {Shortcut::panel, "panel", "Ctrl+B", both, everywhere, "Show or hide the panel"},
    {Shortcut::border_left, "border_left", "Left", page, everywhere, "On the panel's border: resize it"},
    {Shortcut::border_right, "border_right", "Right", page, everywhere, "On the panel's border: resize it"},
    {Shortcut::models, "models", "Ctrl+M", window, everywhere, "Choose models"},
    {Shortcut::history, "history", "Ctrl+H", window, everywhere, "History"},
    {Shortcut::open_file, "open_file", "Ctrl+O", window, everywhere, words::open_file},
    {Shortcut::settings, "settings", "Ctrl+,", both, everywhere, "Settings"},
    {Shortcut::keys, "keys", "F1 or ?", both, everywhere, words::shortcuts},
    {Shortcut::quit, "quit", "Ctrl+Q", window, everywhere, "Close the window"},
    {Shortcut::accept, "accept", "Ctrl+Enter", both, dialogs, "Accept"},
    {Shortcut::agree, "agree", "Enter", window, dialogs, "Agree"},
    {Shortcut::cancel, "cancel", "Esc", both, dialogs, "Cancel"},
    {Shortcut::list_up, "list_up", "Up", both, dialogs, "Move through a list"},
    {Shortcut::list_down, "list_down", "Down", both, dialogs, "Move through a list"},
    {Shortcut::rename, "rename", "F2", both, dialogs, "In the history: rename the conversation"},
    {Shortcut::edit_recipe, "edit_recipe", "Ctrl+E", window, editor, "Open"},
    {Shortcut::editor_use, "editor_use", "Ctrl+Enter", both, editor, words::use_recipe},
    {Shortcut::editor_save, "editor_save", "Ctrl+S", both, editor, "Save"},
    {Shortcut::editor_undo, "editor_undo", "Ctrl+Z", both, editor, "Undo"},
    {Shortcut::editor_redo, "editor_redo", "Ctrl+Shift+Z", both, editor, "Redo"},
    {Shortcut::editor_remove, "editor_remove", "Del", both, editor, "Remove the layer or agent"},
    {Shortcut::editor_up, "editor_up", "Alt+Up", both, editor, "Move"},
    {Shortcut::editor_down, "editor_down", "Alt+Down", both, editor, "Move"},
    {Shortcut::editor_left, "editor_left", "Alt+Left", both, editor, "Move"},
    {Shortcut::editor_right, "editor_right", "Alt+Right", both, editor, "Move"},
};

const Line& line_of(Shortcut shortcut) {
    return *std::find_if(std::begin(lines), std::end(lines),
                         [shortcut](const Line& each) { return each.shortcut == shortcut; });
}

}  // namespace

std::string_view keys_of(Shortcut shortcut) {
    return line_of(shortcut).keys;
}

std::string_view name_of(Shortcut shortcut) {
    return line_of(shortcut).name;
}

std::optional<Shortcut> shortcut_named(std::string_view name) {
    const auto* const found = std::find_if(std::begin(lines), std::end(lines),
                                           [name](const Line& each) { return each.name == name; });
    if (name.empty() || found == std::end(lines)) return std::nullopt;
    return found->shortcut;
}

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

std::vector<ShortcutLine> shortcut_lines(Shell shell) {
    std::vector<ShortcutLine> list;
    for (const Line& line : lines) {
        if ((line.shells & static_cast<int>(shell)) != 0)
            list.push_back({line.group, line.name, std::string(line.keys), line.words});
        if (line.shortcut != Shortcut::zoom_out) continue;
        for (const screen::ActionKey& action : screen::action_keys())
            list.push_back({"Run and node", action.name, std::string(action.key), action.words});
    }
    return list;
}

}  // namespace moa::screen
