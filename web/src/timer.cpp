#include "web/src/timer.hpp"

#include <emscripten/eventloop.h>

#include <algorithm>

namespace moa::web {

void Timer::set(Millis when) {
    if (when == when_) return;
    stop();
    if (when == no_time) return;
    when_ = when;
    const auto delay = static_cast<double>(std::max<Millis>(when - clock_now(), 0));
    id_ = static_cast<int>(emscripten_set_timeout(
        [](void* self) {
            auto& timer = *static_cast<Timer*>(self);
            timer.when_ = no_time;
            timer.action_();
        },
        delay, this));
}

void Timer::stop() {
    if (when_ == no_time) return;
    emscripten_clear_timeout(id_);
    when_ = no_time;
}

}  // namespace moa::web
