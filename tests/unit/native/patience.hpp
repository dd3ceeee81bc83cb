// How long tests wait for another thread.
#pragma once

#include <chrono>

namespace moa::test {

/// No expectation of speed: what has not come by then does not come.
constexpr std::chrono::seconds patience{60};

}  // namespace moa::test
