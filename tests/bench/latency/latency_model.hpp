// How soon and how fast the models of the latency study answer: drawn from documented distributions, the same
// for the same seed.
#pragma once

#include <cstdint>
#include <string>

#include "clock.hpp"
#include "mixture/recipe.hpp"

namespace moa::bench {

/// What goes wrong in a run.
enum class Trouble {
    none,
    straggler,  ///< the second proposer is five times as late and as slow
    failing,    ///< the third proposer's provider refuses every call (503)
    both,
};

/// How a layer is left.
enum class Strategy {
    sequential,  ///< proposers one after the other, as the reference evaluation scripts call them
    barrier,     ///< all at once, all waited for, as the reference implementation does
    quorum,      ///< two thirds of them, and half a second for the others
    deadline,    ///< all, but no longer than ten seconds a layer
    early_exit,  ///< barrier, but further layers are left out once the answers agree
};

struct Scenario {
    int layers = 2;  ///< the aggregator's among them
    int proposers = 6;
    Trouble trouble = Trouble::none;
    Strategy strategy = Strategy::barrier;
};

/// What becomes of one call.
struct Reply {
    bool refused = false;
    Millis first_token_ms = 0;  ///< from the request; when `refused`, until the refusal
    Millis end_ms = 0;
    std::string text;
};

/// First token and speed of each model are log-normal around its own median (medians 0.35 to 1.2 s and 45 to
/// 180 tokens/s over the twelve proposers, sigma 0.5 and 0.3), lengths around 460 tokens (sigma 0.4; see
/// session/estimate.hpp). On every second question all models say the same, on the others nothing alike.
/// `attempt` counts a node's calls.
Reply draw_reply(const Scenario& scenario, const std::string& model, std::uint64_t seed, int attempt);

/// The recipe a scenario runs: models "p1", "p2", ... in every layer, "aggregator" in the last.
mixture::Recipe recipe_of(const Scenario& scenario);
mixture::Providers providers_of(const Scenario& scenario);

}  // namespace moa::bench
