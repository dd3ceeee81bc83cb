#include "native/desktop/app.hpp"

#include <imgui.h>
#include <imgui_internal.h>  // for the queue of inputs not yet seen by a frame

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "native/desktop/links.hpp"
#include "native/desktop/screenshot.hpp"
#include "native/desktop/startup.hpp"
#include "native/platform/experience_store.hpp"
#include "native/platform/model_store.hpp"

namespace moa::desktop {
namespace {

/// A click opens a popup in one frame, lays it out in the next and shows it in the third.
constexpr int frames_after_input = 3;

/// GTK's default time of blinking (gtk-cursor-blink-timeout).
constexpr Millis caret_rests_after = 10'000;

// The canvas colours of the two themes, for what the view leaves bare.
constexpr unsigned dark_background = 0x0D1015;
constexpr unsigned light_background = 0xF5F6F8;

Millis clock_now() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

std::int64_t utc_now() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

Millis earlier(Millis a, Millis b) {
    if (a == no_time) return b;
    if (b == no_time) return a;
    return std::min(a, b);
}

}  // namespace

App::App(std::unique_ptr<Window> window, const Options& options)
    : options_(options),
      window_(std::move(window)),
      network_(&Window::wake),
      workspace_({&network_, &clock_now, &utc_now}),
      edges_([](std::string_view line) {
          std::fprintf(stderr, "moa-desktop: %.*s\n", static_cast<int>(line.size()), line.data());
      }),
      view_(workspace_, glyphs_, edges_),
      refresh_interval_(static_cast<Millis>(window_->refresh_interval() * 1000)),
      started_at_(clock_now()),
      latest_input_(started_at_) {
    view_.use(view::window_controls());
    view_.set_options(view_options(*window_, options_));
    view_.open_link = [](const std::string& address) { open_link(address); };
    window_->set_events(
        {[this] { on_input(); }, [this](const std::vector<std::string>& paths) { drop(paths); }});
    frames_wanted_ = frames_after_input;
    workspace_.remember_models(native::load_model_book());
    workspace_.remember_experience(native::load_experience());
    kept_models_ = workspace_.model_book().revision();
}

void App::keep_models() {
    const bool running = workspace_.running();
    if (std::exchange(was_running_, running) && !running) {
        if (const auto error = native::keep_experience(workspace_.shown(), workspace_.providers()))
            std::fprintf(stderr, "moa-desktop: what the run measured is not kept: %s\n",
                         error->message.c_str());
    }
    const std::uint64_t revision = workspace_.model_book().revision();
    if (revision == kept_models_ || !workspace_.model_requests().idle()) return;
    kept_models_ = revision;
    if (const auto error = native::keep_model_book(workspace_.model_book()))
        std::fprintf(stderr, "moa-desktop: what was learned of models is not kept: %s\n",
                     error->message.c_str());
}

view::ViewOptions App::view_options(const Window& window, const Options& options) {
    view::ViewOptions wanted;
    wanted.dark = options.dark.value_or(true);
    wanted.pixel_ratio = window.pixel_ratio();
    return wanted;
}

void App::drop(const std::vector<std::string>& paths) {
    if (paths.empty()) return;
    if (const auto error = open_file(workspace_, paths.front()))
        std::fprintf(stderr, "moa-desktop: %s\n", error->message.c_str());
}

Millis App::frame_due(Millis now) const {
    if (!window_->drawable()) return no_time;
    const bool inputs_left = !ImGui::GetCurrentContext()->InputEventsQueue.empty();
    Millis due = frames_wanted_ > 0 || inputs_left ? now : view_.next_frame(now);
    // No more pictures than the screen can show.
    if (due != no_time && latest_frame_ != no_time) due = std::max(due, latest_frame_ + refresh_interval_);
    return due;
}

bool App::screenshot_due(Millis now) const {
    if (!options_.screenshot || frames_ == 0) return false;
    if (options_.screenshot->after) return now - started_at_ >= *options_.screenshot->after;
    // A blinking cursor does not count as movement: its next picture is further off than this after the
    // latest one.
    constexpr Millis still = 200;
    const Millis next = view_.next_frame(now);
    return !workspace_.running() && frames_wanted_ == 0 && (next == no_time || next > latest_frame_ + still);
}

void App::draw(Millis now, bool take_screenshot) {
    view::ViewOptions wanted = view_.options();
    if (wanted.pixel_ratio != window_->pixel_ratio()) {
        wanted.pixel_ratio = window_->pixel_ratio();
        view_.set_options(wanted);
    }
    if (frames_wanted_ > 0) --frames_wanted_;
    window_->begin_frame();
    view_.draw(now);
    window_->render(view_.options().dark ? dark_background : light_background);
    ++frames_;
    latest_frame_ = now;
    if (take_screenshot) {
        failure_ =
            save_screenshot(options_.screenshot->path, window_->frame_width(), window_->frame_height());
        window_->close();
    }
    window_->present();
}

void App::update_title() {
    std::string title = "MoA \u2014 " + workspace_.status_line();
    if (title == title_) return;
    title_ = std::move(title);
    window_->set_title(title_);
}

void App::on_input() {
    frames_wanted_ = frames_after_input;
    latest_input_ = clock_now();
    ImGui::GetIO().ConfigInputTextCursorBlink = true;
}

void App::rest_caret(Millis now) {
    bool& blinks = ImGui::GetIO().ConfigInputTextCursorBlink;
    if (!blinks || now - latest_input_ < caret_rests_after) return;
    blinks = false;
    frames_wanted_ = std::max(frames_wanted_, 1);
}

void App::sleep(Millis now) {
    Millis wake = earlier(frame_due(now), workspace_.next_wake());
    if (screenshot_due(now)) {
        wake = now;
    } else if (options_.screenshot && options_.screenshot->after) {
        wake = earlier(wake, started_at_ + *options_.screenshot->after);
    }
    if (wake == no_time && options_.trace) trace_.sleep(frames_);
    Window::wait(wake == no_time ? -1.0 : static_cast<double>(std::max<Millis>(wake - now, 0)) / 1000.0);
}

std::optional<Error> App::run() {
    while (!window_->closing()) {
        network_.deliver();
        workspace_.tick();
        keep_models();
        update_title();
        const Millis now = clock_now();
        rest_caret(now);
        const Millis due = frame_due(now);
        const bool take_screenshot = screenshot_due(now);
        if (take_screenshot || (due != no_time && due <= now)) draw(now, take_screenshot);
        if (options_.trace) trace_.report(workspace_, view_, now, window_->window_coordinates());
        if (!window_->closing()) sleep(clock_now());
    }
    return failure_;
}

}  // namespace moa::desktop
