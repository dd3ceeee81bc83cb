#include "native/cli/fault_options.hpp"

#include <utility>

namespace moa::cli {

void add_fault_option(CLI::App& command, std::vector<std::string>& faults) {
    command
        .add_option("--fault", faults,
                    "Inject this fault into answers of the simulated provider (moa simulate --list-faults "
                    "lists all), with this probability per attempt, in at most this many attempts per "
                    "request, for this model only; may be repeated")
        ->type_name("NAME[:PROBABILITY[:ATTEMPTS]][@MODEL]")
        ->take_all()
        ->allow_extra_args(false);
}

Result<simulate::FaultPlan> read_faults(const std::vector<std::string>& faults, std::uint64_t seed) {
    std::vector<simulate::FaultRule> rules;
    for (const std::string& fault : faults) {
        Result<simulate::FaultRule> rule = simulate::parse_fault_rule(fault);
        if (!rule) return rule.error();
        rules.push_back(std::move(rule.value()));
    }
    return simulate::FaultPlan(std::move(rules), seed);
}

}  // namespace moa::cli
