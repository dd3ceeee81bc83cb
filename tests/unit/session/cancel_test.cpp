#include <doctest/doctest.h>

#include <optional>

#include "faults/tap.hpp"
#include "faults/virtual_run.hpp"

namespace moa::test {

namespace {

/// A run whose calls pass through everything: refused and repeated, slow, thinking, streaming.
struct Stage {
    VirtualShell shell{quick_pace(), rules()};
    Tap tap{shell.simulated};
    session::Driver driver{shell.ports(&tap), spec(), &tap};

    static simulate::Pace quick_pace() {
        simulate::Pace pace;
        pace.answer_tokens = 4;
        return pace;
    }
    static simulate::FaultPlan rules() {
        std::vector<simulate::FaultRule> rules;
        for (const char* rule : {"rate-limit-seconds:1:1@sim/atlas-70b", "status-500:1:1@sim/echo-8b",
                                 "reasoning@sim/delta-r1", "stall-before-head@sim/gale-12b"})
            rules.push_back(simulate::parse_fault_rule(rule).value());
        return {rules, 1};
    }
    static run::RunSpec spec() {
        run::RunSpec spec;
        spec.messages = {{"user", "What is 2 + 3?"}};
        spec.providers = mixture::known_providers();
        spec.recipe.name = "Stopped";
        spec.recipe.defaults.limits.first_token_ms = 4000;
        spec.recipe.layers.resize(2);
        for (const char* model : {"sim/atlas-70b", "sim/echo-8b", "sim/delta-r1", "sim/gale-12b"})
            spec.recipe.layers[0].agents.push_back(agent_of(model));
        spec.recipe.layers[1].agents.push_back(agent_of("sim/harbor-72b"));
        return spec;
    }
    static mixture::Agent agent_of(const char* model) {
        mixture::Agent agent;
        agent.provider = "simulated";
        agent.model = model;
        return agent;
    }

    /// Everything that was under way is over, and stays so however long one waits.
    void check_over() {
        CHECK(driver.state().status == run::RunStatus::cancelled);
        CHECK(driver.next_wake() == no_time);
        CHECK(shell.simulated.next_due() == no_time);
        for (const auto& [id, seen] : tap.calls)
            CHECK((seen.ended || seen.cancelled));
        const int sent = tap.sent;
        const Millis latest = driver.state().latest;
        shell.now += 3'600'000;
        shell.simulated.deliver();
        driver.tick();
        CHECK(tap.sent == sent);
        CHECK(driver.state().latest == latest);
        CHECK_FALSE(tap.out_of_order);
        for (const auto& layer : driver.state().layers) {
            for (const run::Node& node : layer)
                CHECK(has_ended(node.state));
        }
    }
};

}  // namespace

TEST_CASE("a stop between any two moments of a run ends all calls at once, and nothing arrives after it") {
    bool waited_for_retry = false;
    bool before_head = false;
    int moments = 0;
    for (bool ended = false; !ended; ++moments) {
        CAPTURE(moments);
        Stage stage;
        stage.driver.start();
        for (int i = 0; i < moments && stage.driver.state().running(); ++i)
            stage.shell.step(stage.driver);
        ended = !stage.driver.state().running();
        if (ended) break;
        for (const run::Node& node : stage.driver.state().layers[0]) {
            waited_for_retry =
                waited_for_retry || (node.state == run::NodeState::queued && node.attempt == 1);
            before_head = before_head || node.state == run::NodeState::waiting;
        }
        stage.driver.stop();
        stage.check_over();
    }
    CHECK(moments > 10);
    CHECK(waited_for_retry);
    CHECK(before_head);
}

TEST_CASE("a stop inside any callback of the transport does the same") {
    int callbacks = 0;
    for (bool ended = false; !ended; ++callbacks) {
        CAPTURE(callbacks);
        Stage stage;
        int left = callbacks;
        stage.tap.inside = [&] {
            if (left-- == 0) stage.driver.stop();
        };
        stage.driver.start();
        while (stage.driver.state().running() && stage.shell.step(stage.driver)) {
        }
        ended = stage.driver.state().status != run::RunStatus::cancelled;
        if (!ended) stage.check_over();
    }
    CHECK(callbacks > 10);
}

TEST_CASE("a run that is thrown away cancels its calls") {
    VirtualShell shell(Stage::quick_pace(), {});
    Tap tap(shell.simulated);
    {
        session::Driver driver(shell.ports(&tap), Stage::spec(), &tap);
        driver.start();
        shell.step(driver);
    }
    CHECK(shell.simulated.next_due() == no_time);
    for (const auto& [id, seen] : tap.calls)
        CHECK(seen.cancelled);
}

}  // namespace moa::test
