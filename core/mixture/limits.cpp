#include "mixture/limits.hpp"

namespace moa::mixture {

const Limits& default_limits() {
    static const Limits limits = [] {
        Limits all;
        all.connect_ms = 10'000;
        all.first_token_ms = 120'000;
        all.idle_ms = 60'000;
        all.total_ms = 600'000;
        all.retries = 3;
        return all;
    }();
    return limits;
}

Limits complete(Limits limits, bool own_server) {
    const Limits& fallback = default_limits();
    const auto fill = [](auto& value, const auto& otherwise) {
        if (!value) value = otherwise;
    };
    fill(limits.connect_ms, fallback.connect_ms);
    fill(limits.idle_ms, fallback.idle_ms);
    fill(limits.total_ms, fallback.total_ms);
    fill(limits.first_token_ms, own_server ? limits.total_ms : fallback.first_token_ms);
    fill(limits.retries, fallback.retries);
    return limits;
}

}  // namespace moa::mixture
