// A question on the terminal that wants a yes.
#pragma once

#include <string>

namespace moa::cli {

/// Whether somebody could be asked: both standard input and the place of notes are a terminal.
bool can_ask();

/// Asks until the end of the line. Only "y" or "yes" is a yes: Enter alone, the end of input and Ctrl+C are
/// not.
bool confirmed(const std::string& question);

}  // namespace moa::cli
