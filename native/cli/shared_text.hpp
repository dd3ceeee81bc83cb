// What leaves the program for others.
#pragma once

#include <string>

namespace moa::cli {

/// The text without the keys and headers that the environment and the configuration have: one may have been
/// typed into a question.
std::string without_keys(std::string text);

}  // namespace moa::cli
