#include "native/cli/terminal/secret_line.hpp"

#include <termios.h>
#include <unistd.h>

#include "native/cli/terminal/line_reader.hpp"
#include "native/cli/terminal/signals.hpp"
#include "native/cli/terminal/terminal.hpp"

namespace moa::cli {
namespace {

/// Keeps a terminal from showing what is typed, for as long as it lives.
class NoEcho {
  public:
    NoEcho() {
        if (::tcgetattr(STDIN_FILENO, &before_) != 0) return;
        changed_ = true;
        set_last_words(STDERR_FILENO, "\n", &before_);
        termios quiet = before_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }
    ~NoEcho() {
        if (!changed_) return;
        ::tcsetattr(STDIN_FILENO, TCSANOW, &before_);
        set_last_words(STDERR_FILENO, nullptr);
        write_all(STDERR_FILENO, "\n");  // the user's own was not shown
    }
    NoEcho(const NoEcho&) = delete;
    NoEcho& operator=(const NoEcho&) = delete;

  private:
    termios before_ = {};
    bool changed_ = false;
};

}  // namespace

std::optional<std::string> read_secret_line(const std::string& prompt) {
    SignalScope signals;
    LineReader input(signals);
    std::optional<NoEcho> quiet;
    if (::isatty(STDIN_FILENO) == 1) {
        quiet.emplace();
        write_all(STDERR_FILENO, prompt);
    }
    std::optional<std::string> line = input.next();
    if (!line && !signals.stop_requested()) return std::string();
    return line;
}

}  // namespace moa::cli
