// Other programs that are started from here: they get the environment without the keys in it.
#pragma once

#include <string>
#include <vector>

namespace moa::native {

/// "NAME=value" of every variable but those that hold keys (their names end with _API_KEY).
std::vector<std::string> environment_without_keys();

/// Starts a program of the PATH, which nobody waits for. False where it could not be started.
bool start_program(std::vector<std::string> arguments);

/// What a program of the PATH writes to its standard output until it ends; empty where it could not be
/// started.
std::string output_of_program(std::vector<std::string> arguments);

}  // namespace moa::native
