// The parts of an item that keep nothing between frames.
#pragma once

#include <vector>

#include "screen/item_acts.hpp"
#include "screen/screen.hpp"
#include "view/widgets/flow.hpp"

namespace moa::view {

ImU32 colour_of(const Theme& theme, screen::Tone tone);

void draw_toggle(Flow& flow, const screen::Item& item, screen::ItemActs& acts);
/// The list that unfolds, at the cursor.
void draw_choice(const Context& context, const screen::Item& item, screen::ItemActs& acts);
/// Its choices side by side, or below each other where that is too narrow for their words.
void draw_options(Flow& flow, const screen::Item& item, screen::ItemActs& acts);
void draw_amount(Flow& flow, const screen::Item& item, screen::ItemActs& acts);
/// A button, and its notes beside it.
void draw_state_line(Flow& flow, const screen::Item& item, screen::ItemActs& acts);
/// A button at the cursor, as wide as its label wants it. Whether it was pressed.
bool press_button(const Context& context, const screen::Button& button);
float width_of(const screen::Button& button);
/// The cross behind a field that begins at the flow's place and is `width` wide. Whether it was pressed.
bool remove_cross(Flow& flow, const screen::Button& button, float width, float height);

void draw_notes(Flow& flow, const std::vector<screen::Note>& notes);
/// Error, help, buttons and link.
void draw_words_below(Flow& flow, const screen::Item& item, screen::ItemActs& acts);
/// Beside the title of a folded section, whose line begins at `top`.
void draw_summary(Flow& flow, const screen::Section& section, float top);

}  // namespace moa::view
