// The command line's arguments, before and after CLI11 has read them.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace moa::cli {

/// The arguments without the program's name, as CLI11 takes them: last one first. CLI11 would split a
/// question like
/// "[1,2,3]" at its commas and end a command at "++"; such words get a mark that word_as_typed takes off.
std::vector<std::string> arguments_for(const CLI::App& app, int count, const char* const* values);

/// A word of a question as it was typed.
std::string word_as_typed(std::string word);

/// Words as one text, with a space between them.
std::string joined(const std::vector<std::string>& words);

/// A word as a shell takes it: in quotes where it needs them.
std::string shell_word(const std::string& word);

/// A message about arguments, without the keys that were typed among them.
std::string without_typed_keys(std::string_view message);

}  // namespace moa::cli
