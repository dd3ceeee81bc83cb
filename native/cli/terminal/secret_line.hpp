// A secret as its user types it: a terminal does not show it.
#pragma once

#include <optional>
#include <string>

namespace moa::cli {

/// One line from the terminal, which is asked for by `prompt`, or from standard input. Empty at the end of
/// input; nothing when the user stopped it.
std::optional<std::string> read_secret_line(const std::string& prompt);

}  // namespace moa::cli
