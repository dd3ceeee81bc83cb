// The window's command line.
#pragma once

#include <optional>
#include <string>

#include "clock.hpp"
#include "result.hpp"

namespace moa::desktop {

/// A picture of the window, taken once, after which the program ends.
struct ScreenshotWish {
    std::string path;  ///< a PNG file, overwritten
    /// Milliseconds after the start; nothing: as soon as no run is going and nothing moves.
    std::optional<Millis> after;
};

struct Options {
    std::string file;    ///< a recipe or a run log to open; empty: none
    std::string recipe;  ///< a preset's name or a file; empty: the workspace's own
    std::string
        provider;  ///< "NAME=BASE_URL": the provider to ask, and where it is; empty: by the keys there are
    bool simulate = false;
    std::optional<bool> dark;  ///< nothing: dark
    int width = 1440;          ///< in units of the screen at 100 %
    int height = 900;
    std::string question;
    bool run = false;
    bool trace = false;  ///< changes of state as lines on standard output (trace.hpp)
    bool stats = false;  ///< frames drawn, at the end, on standard output
    std::optional<ScreenshotWish> screenshot;
};

/// What the command line asked for, or a status to exit with at once (help, version).
struct CommandLine {
    Options options;
    std::optional<int> exit;
};

/// Prints help where it is asked for. The error is one sentence about the first wrong argument.
Result<CommandLine> read_command_line(int argc, const char* const* argv);

/// The smallest window in which all controls can be reached.
inline constexpr int min_width = 360;
inline constexpr int min_height = 480;

}  // namespace moa::desktop
