// moa simulate: the simulated provider over HTTP.
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "native/cli/commands.hpp"
#include "native/cli/exit_code.hpp"
#include "native/cli/fault_options.hpp"
#include "native/cli/number_range.hpp"
#include "native/cli/terminal/run_view.hpp"
#include "native/cli/terminal/signals.hpp"
#include "native/server/simulated_provider.hpp"

namespace moa::cli {
namespace {

struct SimulateArguments {
    std::string host = "127.0.0.1";
    int port = 0;
    simulate::Pace pace;
    bool exact = false;
    bool any_model = false;
    bool verbose = false;
    bool list_faults = false;
    std::vector<std::string> faults;
};

/// Every fault's name and what it does, under headings.
std::string fault_list() {
    std::string text;
    const simulate::Fault* before = nullptr;
    for (const simulate::Fault& fault : simulate::faults()) {
        if (before == nullptr || before->group != fault.group) {
            text.append(before == nullptr ? "" : "\n").append(heading_of(fault.group)).append("\n");
        }
        constexpr std::size_t column = 30;
        std::string name = "  " + fault.name;
        name.resize(std::max(column, name.size() + 1), ' ');
        text.append(name).append(fault.description).append("\n");
        before = &fault;
    }
    return text;
}

int simulate_command(const SimulateArguments& arguments) {
    if (arguments.list_faults) {
        write_output(fault_list());
        return exit_ok;
    }
    Result<simulate::FaultPlan> faults = read_faults(arguments.faults, arguments.pace.seed);
    if (!faults) {
        print_error(faults.error().message);
        return exit_usage;
    }
    simulate::Pace pace = arguments.pace;
    if (arguments.exact) {
        pace.vary_by_model = false;
        pace.jitter = 0;
    }
    SignalScope signals;
    server::SimulatedProvider provider(
        {pace, arguments.any_model, std::move(faults.value()), [&](const std::string& line) {
             if (arguments.verbose) print_note(line);
         }});
    const Result<std::string> address = provider.start(arguments.host, arguments.port);
    if (!address) {
        print_error(address.error().message);
        return exit_usage;
    }
    write_output(address.value() + "\n");
    while (!signals.stop_requested())
        signals.wait_until(no_time);
    return exit_ok;
}

}  // namespace

void add_simulate_command(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<SimulateArguments>();
    CLI::App* command = app.add_subcommand(
        "simulate", "Serve the simulated provider over HTTP; the first output line is its base URL");
    command->add_option("--host", arguments->host, "Address of this machine to listen on")->type_name("HOST");
    command->add_option("--port", arguments->port, "Port to listen on; 0 lets the system choose")
        ->type_name("N")
        ->check(number_from(0, 65535));
    command
        ->add_option("--first-token-ms", arguments->pace.first_token_ms,
                     "Time to the first token, in milliseconds")
        ->type_name("N")
        ->check(number_from(0, 600000));
    command
        ->add_option("--tokens-per-second", arguments->pace.tokens_per_second,
                     "Tokens per second; 0 sends everything at once")
        ->type_name("X")
        ->check(number_from(0.0, 1e6));
    command
        ->add_option("--jitter", arguments->pace.jitter,
                     "Random variation of all delays, as a fraction from 0 to 1")
        ->type_name("X")
        ->check(number_from(0.0, 1.0));
    command->add_option("--answer-tokens", arguments->pace.answer_tokens, "Length of every answer, in tokens")
        ->type_name("N")
        ->check(number_from(0, 1000000));
    command
        ->add_option("--slots", arguments->pace.slots,
                     "Work on this many calls at once and let the others wait, as a llama.cpp server does; "
                     "its /props says so")
        ->type_name("N")
        ->check(number_from(0, 1000));
    command
        ->add_option("--prompt-tokens-per-second", arguments->pace.prompt_tokens_per_second,
                     "Speed at which prompts are read before the first token; 0 takes no time")
        ->type_name("X")
        ->check(number_from(0.0, 1e6));
    command
        ->add_option("--context", arguments->pace.context_tokens,
                     "Cut longer prompts to this many tokens without an error; 0 cuts none")
        ->type_name("N")
        ->check(number_from(0, 10000000));
    command->add_option("--seed", arguments->pace.seed, "Seed of the random variation")
        ->group("Simulation")
        ->type_name("N");
    command->add_flag("--exact", arguments->exact,
                      "Use exactly these figures for every model, without jitter");
    command->add_flag("--any-model", arguments->any_model,
                      "Answer for any model ID, not only the simulated ones");
    add_fault_option(*command, arguments->faults);
    command->add_flag("--list-faults", arguments->list_faults, "Print all faults and exit");
    command->add_flag("--verbose", arguments->verbose,
                      "Print a line on standard error for each finished request");
    command->footer(
        "An OpenAI-compatible server with scripted replies, for demos and tests. Stop it with Ctrl+C.");
    command->callback([arguments, &exit_code] { exit_code = simulate_command(*arguments); });
}

}  // namespace moa::cli
