// moa: the command line.
#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>
#include <sstream>

#include "native/cli/arguments.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/exit_code.hpp"
#include "native/platform/core_dumps.hpp"

namespace {

constexpr const char* footer =
    "API keys are read from TOGETHER_API_KEY, GROQ_API_KEY, OPENAI_API_KEY, OPENROUTER_API_KEY and\n"
    "MOA_<PROVIDER>_API_KEY, then from the system's secret store, where moa key set saves them. Servers on\n"
    "this machine need no key.\n"
    "\n"
    "Exit codes: 0 complete, 2 usage or input error, 3 degraded (an answer, but an agent is missing, cut\n"
    "short or replaced), 4 failed, 130 interrupted.";

}  // namespace

int main(int argc, char** argv) {
    moa::native::forbid_core_dumps();
    // write() reports a closed pipe; the signal would end the program.
    std::signal(SIGPIPE, SIG_IGN);

    CLI::App app(
        "Mixture-of-Agents: several models propose answers, and an aggregator combines them into one.",
        "moa");
    app.set_version_flag("--version", "moa " MOA_VERSION, "Print the version and exit");
    app.set_help_flag("-h,--help", "Print this help and exit");
    app.footer(footer);
    app.require_subcommand(1);

    int exit_code = moa::cli::exit_ok;
    moa::cli::add_commands(app, exit_code);
    try {
        app.parse(moa::cli::arguments_for(app, argc, argv));
    } catch (const CLI::ParseError& error) {
        std::ostringstream words;
        const int code = app.exit(error, std::cout, words);
        std::cerr << moa::cli::without_typed_keys(words.str());
        return code == 0 ? moa::cli::exit_ok : moa::cli::exit_usage;
    }
    return exit_code;
}
