#include "faults/mixed_run.hpp"

#include <optional>

#include "faults/mixed_truth.hpp"
#include "faults/virtual_run.hpp"
#include "random.hpp"
#include "session/history/run_log_read.hpp"
#include "session/history/run_log_write.hpp"
#include "unit/run/tell.hpp"

namespace moa::test {
namespace {

/// Of a node with a sliding window of two over four references.
constexpr Millis most_calls = 3;

/// More events than any run of this size has.
constexpr int most_steps = 200'000;

class Dice {
  public:
    explicit Dice(std::uint64_t seed) : random_(seed) {}
    /// From `low` to `high`, both included.
    int roll(int low, int high) {
        return low + static_cast<int>(random_.fraction() * static_cast<double>(high - low + 1));
    }
    bool chance(double probability) { return random_.fraction() < probability; }

  private:
    Random random_;
};

void draw_policies(Dice& dice, mixture::Parameters& parameters) {
    parameters.aggregation = static_cast<mixture::Aggregation>(dice.roll(0, 2));
    parameters.window = dice.roll(2, 3);
    parameters.context_fit = static_cast<mixture::ContextFit>(dice.roll(0, 3));
    if (dice.chance(0.5)) parameters.context_tokens = dice.roll(130, 260);
    if (dice.chance(0.3)) parameters.references = mixture::ReferenceStyle::fenced;
}

mixture::Recipe draw_recipe(Dice& dice) {
    mixture::Recipe recipe;
    recipe.name = "Mixed";
    mixture::Limits& limits = recipe.defaults.limits;
    limits.first_token_ms = dice.roll(1, 20) * 1000;
    limits.idle_ms = dice.roll(1, 10) * 1000;
    limits.total_ms = dice.roll(5, 60) * 1000;
    limits.retries = dice.roll(0, 3);
    // What a provider may refuse by its name.
    if (dice.chance(0.3)) recipe.defaults.temperature = 0.7;
    if (dice.chance(0.3)) recipe.defaults.max_tokens = 2048;
    recipe.layers.resize(static_cast<std::size_t>(dice.roll(2, 3)));
    if (dice.chance(0.3)) {
        recipe.early_exit.emplace();
        recipe.early_exit->agreement = dice.roll(0, 10) / 10.0;
    }
    recipe.mute_flagged = dice.chance(0.2);
    for (mixture::Layer& layer : recipe.layers) {
        const bool last = &layer == &recipe.layers.back();
        const int agents = last ? 1 : dice.roll(2, 4);
        for (int i = 0; i < agents; ++i) {
            mixture::Agent agent;
            agent.provider = "simulated";
            const auto& models = simulate::simulated_models();
            agent.model =
                models[static_cast<std::size_t>(dice.roll(0, static_cast<int>(models.size()) - 1))].id;
            layer.agents.push_back(agent);
        }
        if (dice.chance(0.4)) draw_policies(dice, layer.parameters);
    }
    return recipe;
}

simulate::FaultPlan draw_faults(Dice& dice, std::uint64_t seed) {
    std::vector<simulate::FaultRule> rules;
    const auto& all = simulate::faults();
    for (int i = dice.roll(0, 4); i > 0; --i) {
        simulate::FaultRule rule;
        rule.fault = &all[static_cast<std::size_t>(dice.roll(0, static_cast<int>(all.size()) - 1))];
        rule.probability = dice.roll(1, 10) / 10.0;
        if (dice.chance(0.5)) rule.attempts = dice.roll(1, 2);
        rules.push_back(rule);
    }
    return {rules, seed};
}

simulate::Pace draw_pace(Dice& dice, std::uint64_t seed) {
    simulate::Pace pace;
    pace.first_token_ms = dice.roll(0, 1500);
    pace.tokens_per_second = dice.roll(0, 200);
    pace.answer_tokens = dice.chance(0.2) ? 0 : dice.roll(1, 16);
    pace.seed = seed;
    return pace;
}

/// The log as it is written, and the tap beside it.
struct Watch final : run::RunObserver {
    explicit Watch(Tap& shared_tap) : tap(shared_tap) {}
    Tap& tap;
    std::string log;
    session::RunLogWriter writer{[this](std::string_view line) { log += line; }};
    int repeated = 0;
    std::map<std::string, int> policies;

