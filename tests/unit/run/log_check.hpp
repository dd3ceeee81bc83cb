// A run under test beside its log: whether the log replays to the state of the run.
#pragma once

#include "session/history/run_log_read.hpp"
#include "session/history/run_log_write.hpp"
#include "unit/run/harness.hpp"
#include "unit/run/tell.hpp"

namespace moa::test {

struct LogKeeper final : run::RunObserver {
    std::string text;
    session::RunLogWriter writer{[this](std::string_view line) { text += line; }};
    void on_event(Millis t, const run::RunEvent& event, const run::RunState& state) override {
        writer.on_event(t, event, state);
    }
};

struct LoggedBench {
    template <class Spec>
    explicit LoggedBench(Spec spec) : bench(std::move(spec), &keeper) {}
    LoggedBench(const LoggedBench&) = delete;
    LoggedBench& operator=(const LoggedBench&) = delete;

    run::RunState replayed() {
        keeper.writer.flush_due(bench.now + 1'000'000);
        const auto log = session::read_run_log(keeper.text);
        return log ? session::replay(log.value()) : run::RunState{};
    }
    bool replays() { return tell(replayed()) == tell(bench.run.state()); }

    LogKeeper keeper;
    Bench bench;
};

}  // namespace moa::test
