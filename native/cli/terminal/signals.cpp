#include "native/cli/terminal/signals.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <climits>
#include <csignal>
#include <cstring>

namespace moa::cli {
namespace {

constexpr std::array caught = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH};

// Handlers can reach nothing but globals. A pipe is what both they and threads can write to safely.
std::array<int, 2> wake_pipe = {-1, -1};
std::array<struct sigaction, caught.size()> previous;
std::atomic<int> stop_flag = 0;
std::atomic<bool> suspend_flag = false;
std::atomic<bool> resize_flag = false;
std::atomic<bool> proceed_flag = false;
std::atomic<const char*> last_words = nullptr;
std::atomic<int> last_words_descriptor = -1;
termios last_mode = {};
std::atomic<bool> has_last_mode = false;

void write_wake_byte() {
    const char byte = 0;
    // A full pipe is as good a wake as any.
    [[maybe_unused]] const auto written = ::write(wake_pipe[1], &byte, 1);
}

void end_at_once(int signal) {
    if (const char* words = last_words.load()) {
        // Whether it can be written or not: the program ends now.
        [[maybe_unused]] const auto written =
            ::write(last_words_descriptor.load(), words, std::strlen(words));
        if (has_last_mode) ::tcsetattr(STDIN_FILENO, TCSANOW, &last_mode);
    }
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

extern "C" void moa_on_signal(int signal) {
    const int saved = errno;
    if (signal == SIGWINCH) {
        resize_flag = true;
    } else if (signal == SIGQUIT) {
        proceed_flag = true;
    } else if (signal == SIGTSTP) {
        suspend_flag = true;
    } else if (stop_flag.exchange(signal) != 0) {
        end_at_once(signal);
    }
    write_wake_byte();
    errno = saved;
}

}  // namespace

Millis now() {
    const auto since_boot = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since_boot).count();
}

std::int64_t utc_now() {
    const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since_1970).count();
}

SignalScope::SignalScope() {
    if (::pipe2(wake_pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0) wake_pipe = {-1, -1};
    stop_flag = 0;
    suspend_flag = resize_flag = proceed_flag = false;
    struct sigaction action = {};
    action.sa_handler = &moa_on_signal;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    for (std::size_t i = 0; i < caught.size(); ++i)
        sigaction(caught[i], &action, &previous[i]);
}

SignalScope::~SignalScope() {
    for (std::size_t i = 0; i < caught.size(); ++i)
        sigaction(caught[i], &previous[i], nullptr);
    ::close(wake_pipe[0]);
    ::close(wake_pipe[1]);
    wake_pipe = {-1, -1};
}

void SignalScope::wake() {
    write_wake_byte();
}

bool SignalScope::wait_until(Millis deadline, int watched, int output) {
    int timeout = -1;
    if (deadline != no_time) timeout = static_cast<int>(std::clamp<Millis>(deadline - now(), 0, INT_MAX));
    // Descriptors below 0 are passed over; what is asked of the output, that it is broken, is always told.
    std::array<pollfd, 3> wanted = {{{wake_pipe[0], POLLIN, 0}, {watched, POLLIN, 0}, {output, 0, 0}}};
    if (::poll(wanted.data(), wanted.size(), timeout) <= 0) return false;
    if (wanted[0].revents != 0) {
        std::array<char, 64> bytes{};
        while (::read(wake_pipe[0], bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size())) {
        }
    }
    return watched >= 0 && wanted[1].revents != 0;
}

int SignalScope::stop_signal() const {
    return stop_flag;
}
void SignalScope::clear_stop() {
    stop_flag = 0;
}
bool SignalScope::take_proceed() {
    return proceed_flag.exchange(false);
}
bool SignalScope::take_suspend() {
    return suspend_flag.exchange(false);
}
bool SignalScope::take_resize() {
    return resize_flag.exchange(false);
}

void suspend_process() {
    std::raise(SIGSTOP);
}

void set_last_words(int descriptor, const char* text, const termios* mode) {
    last_words = nullptr;
    has_last_mode = mode != nullptr;
    if (mode) last_mode = *mode;
    last_words_descriptor = descriptor;
    last_words = text;
}

}  // namespace moa::cli
