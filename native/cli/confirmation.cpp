#include "native/cli/confirmation.hpp"

#include <unistd.h>

#include "ascii.hpp"
#include "native/cli/terminal/line_reader.hpp"
#include "native/cli/terminal/signals.hpp"
#include "native/cli/terminal/terminal.hpp"

namespace moa::cli {

bool can_ask() {
    return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1;
}

bool confirmed(const std::string& question) {
    SignalScope signals;
    LineReader input(signals);
    write_all(STDERR_FILENO, question + " [y/N] ");
    const std::string answer = lower_case(input.next().value_or(""));
    return answer == "y" || answer == "yes";
}

}  // namespace moa::cli
