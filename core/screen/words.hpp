// Words that stand in more than one place of the interface: on several screens, or in the controls that the
// page has as DOM and the window draws itself.
#pragma once

#include <span>
#include <string_view>

namespace moa::screen::words {

inline constexpr std::string_view scripted = "Scripted replies, no model is called";
inline constexpr std::string_view use_models = "Use your own models";
inline constexpr std::string_view ask = "Ask a question";
inline constexpr std::string_view follow_up = "Ask a follow-up question";
inline constexpr std::string_view new_conversation = "New conversation";
inline constexpr std::string_view new_conversation_key = "New conversation (Ctrl+Shift+O)";
inline constexpr std::string_view question = "Your question";
inline constexpr std::string_view esc_stops = "Esc stops";
inline constexpr std::string_view ctrl_enter_runs = "Ctrl+Enter runs";
inline constexpr std::string_view enter_runs = "Enter runs";
inline constexpr std::string_view find = "Find in the answers";
inline constexpr std::string_view find_next = "Next (Enter)";
inline constexpr std::string_view find_previous = "Previous (Shift+Enter)";
inline constexpr std::string_view close_find = "Close the search";
inline constexpr std::string_view find_close = "Close (Esc)";
inline constexpr std::string_view shortcuts = "Keyboard shortcuts";
inline constexpr std::string_view shortcuts_key = "Keyboard shortcuts (?)";
inline constexpr std::string_view open_copy = "Open a copy";
inline constexpr std::string_view copy = "Copy";
inline constexpr std::string_view copy_markdown = "Copy as Markdown";
inline constexpr std::string_view copied = "Copied";
inline constexpr std::string_view share = "Save or share";
inline constexpr std::string_view use_recipe = "Use this recipe";
inline constexpr std::string_view came_by_link =
    "A recipe that came by a link. Nothing is called before you ask a question with it.";
inline constexpr std::string_view discard = "Discard";
inline constexpr std::string_view compare = "Compare answers";
inline constexpr std::string_view replay = "Replay";
inline constexpr std::string_view play = "Play";
inline constexpr std::string_view pause = "Pause";
inline constexpr std::string_view previous_event = "Previous event";
inline constexpr std::string_view next_event = "Next event";
inline constexpr std::string_view to_beginning = "To the beginning";
inline constexpr std::string_view to_end = "To the end";
inline constexpr std::string_view speed = "Speed";
inline constexpr std::string_view skip_pauses = "Skip pauses";
inline constexpr std::string_view close_replay = "Close the replay";
inline constexpr std::string_view search_models = "Search, or enter a model ID";
inline constexpr std::string_view unnamed_recipe = "Recipe without a name";
inline constexpr std::string_view recent = "Recent";
inline constexpr std::string_view try_again = "Try again";
inline constexpr std::string_view faulty = "Something is wrong here";
inline constexpr std::string_view unlock_keys = "Unlock the saved keys";
inline constexpr std::string_view forget_keys = "Forget all saved keys";
inline constexpr std::string_view forget_keys_now = "Forget them for good";

struct Named {
    std::string_view name;
    std::string_view words;
};
/// Those that the page asks for by name.
inline constexpr Named for_page[] = {
    {"scripted", scripted},
    {"use_models", use_models},
    {"ask", ask},
    {"follow_up", follow_up},
    {"new_conversation", new_conversation},
    {"new_conversation_key", new_conversation_key},
    {"question", question},
    {"esc_stops", esc_stops},
    {"ctrl_enter_runs", ctrl_enter_runs},
    {"enter_runs", enter_runs},
    {"find", find},
    {"find_next", find_next},
    {"find_previous", find_previous},
    {"close_find", close_find},
    {"find_close", find_close},
    {"shortcuts", shortcuts},
    {"shortcuts_key", shortcuts_key},
    {"open_copy", open_copy},
    {"replay", replay},
    {"play", play},
    {"pause", pause},
    {"previous_event", previous_event},
    {"next_event", next_event},
    {"to_beginning", to_beginning},
    {"to_end", to_end},
    {"speed", speed},
    {"skip_pauses", skip_pauses},
    {"close_replay", close_replay},
    {"unnamed_recipe", unnamed_recipe},
    {"recent", recent},
    {"try_again", try_again},
    {"faulty", faulty},
    {"unlock_keys", unlock_keys},
    {"forget_keys", forget_keys},
    {"forget_keys_now", forget_keys_now},
};

}  // namespace moa::screen::words
