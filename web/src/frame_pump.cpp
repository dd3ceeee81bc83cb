#include "web/src/frame_pump.hpp"

#include <utility>

namespace moa::web {
namespace {

/// Dear ImGui takes a press and its release in different frames, and hovering follows a frame later.
constexpr int settling_after_input = 3;

}  // namespace

FramePump::FramePump(std::function<void()> draw, std::function<Millis(Millis)> next_frame)
    : draw_(std::move(draw)), next_frame_(std::move(next_frame)), timer_([this] { request(); }) {}

void FramePump::input_came() {
    settling_frames_ = settling_after_input;
    request();
}

void FramePump::consider() {
    if (settling_frames_ > 0) return request();
    const Millis now = clock_now();
    const Millis next = next_frame_(now);
    if (next == no_time) return timer_.stop();
    if (next <= now) return request();
    timer_.set(next);
}

void FramePump::draw_now() {
    if (!paused_) draw();
}

void FramePump::set_paused(bool paused) {
    paused_ = paused;
    if (!paused) input_came();
}

void FramePump::request() {
    if (requested_ || paused_) return;
    requested_ = true;
    timer_.stop();
    emscripten_request_animation_frame(
        [](double, void* self) -> EM_BOOL {
            auto& pump = *static_cast<FramePump*>(self);
            pump.requested_ = false;
            if (!pump.paused_) pump.draw();
            return EM_FALSE;
        },
        this);
}

void FramePump::draw() {
    if (settling_frames_ > 0) --settling_frames_;
    draw_();
    consider();
}

}  // namespace moa::web
