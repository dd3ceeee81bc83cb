// Whole runs against the pretend provider where it does not know what every call sends.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "faults/virtual_run.hpp"

using namespace moa;

namespace {

/// Two layers of six nodes and an aggregator, all of one model.
mixture::Recipe of_one_model() {
    mixture::Agent agent;
    agent.provider = "simulated";
    agent.model = "sim/echo-8b";
    mixture::Recipe recipe;
    recipe.name = "One model";
    recipe.defaults.temperature = 0.7;
    recipe.defaults.max_tokens = 500;
    recipe.defaults.limits.retries = 0;  // adapting is no repetition
    recipe.layers.resize(3);
    recipe.layers[2].agents = {agent};
    agent.repeat = 6;
    recipe.layers[0].agents = {agent};
    recipe.layers[1].agents = {agent};
    return recipe;
}

/// The run against these faults, to its end.
run::RunState played(const std::vector<std::string>& faults) {
    std::vector<simulate::FaultRule> rules;
    for (const std::string& fault : faults)
        rules.push_back(simulate::parse_fault_rule(fault).value());
    test::VirtualShell shell({}, simulate::FaultPlan(rules, 1));
    run::RunSpec spec;
    spec.recipe = of_one_model();
    spec.messages = {{"user", "What is 17 * 23?"}};
    spec.providers = mixture::known_providers();
    session::Driver driver(shell.ports(), std::move(spec), nullptr);
    driver.start();
    while (driver.state().running() && shell.step(driver)) {
    }
    return driver.state();
}

}  // namespace

TEST_CASE("six nodes of one model get through, whatever their server does not know") {
    for (const std::vector<std::string>& faults :
         std::vector<std::vector<std::string>>{{"no-max-tokens"},
                                               {"no-stream-options"},
                                               {"no-temperature"},
                                               {"no-stream-options", "no-max-tokens"},
                                               {"no-temperature", "no-max-tokens", "no-stream-options"}}) {
        CAPTURE(faults.front());
        CAPTURE(faults.size());
        const run::RunState state = played(faults);
        CHECK(state.status == run::RunStatus::complete);
        const int most = static_cast<int>(faults.size()) + 1;  // each fault costs a node one call at most
        for (const run::Node& node : state.layers[0]) {
            CHECK(node.state == run::NodeState::done);
            CHECK(node.attempt <= most);
        }
        // What the first layer learned, the later ones know.
        for (const run::Node& node : state.layers[1])
            CHECK(node.attempt == 1);
        CHECK(state.aggregator().attempt == 1);
    }
}
