// Numbers as people read them.
#include <cstdio>

#include "view/context.hpp"

namespace moa::view {

std::string duration_text(Millis ms) {
    constexpr Millis minute = 60'000;
    char text[48];
    if (ms < minute) {
        std::snprintf(text, sizeof text, "%.1f s", static_cast<double>(ms) / 1000.0);
    } else {
        std::snprintf(text, sizeof text, "%lld min %02lld s", static_cast<long long>(ms / minute),
                      static_cast<long long>(ms % minute / 1000));
    }
    return text;
}

std::string cost_text(double usd) {
    if (usd <= 0) return "$0";
    char text[48];
    std::snprintf(text, sizeof text, usd >= 1 ? "$%.2f" : "$%.4f", usd);
    return text;
}

std::string cost_text(const run::RunState& state) {
    if (state.unpriced.empty()) return cost_text(state.cost_usd);
    return state.cost_usd > 0 ? cost_text(state.cost_usd) + " and unpriced calls" : "unpriced";
}

std::string count_text(std::int64_t count) {
    std::string digits = std::to_string(count);
    for (std::size_t at = digits.size(); at > 3 && digits[at - 4] != '-';) {
        at -= 3;
        digits.insert(at, 1, ',');
    }
    return digits;
}

}  // namespace moa::view
