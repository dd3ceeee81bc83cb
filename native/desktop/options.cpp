#include "native/desktop/options.hpp"

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdio>
#include <string_view>

#include "native/cli/help/man_page.hpp"
#include "native/models/model_options.hpp"

namespace moa::desktop {
namespace {

Error usage(std::string message) {
    return invalid_input(std::move(message));
}

template <class Number>
std::optional<Number> number(std::string_view text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return {};
    return value;
}

std::optional<Error> read_size(const std::string& text, Options& options) {
    const std::size_t cross = text.find('x');
    const auto width = number<int>(std::string_view(text).substr(0, cross));
    const auto height =
        cross == std::string::npos ? std::nullopt : number<int>(std::string_view(text).substr(cross + 1));
    constexpr int most = 16384;  // what graphics drivers take as a texture, and so as a window
    if (!width || !height || *width < min_width || *height < min_height || *width > most || *height > most)
        return usage("--size takes WIDTHxHEIGHT from " + std::to_string(min_width) + "x" +
                     std::to_string(min_height) + ", for example 1440x900, not \"" + text + "\".");
    options.width = *width;
    options.height = *height;
    options.sized = true;
    return {};
}

std::optional<Error> read_after(const std::string& text, ScreenshotWish& wish) {
    if (text == "idle") return {};
    wish.after = number<Millis>(text);
    if (!wish.after || *wish.after < 0)
        return usage("--after takes \"idle\" or a number of milliseconds, not \"" + text + "\".");
    return {};
}

std::optional<Error> read_every(const std::string& text, FilmWish& wish) {
    const auto every = number<Millis>(text);
    if (!every || *every < 10)
        return usage("--every takes a number of milliseconds from 10, not \"" + text + "\".");
    wish.every = *every;
    return {};
}

}  // namespace

Result<CommandLine> read_command_line(int argc, const char* const* argv) {
    CommandLine line;
    Options& options = line.options;
    std::string size;
    std::string screenshot;
    std::string after;
    std::string film;
    std::string every;
    bool light = false;
    bool dark = false;
    bool man_page = false;

    CLI::App app(
        "Mixture-of-Agents in a window: several models propose answers, and an aggregator combines them into "
        "one.",
        "moa-desktop");
    app.add_option("--recipe", options.recipe, "Preset or recipe file to use")->type_name("NAME|FILE");
    app.add_option("FILE", options.file, "Recipe to use, or run log to open")
        ->type_name("FILE")
        ->excludes("--recipe");
    app.add_option("--provider", options.provider, "Use this provider at this base URL")
        ->type_name("NAME=BASE_URL")
        ->excludes("--recipe");
    native::add_model_options(app, options.models);
    for (const char* name : {"--model", "--aggregator", "--proposers"})
        app.get_option(name)->excludes("--recipe")->excludes("FILE");
    app.add_flag("--simulate", options.simulate, "Use scripted replies; no model is called")
        ->excludes("--provider");
    app.add_flag("--dark", dark, "Dark colours (the default)");
    app.add_flag("--light", light, "Light colours")->excludes("--dark");
    app.add_option("--size", size, "Size of the window, for example 1440x900")->type_name("WIDTHxHEIGHT");
    app.add_option("--question", options.question, "Text for the question field")->type_name("TEXT");
    app.add_flag("--run", options.run, "Start the run at once");
    app.add_flag("--replay", options.replay, "Replay the run log FILE in its own time")
        ->needs("FILE")
        ->excludes("--run");
    app.add_option("--screenshot", screenshot, "Save a screenshot of the window as PNG, then exit")
        ->type_name("FILE");
    app.add_option("--after", after,
                   "When to take it: \"idle\" (the default), or milliseconds after the start")
        ->type_name("idle|MS")
        ->needs("--screenshot");
    app.add_option("--film", film,
                   "Replay the run log FILE, save frames as 0000.png and so on in this folder, then exit")
        ->type_name("FOLDER")
        ->needs("FILE")
        ->excludes("--screenshot");
    app.add_option("--every", every, "Milliseconds of the run between two frames (default: 100)")
        ->type_name("MS")
        ->needs("--film");
    app.add_flag("--trace", options.trace, "Print state changes as lines, for tests");
    app.add_flag("--stats", options.stats, "Print the number of frames drawn, at exit");
    app.set_version_flag("--version", MOA_VERSION);
    app.add_flag("--man-page", man_page, "Print the manual page, for the build")->group("");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
            line.exit = app.exit(error);
            return line;
        }
        return usage(std::string(error.what()) + " (moa-desktop --help lists the options).");
    }
    if (man_page) {
        const std::string page = cli::man_page(cli::describe(app), "moa " MOA_VERSION, {"moa"});
        std::fwrite(page.data(), 1, page.size(), stdout);
        line.exit = 0;
        return line;
    }
    if (light) options.dark = false;
    if (dark) options.dark = true;
    if (!size.empty())
        if (auto error = read_size(size, options)) return *error;
    if (!screenshot.empty()) {
        options.screenshot = ScreenshotWish{screenshot, {}};
        if (!after.empty())
            if (auto error = read_after(after, *options.screenshot)) return *error;
    }
    if (!film.empty()) {
        options.film = FilmWish{film, 100};
        if (!every.empty())
            if (auto error = read_every(every, *options.film)) return *error;
    }
    if (options.run && options.question.empty()) return usage("--run needs --question.");
    return line;
}

}  // namespace moa::desktop
