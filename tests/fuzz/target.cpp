#include "fuzz/target.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "random.hpp"

namespace moa::fuzz {

void require(bool holds, const char* promise) {
    if (holds) return;
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::fflush(stderr);
    std::abort();
}

std::string_view Pieces::next() {
    Random random(state_);
    state_ = random.next();
    // Mostly a few bytes, now and then many.
    const std::size_t most = state_ % 8 == 0 ? 200 : 5;
    const std::size_t length = std::min<std::size_t>(random.next() % most, left_.size());
    const std::string_view piece = left_.substr(0, length);
    left_.remove_prefix(length);
    return piece;
}

}  // namespace moa::fuzz
