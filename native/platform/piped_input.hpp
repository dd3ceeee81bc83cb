// What is piped into the program beside its arguments.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "result.hpp"

namespace moa::native {

/// Whether standard input is a pipe, a socket or a file: something that may hold a text. A terminal,
/// /dev/null and a closed one do not.
bool has_piped_input();

struct PipedInput {
    std::string text;
    bool gave_up = false;  ///< nothing had arrived, and nobody had closed it
};

/// All of standard input, to its end; an error where there are more than `most` bytes. Without `patient`, or
/// where it is a socket, the first byte is waited for `patience_ms` only: a program that was started with an
/// open pipe to nobody does not hang. `waiting` is called once, after a second without a byte.
Result<PipedInput> read_piped_input(std::size_t most, bool patient, const std::function<void()>& waiting);

/// See read_piped_input.
inline constexpr int patience_ms = 5000;

}  // namespace moa::native
