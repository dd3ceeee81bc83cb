// The frame that all dialogs share, and their buttons.
#pragma once

#include <string>
#include <string_view>

#include "view/context.hpp"

namespace moa::view {

/// Begins a dialog in the middle of the screen, `width` wide or as much as there is, with its title. The
/// popup `id` must have been opened. False when it is not open; else end_dialog follows.
bool begin_dialog(const Context& context, const char* id, std::string_view title, float width);
void end_dialog();

/// What the field or choice below it is.
void dialog_label(const Context& context, std::string_view words);

/// Why it cannot be done; nothing for an empty sentence.
void dialog_problem(const Context& context, const std::string& sentence);

/// The button that the dialog is for.
bool accent_button(const Context& context, const char* label, float width);

/// A button without a frame. `final`: what it does cannot be undone.
bool quiet_button(const Context& context, const char* label, bool final = false);
/// How wide a button with this label is.
float button_width(const char* label);

/// A field to choose in, with what is chosen. True while its list is open; the choices follow as selectables,
/// and then end_choice.
bool begin_choice(const Context& context, const char* id, std::string_view shown);
void end_choice();

}  // namespace moa::view
