// moa: the command line.
#include <CLI/CLI.hpp>
#include <csignal>

#include "native/cli/arguments.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/exit_code.hpp"
#include "native/cli/help/argument_error.hpp"
#include "native/cli/help/description.hpp"
#include "native/cli/help/help_text.hpp"
#include "native/cli/terminal/run_view.hpp"
#include "native/cli/version.hpp"
#include "native/platform/core_dumps.hpp"

namespace {

constexpr const char* footer =
    "API keys are read from TOGETHER_API_KEY, GROQ_API_KEY, OPENAI_API_KEY, OPENROUTER_API_KEY and "
    "MOA_<PROVIDER>_API_KEY, then from the system's secret store, where moa key set saves them. Servers on "
    "this machine need no key.\n"
    "\n"
    "Exit codes: 0 complete, 2 usage or input error, 3 degraded (an answer, but an agent is missing, cut "
    "short or replaced), 4 failed, 130 interrupted.";

int print_help(const CLI::App& command) {
    using namespace moa::cli;
    return write_output(help_text(describe(command), help_width())) ? exit_ok : exit_failed;
}

}  // namespace

int main(int argc, char** argv) {
    moa::native::forbid_core_dumps();
    // write() reports a closed pipe; the signal would end the program.
    std::signal(SIGPIPE, SIG_IGN);

    CLI::App app(
        "Mixture-of-Agents: several models propose answers, and an aggregator combines them into one", "moa");
    app.set_version_flag("-V,--version", std::string(moa::cli::program_version()),
                         "Print the version and exit");
    app.set_help_flag("-h,--help", "Print this help and exit");
    app.footer(footer);
    // At most one: a question may begin with the name of a command.
    app.require_subcommand(0, 1);

    int exit_code = moa::cli::exit_ok;
    moa::cli::add_commands(app, exit_code);
    try {
        app.parse(moa::cli::arguments_for(app, argc, argv));
    } catch (const CLI::CallForHelp&) {
        return print_help(moa::cli::called_command(app));
    } catch (const CLI::CallForVersion&) {
        return moa::cli::write_output(std::string(moa::cli::program_version()) + "\n")
                   ? moa::cli::exit_ok
                   : moa::cli::exit_failed;
    } catch (const CLI::ParseError& error) {
        return moa::cli::refuse(moa::cli::argument_error(app, error));
    }
    if (app.get_subcommands().empty()) return print_help(app);
    return exit_code;
}
