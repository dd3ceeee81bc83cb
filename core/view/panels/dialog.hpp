// The frame that all dialogs share, and their buttons.
#pragma once

#include <string>
#include <string_view>

#include "view/context.hpp"

namespace moa::view {

/// Begins a dialog in the middle of the screen, `width` wide or as much as there is, with its title. The
/// popup `id` must have been opened. False when it is not open; else end_dialog follows.
bool begin_dialog(const Context& context, const char* id, std::string_view title, float width);
void end_dialog(const Context& context);

/// Why it cannot be done; nothing for an empty sentence.
void dialog_problem(const Context& context, const std::string& sentence);

/// Moves to where `count` buttons of this width end at the dialog's right edge.
void align_buttons(int count, float width);
/// The button that the dialog is for.
bool accent_button(const Context& context, const char* label, float width);

}  // namespace moa::view
