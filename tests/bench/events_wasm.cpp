// The same measurements as functions for JavaScript, so that the peer runs in the same process.
#include <cstddef>

#include "bench/events_bench.hpp"

extern "C" {

double moa_bench_event_ns(const char* shape);
double moa_bench_handover_us();
double moa_bench_line_byte_ns(int size);
const char* moa_bench_event(const char* shape, int i);

double moa_bench_event_ns(const char* shape) {
    return moa::bench::event_cost_ns(moa::bench::make_stream(shape, 5000));
}

double moa_bench_handover_us() {
    return moa::bench::handover_us();
}

double moa_bench_line_byte_ns(int size) {
    return moa::bench::long_line_byte_ns(static_cast<std::size_t>(size));
}

/// The text of event `i`, for the peer to read the same stream; valid until the next call.
const char* moa_bench_event(const char* shape, int i) {
    static moa::bench::Stream stream;
    if (stream.name != shape) stream = moa::bench::make_stream(shape, 5000);
    return stream.events[static_cast<std::size_t>(i)].c_str();
}
}
