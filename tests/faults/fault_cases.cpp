#include "faults/fault_cases.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "faults/virtual_run.hpp"
#include "json.hpp"

namespace moa::test {
namespace {

const Json& table() {
    static const Json json = [] {
        std::ifstream file(MOA_SOURCE_DIR "/tests/fixtures/faults.json", std::ios::binary);
        const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
        return parse_json(text).value_or(Json::object());
    }();
    return json;
}

FaultOutcome outcome_of(const Json& row) {
    Json merged = table()["outcomes"][row.value("outcome", "")];
    merged.update(row);
    return {merged["run"],      merged["state"],
            merged["finish"],   table()["texts"][merged["text"].get<std::string>()],
            merged["attempts"], merged["error"]};
}

mixture::Recipe recipe_for(const FaultCase& one) {
    mixture::Recipe recipe;
    recipe.name = "Fault";
    const Json& limits = table()["limits"];
    recipe.defaults.limits.connect_ms = limits["connect_ms"].get<Millis>();
    recipe.defaults.limits.first_token_ms = limits["first_token_ms"].get<Millis>();
    recipe.defaults.limits.idle_ms = limits["idle_ms"].get<Millis>();
    recipe.defaults.limits.total_ms = limits["total_ms"].get<Millis>();
    recipe.defaults.limits.retries = limits["retries"].get<int>();
    recipe.defaults.temperature = table()["parameters"]["temperature"].get<double>();
    recipe.defaults.max_tokens = table()["parameters"]["max_tokens"].get<int>();
    recipe.layers.resize(2);
    mixture::Agent proposer;
    proposer.provider = "simulated";
    proposer.model = table()["model"].get<std::string>();
    proposer.repeat = table()["proposers"].get<int>();
    mixture::Agent aggregator = proposer;
    aggregator.model = one.model;
    aggregator.repeat = 1;
    recipe.layers[0].agents = {proposer};
    recipe.layers[1].agents = {aggregator};
    return recipe;
}

simulate::Pace pace_of_table() {
    simulate::Pace pace;
    pace.first_token_ms = table()["pace"]["first_token_ms"].get<Millis>();
    pace.answer_tokens = table()["pace"]["answer_tokens"].get<int>();
    pace.seed = table()["pace"]["seed"].get<std::uint64_t>();
    pace.tokens_per_second = 0;
    pace.jitter = 0;
    pace.vary_by_model = false;
    return pace;
}

}  // namespace

std::vector<FaultCase> read_fault_cases() {
    std::vector<FaultCase> cases;
    for (const Json& row : table()["cases"]) {
        FaultCase one;
        const std::string fault = row["fault"];
        const int hits = row.value("attempts_hit", 0);
        const bool everywhere = row.contains("address");
        one.name = fault + (hits > 0 ? " (once)" : "");
        one.model = table()["model"].get<std::string>() + ":" + fault + (hits > 0 ? "-once" : "");
        one.fault = fault + (hits > 0 ? ":1:" + std::to_string(hits) : "");
        if (!everywhere) one.fault += "@" + one.model;
        one.node = everywhere ? "1.1" : "2.1";
        one.expected = outcome_of(row);
        cases.push_back(std::move(one));
    }
    return cases;
}

FaultOutcome play_fault_case(const FaultCase& one) {
    const Result<simulate::FaultRule> rule = simulate::parse_fault_rule(one.fault);
    if (!rule) return {rule.error().message, {}, {}, {}, 0, {}};
    VirtualShell shell(pace_of_table(), simulate::FaultPlan({rule.value()}, 1));
    run::RunSpec spec;
    spec.recipe = recipe_for(one);
    spec.messages = {{"user", table()["question"].get<std::string>()}};
    spec.providers = mixture::known_providers();
    session::Driver driver(shell.ports(), std::move(spec), nullptr);
    driver.start();
    while (driver.state().running() && shell.step(driver)) {
    }
    const run::RunState& state = driver.state();
    const run::Node& node = *state.find(*run::parse_node_id(one.node));
    return {std::string(to_string(state.status)),
            std::string(to_string(node.state)),
            node.finish,
            node.text,
            node.attempt,
            node.error ? std::string(error_name(node.error->kind)) : std::string()};
}

}  // namespace moa::test
