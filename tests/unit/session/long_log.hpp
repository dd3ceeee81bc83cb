// A run log of two layers as text, long enough to be replayed.
#pragma once

#include <string>

#include "clock.hpp"

namespace moa::test {

inline std::string log_line(Millis t, const std::string& event, const std::string& rest) {
    return "{\"t\":" + std::to_string(t) + ",\"event\":\"" + event + "\"," + rest + "}\n";
}

/// 10 s: a proposer that waits 4 s and streams for 2 s, and an aggregator that streams from 7 s on.
inline std::string long_log() {
    std::string log =
        R"({"t":0,"event":"run.started","format":"moa-run/1","recipe":{"format":"moa-recipe/1","name":"R","layers":[{"agents":[{"provider":"simulated","model":"sim/echo-8b"}]},{"agents":[{"provider":"simulated","model":"sim/echo-70b"}]}]},"messages":[{"role":"user","content":"Why?"}]})"
        "\n";
    const auto node = [](int layer, const std::string& rest) {
        return "\"node\":\"" + std::to_string(layer) + ".1\"," + rest;
    };
    log += log_line(0, "node.state", node(1, R"("state":"waiting","attempt":1)"));
    for (Millis t = 4000; t < 6000; t += 100)
        log += log_line(t, "node.text", node(1, R"("text":"word ")"));
    log += log_line(6000, "node.state", node(1, R"("state":"done","attempt":1,"finish":"stop")"));
    log += log_line(6000, "node.state", node(2, R"("state":"waiting","attempt":1)"));
    for (Millis t = 7000; t < 10000; t += 100)
        log += log_line(t, "node.text", node(2, R"("text":"answer ")"));
    log += log_line(10000, "node.state", node(2, R"("state":"done","attempt":1,"finish":"stop")"));
    return log + log_line(10000, "run.finished", R"("status":"complete")");
}

}  // namespace moa::test
