// moa-desktop: the window.
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <utility>

#include "native/desktop/app.hpp"
#include "native/desktop/options.hpp"
#include "native/desktop/startup.hpp"
#include "native/desktop/window.hpp"
#include "native/desktop/window_state.hpp"
#include "native/platform/core_dumps.hpp"

namespace {

/// Exit codes: no window or a failure while it was open; a wrong command line or input file.
constexpr int exit_failure = 1;
constexpr int exit_usage = 2;

int fail(const moa::Error& error, int code) {
    std::fprintf(stderr, "moa-desktop: %s\n", error.message.c_str());
    return code;
}

}  // namespace

int main(int argc, char** argv) {
    using namespace moa::desktop;  // NOLINT(google-build-using-namespace): this file is its program
    moa::native::forbid_core_dumps();
    const auto line = read_command_line(argc, argv);
    if (!line) return fail(line.error(), exit_usage);
    if (line.value().exit) return *line.value().exit;
    const Options& options = line.value().options;

    std::optional<moa::mixture::Recipe> named;
    if (!options.models.empty()) {
        auto recipe = recipe_of_models(options);
        if (!recipe) return fail(recipe.error(), exit_usage);
        named = std::move(recipe.value());
    }

    // A picture that is asked for looks the same on every machine.
    const WindowState kept = options.takes_pictures() ? WindowState() : load_window_state();
    const auto place = options.sized ? std::nullopt : kept.place;
    auto window = Window::open("MoA", options.width, options.height, place,
                               !options.sized && !options.takes_pictures());
    if (!window) return fail(window.error(), exit_failure);
    App app(std::move(window.value()), options, kept);
    if (options.film) {
        const auto failure = app.film();
        return failure ? fail(*failure, exit_failure) : 0;
    }
    if (const auto error = prepare(app.workspace(), app.history(), app.drafts(), options, named))
        return fail(*error, exit_usage);
    moa::native::HistoryFiles::forget_left_aside();
    show_interrupted(app.workspace(), app.history(), options);
    const auto failure = app.run();
    if (options.stats) std::printf("frames %" PRIu64 "\n", app.frames());
    const int code = failure ? fail(*failure, exit_failure) : 0;
    if (!app.waits_for_store()) return code;
    // What the store's thread uses must not be taken down under it.
    std::fflush(stdout);
    std::_Exit(code);
}
