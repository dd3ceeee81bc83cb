// What tokens cost.
#pragma once

namespace moa::wire {

/// US dollars per million tokens.
struct Price {
    double input = 0;
    double output = 0;

    bool operator==(const Price&) const = default;
};

}  // namespace moa::wire
