// moa serve: the page as static files on loopback.
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <system_error>

#include "native/cli/commands.hpp"
#include "native/cli/exit_code.hpp"
#include "native/cli/number_range.hpp"
#include "native/cli/terminal/run_view.hpp"
#include "native/cli/terminal/signals.hpp"
#include "native/platform/paths.hpp"
#include "native/server/static_site.hpp"

namespace moa::cli {
namespace {

struct ServeArguments {
    std::string folder;
    int port = 0;
};

int serve_command(const ServeArguments& arguments) {
    std::filesystem::path folder = arguments.folder;
    if (folder.empty()) {
        const auto site = native::site_folder();
        if (!site) return refuse("The built page was not found: build it, or give its folder with --dir.");
        folder = *site;
    }
    std::error_code failed;
    if (!std::filesystem::is_directory(folder, failed))
        return refuse(folder.string() + " is not a folder: give the folder to serve with --dir.");

    SignalScope signals;
    server::StaticSite site(folder);
    const Result<std::string> address = site.start(arguments.port);
    if (!address) return refuse(address.error().message);
    write_output(address.value() + "\n");
    while (!signals.stop_requested())
        signals.wait_until(no_time);
    return exit_ok;
}

}  // namespace

void add_serve_command(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<ServeArguments>();
    CLI::App* command =
        app.add_subcommand("serve", "Serve the page on this machine; the first output line is its address");
    command->add_option("--dir", arguments->folder, "Folder to serve (default: the built page)")
        ->type_name("FOLDER");
    command->add_option("--port", arguments->port, "Port to listen on; 0 lets the system choose")
        ->type_name("N")
        ->check(number_from(0, 65535));
    command->footer("Only this machine can reach the server. Stop it with Ctrl+C.");
    command->callback([arguments, &exit_code] { exit_code = serve_command(*arguments); });
}

}  // namespace moa::cli
