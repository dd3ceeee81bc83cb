// Prints `name<TAB>value` lines for the table.
#include <cstdio>

#include "bench/events_bench.hpp"

int main() {
    for (const char* shape : {"openai", "together", "groq"}) {
        std::printf("event.native.%s\t%.1f\n", shape,
                    moa::bench::event_cost_ns(moa::bench::make_stream(shape, 5000)));
    }
    std::printf("line.native.64k\t%.2f\n", moa::bench::long_line_byte_ns(64 * 1024));
    std::printf("line.native.256k\t%.2f\n", moa::bench::long_line_byte_ns(256 * 1024));
    std::printf("handover.native\t%.1f\n", moa::bench::handover_us());
}
