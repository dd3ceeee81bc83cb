// What a run is made of.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "mixture/price.hpp"
#include "run/input.hpp"
#include "run/scheduler.hpp"
#include "run/transport.hpp"

namespace moa::run {

struct RunSpec {
    mixture::Recipe recipe;                   ///< valid
    std::vector<wire::ChatMessage> messages;  ///< not empty; the last one is the user's question
    mixture::Providers providers;             ///< holds every provider of the recipe
    CallId first_call_id = 1;                 ///< ids are counted up from here
    mixture::PriceList prices = {};           ///< empty: the seed list's
    KnownModels models = {};                  ///< what is known of the models beforehand
    Scheduler* scheduler = nullptr;           ///< outlives the run; the run has one of its own when null
    std::uint64_t seed = 1;                   ///< of the pauses before repeated requests
    /// Milliseconds since 1970 (UTC) when the run starts, for providers that name a date to wait for.
    std::optional<std::int64_t> utc_start_ms = {};
};

}  // namespace moa::run
