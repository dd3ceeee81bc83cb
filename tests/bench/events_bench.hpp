// What one streamed event costs, from its bytes to the changed state of the run.
#pragma once

#include "bench/streams.hpp"

namespace moa::bench {

/// Median over blocks of 500 events, each handed to a run by itself as it would come from the network;
/// nanoseconds an event, in the quietest of five series.
double event_cost_ns(const Stream& stream);

/// Median time from the last bytes of the last of six proposals (4 KB each) to the aggregator's encoded
/// request, in microseconds.
double handover_us();

/// What one byte of an event of `size` bytes costs that arrives in pieces of four, in nanoseconds: median
/// over blocks of 1024 pieces, from the first to the last.
double long_line_byte_ns(std::size_t size);

}  // namespace moa::bench
