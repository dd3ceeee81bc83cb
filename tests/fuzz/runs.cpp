#include "fuzz/run_world.hpp"
#include "fuzz/target.hpp"

namespace moa::fuzz {

void runs(std::string_view input) {
    Numbers numbers(input);
    RunWorld world(numbers);
    world.start();
    constexpr int most_steps = 600;
    for (int steps = 0; steps < most_steps && !numbers.empty(); ++steps)
        world.step();
    world.come_to_rest();
    world.check_log();
}

}  // namespace moa::fuzz
