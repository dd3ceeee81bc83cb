#include "native/cli/terminal/terminal.hpp"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>

#include "native/cli/terminal/signals.hpp"
#include "native/platform/environment.hpp"

namespace moa::cli {
namespace {

// DEC private modes: 25 cursor shown, 7 lines wrap, 2026 synchronised output (ignored where unknown).
constexpr std::string_view enter = "\x1b[?25l\x1b[?7l";
constexpr const char* leave = "\x1b[?7h\x1b[?25h";
constexpr std::string_view frame_begin = "\x1b[?2026h";
constexpr std::string_view frame_end = "\x1b[?2026l";

}  // namespace

bool is_terminal(int descriptor) {
    return ::isatty(descriptor) == 1 && native::environment_value("TERM").value_or("dumb") != "dumb";
}

bool wants_colour() {
    return !native::environment_value("NO_COLOR");
}

TerminalSize terminal_size(int descriptor) {
    winsize size = {};
    if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return {};
    return {size.ws_col, size.ws_row};
}

bool reader_gone(int descriptor) {
    pollfd end{descriptor, 0, 0};
    return ::poll(&end, 1, 0) > 0 && (end.revents & (POLLERR | POLLHUP)) != 0;
}

bool write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

void DrawnBlock::begin() {
    if (active_) return;
    active_ = true;
    shown_.clear();
    termios mode = {};
    const bool has_mode = ::tcgetattr(STDIN_FILENO, &mode) == 0;
    set_last_words(descriptor_, leave, has_mode ? &mode : nullptr);
    write_all(descriptor_, enter);
    if (has_mode) {
        echo_before_ = mode;
        mode.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSANOW, &mode);
    }
}

void DrawnBlock::draw(const std::vector<std::string>& lines) {
    if (!active_ || (lines == shown_ && !moved_)) return;
    std::string frame(frame_begin);
    if (shown_.size() > 1) frame += "\x1b[" + std::to_string(shown_.size() - 1) + "A";
    for (std::size_t i = 0; i < lines.size(); ++i) {
        frame += i == 0 ? "\r" : "\r\n";
        // A line that has not changed is stepped over; not the last one, after which the rest is cleared.
        if (!moved_ && i + 1 < lines.size() && i < shown_.size() && lines[i] == shown_[i]) continue;
        frame += lines[i] + "\x1b[K";
    }
    if (lines.size() < shown_.size()) frame += "\x1b[J";
    frame += frame_end;
    write_all(descriptor_, frame);
    shown_ = lines;
    moved_ = false;
}

void DrawnBlock::end() {
    if (!active_) return;
    active_ = false;
    write_all(descriptor_, shown_.empty() ? leave : std::string("\r\n") + leave);
    set_last_words(-1, nullptr);
    if (echo_before_) ::tcsetattr(STDIN_FILENO, TCSANOW, &*echo_before_);
    echo_before_.reset();
}

}  // namespace moa::cli
