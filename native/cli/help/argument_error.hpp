// What is wrong with the arguments, in this program's words instead of the library's.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace moa::cli {

/// The command that was called: the last one of "moa history show".
const CLI::App& called_command(const CLI::App& app);

/// A sentence that names what was typed, and what was probably meant. `error` is what reading the arguments
/// ended with.
std::string argument_error(const CLI::App& app, const CLI::ParseError& error);

/// Why `typed` is none of the commands of `command`.
std::string unknown_command(const CLI::App& command, const std::string& typed);

}  // namespace moa::cli
