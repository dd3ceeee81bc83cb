// What wakes the one thread that owns the core: other threads, signals, and time.
#pragma once

#include <termios.h>

#include <cstdint>

#include "clock.hpp"

namespace moa::cli {

/// Milliseconds of the system's monotonic clock.
Millis now();
/// Milliseconds since 1970 (UTC), of the world's clock.
std::int64_t utc_now();

/// Catches SIGINT, SIGTERM and SIGHUP (stop), SIGQUIT (continue now), SIGTSTP (pause) and SIGWINCH (new size)
/// for as long as it lives, and waits for them, for `wake` and for a time. The first stop signal is told by
/// `stop_requested`; the second one ends the program at once, as if the signal had not been caught. One at a
/// time.
class SignalScope {
  public:
    SignalScope();
    ~SignalScope();
    SignalScope(const SignalScope&) = delete;
    SignalScope& operator=(const SignalScope&) = delete;

    /// Ends the current or the next `wait_until`. Any thread may call it.
    void wake();
    /// Returns at `deadline` (no_time: never), on `wake`, on a signal, or at any other time. With `watched`
    /// also when that file descriptor can be read without waiting (or is at its end); returns whether it can.
    /// With `output` also when nobody reads any more what is written there.
    bool wait_until(Millis deadline, int watched = -1, int output = -1);

    bool stop_requested() const { return stop_signal() != 0; }
    /// The signal that asked to stop, or 0.
    int stop_signal() const;
    /// Forgets a stop that was dealt with, so that the next one is a first one again.
    void clear_stop();
    /// Whether the user asked to continue with what is there since the last call.
    bool take_proceed();
    /// Whether the user asked to suspend the program since the last call.
    bool take_suspend();
    /// Whether the terminal's size changed since the last call.
    bool take_resize();
};

/// Stops the process as an uncaught SIGTSTP would, until it is continued.
void suspend_process();

/// What to do to the terminal when the second stop signal ends the program: write `text` (static) to
/// `descriptor`, and set standard input's mode back to `mode` where one is given. A null text forgets all of
/// it.
void set_last_words(int descriptor, const char* text, const termios* mode = nullptr);

}  // namespace moa::cli
