// Other programs that are started from here: they get the environment without the keys in it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace moa::native {

/// "NAME=value" of every variable but those that hold keys (their names end with _API_KEY).
std::vector<std::string> environment_without_keys();

/// Starts a program of the PATH, which nobody waits for. False where it could not be started.
bool start_program(std::vector<std::string> arguments);

/// What a program of the PATH writes to its standard output until it ends; empty where it could not be
/// started.
std::string output_of_program(std::vector<std::string> arguments);

/// The exit code of a program of the PATH that gets `input` on its standard input and these "NAME=value"
/// added to its environment; what it writes is thrown away. Nothing where it could not be started, was ended
/// by a signal, or took longer: then it is killed, with what it has started.
std::optional<int> exit_code_of_program(std::vector<std::string> arguments, std::string_view input,
                                        const std::vector<std::string>& more_environment, int most_seconds);

}  // namespace moa::native
