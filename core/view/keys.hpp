// All keys, in one table: what they do is asked of it, and the list of keys that the user sees is made from
// it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace moa::view {

enum class KeyAct : std::uint8_t {
    run,
    stop,
    to_question,
    find,
    find_next,
    find_previous,
    found_next,
    found_previous,
    find_close,
    walk_left,
    walk_right,
    walk_up,
    walk_down,
    walk_first,
    walk_last,
    open_node,
    node_menu,
    leave_node,
    pan,
    fit,
    zoom_in,
    zoom_out,
    select_all,
    copy,
    copy_markdown,
    extend_left,
    extend_right,
    extend_word_left,
    extend_word_right,
    panel,
    border_left,
    border_right,
    keys,
    settings,
    models,
    history,
    quit,
    accept,
    agree,
    cancel,
    list_up,
    list_down,
    edit_recipe,
    editor_use,
    editor_save,
    editor_undo,
    editor_redo,
    editor_remove,
    editor_up,
    editor_down,
    editor_left,
    editor_right,
};

/// Whether one of the act's keys has gone down in this frame; with `repeat` also again and again while it is
/// held.
bool key_pressed(KeyAct act, bool repeat = false);
/// The same for keys as they are written: "Ctrl+Shift+Z", "Del", "?".
bool key_pressed(std::string_view written, bool repeat = false);
/// Whether one of the act's keys has been down since before this frame's movements. A sign cannot be held,
/// only typed.
bool key_held(KeyAct act);

/// A line of the list of keys.
struct KeyHelp {
    std::string_view group;
    std::string_view name;  ///< of the act, for a shell that looks at keys itself
    std::string keys;       ///< alternatives with " or " between them
    std::string_view words;
};
enum class Shell : std::uint8_t { page = 1, window = 2 };
/// All that holds in the shell, the keys of nodes and runs (session/node_actions.hpp) included, group by
/// group.
std::vector<KeyHelp> key_help(Shell shell);

/// The alternatives of "F1 or ?".
std::vector<std::string_view> alternatives(std::string_view keys);

}  // namespace moa::view
