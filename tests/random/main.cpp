// Plays random runs, 20,000 or as many as the first argument says, and prints the tally.
#include <cstdio>
#include <cstdlib>

#include "unit/run/random_runs.hpp"

int main(int argc, char** argv) {
    const unsigned long long runs = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 20'000;
    unsigned long long failed = 0;
    for (unsigned long long seed = 1; seed <= runs; ++seed) {
        const std::string fault = moa::test::play_random_run(seed);
        if (fault.empty()) continue;
        ++failed;
        std::printf("seed %llu: %s\n", seed, fault.c_str());
    }
    std::printf("%llu passed, %llu failed\n", runs - failed, failed);
    return failed == 0 ? 0 : 1;
}
