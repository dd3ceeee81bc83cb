// All keyboard shortcuts, in one table: what a key does is asked of it, and the list that the user sees is
// made from it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace moa::screen {

enum class Shortcut : std::uint8_t {
    run,
    stop,
    to_question,
    new_conversation,
    previous_turn,
    next_turn,
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
    compare,
    share,
    zoom_in,
    zoom_out,
    replay_play,
    replay_back,
    replay_on,
    replay_far_back,
    replay_far_on,
    replay_first,
    replay_last,
    replay_slower,
    replay_faster,
    replay_close,
    select_all,
    copy,
    copy_markdown,
    extend_left,
    extend_right,
    extend_word_left,
    extend_word_right,
    next_area,
    leave_panel,
    read_up,
    read_down,
    read_page_up,
    read_page_down,
    read_first,
    read_last,
    previous_tab,
    next_tab,
    fold_reasoning,
    fold_details,
    fold_prompt,
    copy_text,
    panel,
    border_left,
    border_right,
    keys,
    settings,
    models,
    history,
    open_file,
    quit,
    accept,
    agree,
    cancel,
    list_up,
    list_down,
    rename,
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

enum class Shell : std::uint8_t { page = 1, window = 2 };

/// The keys of a shortcut as they are written: "F1 or ?".
std::string_view keys_of(Shortcut shortcut);
/// What a shell that looks at keys itself calls it.
std::string_view name_of(Shortcut shortcut);
/// The one with this name.
std::optional<Shortcut> shortcut_named(std::string_view name);
/// The alternatives of "F1 or ?".
std::vector<std::string_view> alternatives(std::string_view keys);

struct ShortcutLine {
    std::string_view group;
    std::string_view name;  ///< for a shell that looks at keys itself
    std::string keys;       ///< alternatives with " or " between them
    std::string_view words;
};
/// All that hold in the shell, those of nodes and runs (screen/node_actions.hpp) included, group by group.
std::vector<ShortcutLine> shortcut_lines(Shell shell);

}  // namespace moa::screen
