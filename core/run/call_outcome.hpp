// What a call that has ended amounts to: an answer or an error, and what it has cost. Inside run/ only.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "error.hpp"
#include "mixture/price.hpp"
#include "run/in_flight_call.hpp"
#include "run/journal.hpp"
#include "run/transport.hpp"

namespace moa::run {

struct CallOutcome {
    std::string finish;          ///< normalised finish reason; may be empty where there is an error
    std::optional<Error> error;  ///< why there is no answer
};

/// `node` has what the call has said.
CallOutcome outcome_of(const InFlightCall& call, const Node& node, const CallEnd& end);

/// Of a node that ranks so many responses: its reply names none of them.
Error no_choice(std::size_t choices);

/// What the call has used and costs, as the provider said, else as it must have been.
CallCharge charge_of(const InFlightCall& call, const Node& node, const mixture::PriceList& prices);

}  // namespace moa::run