    void on_event(Millis t, const run::RunEvent& event, const run::RunState& state) override {
        tap.on_event(t, event, state);
        writer.on_event(t, event, state);
        if (std::holds_alternative<run::LayersLeftOut>(event)) ++policies["layers left out"];
        if (std::holds_alternative<run::NodeCarried>(event)) ++policies["result carried on"];
        if (std::holds_alternative<run::NodeChose>(event)) ++policies["response chosen"];
        if (std::holds_alternative<run::NodeFlagged>(event)) ++policies["answer flagged"];
        if (const auto* fitted = std::get_if<run::NodeFitted>(&event); fitted != nullptr && fitted->fit)
            ++policies[fitted->fit->shortens() ? "references shortened" : "window for want of context"];
        const auto* changed = std::get_if<run::NodeChanged>(&event);
        if (changed != nullptr && changed->error && changed->error->kind == ErrorKind::too_long &&
            changed->attempt == 0)
            ++policies["not sent, too long"];
        if (changed != nullptr && changed->state == run::NodeState::waiting && changed->attempt > 1)
            ++repeated;
    }
};

std::optional<run::NodeId> draw_rerun(Dice& dice, const session::Driver& driver) {
    std::vector<run::NodeId> able;
    for (const auto& layer : driver.state().layers) {
        for (const run::Node& node : layer) {
            if (driver.can_rerun(node.id)) able.push_back(node.id);
        }
    }
    if (able.empty()) return std::nullopt;
    return able[static_cast<std::size_t>(dice.roll(0, static_cast<int>(able.size()) - 1))];
}

/// The longest such a run may last: every call of every node alone, with its total limit and one long wait
/// for its provider.
Millis bound_of(const mixture::Recipe& recipe, int reruns) {
    Millis nodes = 0;
    for (const mixture::Layer& layer : recipe.layers)
        nodes += static_cast<Millis>(layer.agents.size()) * most_calls;
    const Millis each = recipe.defaults.limits.total_ms.value_or(0) + run::Scheduler::longest_wait_ms;
    return (1 + reruns) * nodes * each;
}

void check_log(const Watch& watch, const run::RunState& state, std::vector<std::string>& broken) {
    const Result<session::RunLog> log = session::read_run_log(watch.log);
    if (!log) {
        broken.push_back("the log cannot be read: " + log.error().message);
        return;
    }
    if (log.value().truncated || log.value().skipped_lines > 0) broken.emplace_back("the log is not whole");
    if (tell(session::replay(log.value())) != tell(state))
        broken.emplace_back("the log replays to another state");
}

}  // namespace

MixedResult play_mixed_run(std::uint64_t seed) {
    MixedResult result;
    Dice dice(seed);
    VirtualShell shell(draw_pace(dice, seed), draw_faults(dice, seed));
    Tap tap(shell.simulated);
    Watch watch(tap);
    run::RunSpec spec;
    spec.recipe = draw_recipe(dice);
    spec.messages = {{"user", "What is " + std::to_string(seed % 90 + 10) + " * 23?"}};
    spec.providers = mixture::known_providers();
    spec.seed = seed;
    const mixture::Recipe recipe = spec.recipe;
    session::Driver driver(shell.ports(&tap), std::move(spec), &watch);

    const double stop_chance = dice.chance(0.2) ? 0.02 : 0;
    const double rerun_chance = dice.chance(0.3) ? 0.05 : 0;
    int reruns_left = dice.roll(0, 2);
    bool stopped = false;
    driver.start();
    for (int steps = 0;; ++steps) {
        if (steps > most_steps) {
            result.broken.emplace_back("it does not end");
            break;
        }
        const bool running = driver.state().running();
        if (reruns_left > 0 && dice.chance(running ? rerun_chance : 0.3)) {
            if (const auto node = draw_rerun(dice, driver)) {
                driver.rerun(*node);
                if (!running) stopped = false;
                --reruns_left;
                ++result.reruns;
                continue;
            }
        }
        if (running && dice.chance(stop_chance)) {
            driver.stop();
            stopped = true;
            ++result.stops;
        }
        watch.writer.flush_due(driver.elapsed());
        if (!shell.step(driver)) break;
    }
    if (driver.state().running())
        result.broken.emplace_back("it hangs: nothing is awaited and it has not ended");
    result.virtual_ms = driver.state().total_ms;
    if (result.virtual_ms > bound_of(recipe, result.reruns)) result.broken.emplace_back("it lasts too long");
    check_truth(driver.state(), tap, stopped, result.broken);
    check_log(watch, driver.state(), result.broken);
    result.status = to_string(driver.state().status);
    result.log = watch.log;
    result.calls = tap.sent;
    result.repeated = watch.repeated;
    result.policies = watch.policies;
    for (const auto& [name, count] : shell.faults.met())
        result.faults[std::string(name)] += count;
    return result;
}

}  // namespace moa::test
