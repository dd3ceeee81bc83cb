// The window's command line.
#pragma once

#include <optional>
#include <string>

#include "clock.hpp"
#include "result.hpp"
#include "session/models/named_models.hpp"

namespace moa::desktop {

/// A picture of the window, taken once, after which the program ends.
struct ScreenshotWish {
    std::string path;  ///< a PNG file, overwritten
    /// Milliseconds after the start; nothing: as soon as no run is going and nothing moves.
    std::optional<Millis> after;
};

/// A run log as pictures, one every so many milliseconds, after which the program ends.
struct FilmWish {
    std::string folder;  ///< there already; gets 0000.png, 0001.png ...
    Millis every = 100;
};

struct Options {
    std::string file;    ///< a recipe or a run log to open; empty: none
    std::string recipe;  ///< a preset's name or a file; empty: the workspace's own
    std::string
        provider;  ///< "NAME=BASE_URL": the provider to ask, and where it is; empty: by the keys there are
    session::NamedModels models;  ///< instead of a recipe
    bool simulate = false;
    std::optional<bool> dark;  ///< nothing: as the settings say
    bool sized = false;        ///< the size was asked for: it is not the one of the last time
    int width = 1440;          ///< in units of the screen at 100 %
    int height = 900;
    std::string question;
    bool run = false;
    bool replay = false;  ///< the run of `file` is replayed at once
    bool trace = false;   ///< changes of state as lines on standard output (trace.hpp)
    bool stats = false;   ///< frames drawn, at the end, on standard output
    std::optional<ScreenshotWish> screenshot;
    std::optional<FilmWish> film;

    /// Pictures are asked for: they look the same on every machine.
    bool takes_pictures() const { return screenshot || film; }
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
