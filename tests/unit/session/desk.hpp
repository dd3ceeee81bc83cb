// A workspace at a network under the test's hand, in virtual time; at first it holds the scripted demo.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>

#include "fake_network.hpp"
#include "session/workspace.hpp"

namespace moa::test {

struct Desk {
    Millis now = 0;
    FakeNetwork network;
    session::Workspace workspace{{&network, [this] { return now; }}};

    /// Lets virtual time pass from wake-up to wake-up until the run has ended.
    void play() {
        for (int steps = 0; workspace.running() && steps < 200000; ++steps) {
            const Millis wake = workspace.next_wake();
            REQUIRE(wake != no_time);
            now = std::max(now, wake);
            workspace.tick();
        }
    }
    void ask(std::string question) {
        workspace.set_draft(std::move(question));
        REQUIRE_FALSE(workspace.run().has_value());
    }
};

}  // namespace moa::test
