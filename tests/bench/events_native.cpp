// Prints `name<TAB>value` lines for the table.
#include <cstdio>

#include "bench/events_bench.hpp"

int main() {
    for (const char* shape : {"openai", "together", "groq"}) {
        std::printf("event.native.%s\t%.1f\n", shape,
                    moa::bench::event_cost_ns(moa::bench::make_stream(shape, 5000)));
    }
    std::printf("handover.native\t%.1f\n", moa::bench::handover_us());
}
