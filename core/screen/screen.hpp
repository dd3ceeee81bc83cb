// A screen as a value: what a dialog shows, without saying how it is drawn. Every screen is drawn in one
// place of each shell: web/page/screen.js makes DOM of it, view/dialogs/screen_view.cpp draws it with Dear
// ImGui.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "screen/plain_text.hpp"

namespace moa::screen {

enum class Kind : std::uint8_t {
    words,     ///< only a label and notes
    status,    ///< a sentence about what is shown, which changes
    line,      ///< a text of one line
    search,    ///< the same, of words to look for
    secret,    ///< the same, hidden while it is typed
    area,      ///< a text of several lines
    number,    ///< a number, typed as text
    duration,  ///< a time, typed as text: seconds, or with a unit
    model,     ///< a model's id, with its provider's list to choose from
    choice,    ///< one of `choices`, in a list that unfolds
    options,   ///< one of `choices`, all in sight
    amount,    ///< a whole number within `range`
    toggle,    ///< "true" or empty
    button,    ///< `label` is its text; its notes stand beside it
    shortcut,  ///< `label` is what it does, `value` its keys
    row,   ///< of a list: pressing it opens what `label` names; its notes tell about it, and a passage what
           ///< was found in it
    text,  ///< `passages` that are read; one of `choices`, where there are some
};
std::string_view to_string(Kind kind);

enum class Tone : std::uint8_t { plain, muted, good, doubtful, failed };
std::string_view to_string(Tone tone);

/// A sentence about an item.
struct Note {
    std::string words;
    Tone tone = Tone::muted;
    bool aside = false;  ///< at the end of the line before it
    bool operator==(const Note&) const = default;
};

struct Choice {
    std::string value;
    std::string words;
    std::string group = {};  ///< a title above it and those after it; empty for none
    bool operator==(const Choice&) const = default;
};

/// Of an amount.
struct Range {
    int least = 0;
    int most = 0;
    int step = 1;
    bool operator==(const Range&) const = default;
};

/// Words of a passage.
struct Stretch {
    std::string words;
    bool marked = false;
    bool operator==(const Stretch&) const = default;
};

struct MarkedPassage {
    Passage kind = Passage::paragraph;
    std::vector<Stretch> stretches;
    bool operator==(const MarkedPassage&) const = default;
};

struct Link {
    std::string words;
    std::string url;
    bool operator==(const Link&) const = default;
};

enum class Role : std::uint8_t {
    quiet,    ///< beside what the screen is for
    plain,    ///< a way out
    primary,  ///< what the screen is for; Ctrl+Enter presses it, and so does Enter in a field of one line
};
std::string_view to_string(Role role);

struct Button {
    std::string name;  ///< what `act` is called with
    std::string label;
    Role role = Role::plain;
    std::string description = {};  ///< in full, for who cannot see what it stands beside; empty: the label
    std::string shortcut = {};     ///< as it is written on keys; empty for none
    bool possible = true;
    bool final = false;  ///< the next press does what cannot be undone
    bool operator==(const Button&) const = default;
};

/// One control, or one sentence.
struct Item {
    Kind kind = Kind::words;
    std::string name;  ///< what `act` is called with, and unique in its screen; empty for what takes no input
    std::string label;
    std::string value = {};
    std::string placeholder = {};  ///< what holds while nothing is set
    std::string unit = {};         ///< behind the field
    std::string help = {};
    std::string error = {};  ///< what is wrong with the value, and what is allowed
    std::vector<Note> notes = {};
    std::vector<Choice> choices = {};
    Range range = {};
    std::vector<MarkedPassage> passages = {};
    std::vector<Button> buttons = {};   ///< below it
    std::optional<Button> remove = {};  ///< beside it
    std::optional<Link> link = {};      ///< behind the notes
    std::string enter = {};     ///< the act that Enter in this field stands for; empty: the primary button
    std::string account = {};   ///< of a secret: whose, for password managers
    bool label_hidden = false;  ///< the section's title is label enough
    bool tall = false;          ///< an area that has its screen to itself
    bool possible = true;       ///< of a button
    bool in_sight = false;      ///< of a button: pressed by itself as soon as it is seen
    bool current = false;       ///< of a row: what is on screen
    bool operator==(const Item&) const = default;
};

struct Section {
    std::string title;  ///< may be empty
    std::vector<Item> items;
    std::string help = {};
    /// The section is folded until the user unfolds it; then it shows this instead of its items.
    std::optional<std::string> summary = {};
    bool faulty = false;   ///< one of its items has an error
    bool columns = false;  ///< its items stand beside each other where there is room
    bool operator==(const Section&) const = default;
};

/// What the recipe editor shows beside the form, see recipe_screen.hpp.
struct RecipePane;

enum class Width : std::uint8_t { narrow, medium, wide, full };
std::string_view to_string(Width width);

struct Screen {
    std::string name;   ///< "setup"
    std::string title;  ///< empty: what it was about is gone, and it closes
    std::string intro = {};
    Width width = Width::medium;
    std::vector<Section> sections = {};
    std::string error = {};            ///< why the latest act was refused
    std::vector<Button> buttons = {};  ///< at the end, quiet ones first, the primary one last
    /// The item or button that has the keyboard when the screen opens, and again whenever `focus_turn` grows.
    /// The section of that item is unfolded.
    std::string focus = {};
    int focus_turn = 0;
    std::shared_ptr<const RecipePane> recipe = {};  ///< of the recipe editor; else null
    bool operator==(const Screen&) const = default;
};

/// The button that the screen is for; null where there is none, or where it is not possible.
const Button* primary_button(const Screen& screen);
/// The button with this shortcut; null for none, or where it is not possible.
const Button* button_with_shortcut(const Screen& screen, std::string_view shortcut);

}  // namespace moa::screen
