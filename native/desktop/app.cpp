#include "native/desktop/app.hpp"

#include <imgui.h>
#include <imgui_internal.h>  // for the queue of inputs not yet seen by a frame

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "native/desktop/film.hpp"
#include "native/desktop/links.hpp"
#include "native/desktop/open_files.hpp"
#include "native/desktop/screenshot.hpp"
#include "native/desktop/startup.hpp"
#include "native/platform/experience_store.hpp"
#include "native/platform/files_for_user.hpp"
#include "native/platform/local_time.hpp"
#include "native/platform/model_store.hpp"
#include "session/progress.hpp"
#include "view/keys.hpp"
#include "view/panels/window_controls.hpp"
#include "web_page/web_page.hpp"

namespace moa::desktop {
namespace {

/// A click opens a popup in one frame, lays it out in the next and shows it in the third.
constexpr int frames_after_input = 3;

/// What is typed within this time is lost by a crash at most.
constexpr Millis question_interval = 250;

/// GTK's default time of blinking (gtk-cursor-blink-timeout).
constexpr Millis caret_rests_after = 10'000;

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

}  // namespace

App::App(std::unique_ptr<Window> window, const Options& options, const WindowState& kept)
    : options_(options),
      state_(kept),
      kept_(kept),
      system_(options.takes_pictures() ? SystemLook() : system_look()),
      window_(std::move(window)),
      network_(&Window::wake),
      credential_store_(&Window::wake),
      workspace_(
          {&network_, &clock_now, &utc_now, &credential_store_, options.simulate ? nullptr : &history_}),
      library_(history_, workspace_, &Window::wake, history_for(history_, options) != nullptr),
      own_screens_(workspace_, history_for(history_, options), state_.link_page),
      edges_([](std::string_view line) {
          std::fprintf(stderr, "moa-desktop: %.*s\n", static_cast<int>(line.size()), line.data());
      }),
      recipe_files_(drafts_),
      view_(workspace_, glyphs_, edges_),
      refresh_interval_(static_cast<Millis>(window_->refresh_interval() * 1000)),
      started_at_(clock_now()),
      latest_input_(started_at_) {
    view_.use(view::window_controls(workspace_, state_.look,
                                    {&library_,
                                     &recipe_files_,
                                     [](const std::string& address) { open_link(address); },
                                     [](const std::string& text) { ImGui::SetClipboardText(text.c_str()); },
                                     {},
                                     &native::utc_offset,
                                     [](const screen::FileToSave& file) -> Result<std::string> {
                                         const Result<std::string> path =
                                             native::save_for_user(file.name, file.text);
                                         return path ? Result<std::string>("Saved as " + path.value()) : path;
                                     },
                                     [this](const std::string& text) { own_screens_.share(text); },
                                     web_page::to_web_page,
                                     [this](std::string_view name, const screen::ShellActs& acts) {
                                         return own_screens_.make(name, acts);
                                     }}));
    view_.place_panel(state_.panel);
    apply_look();
    window_->set_events({[this] { on_input(); },
                         [this](const std::vector<std::string>& paths) { drop(paths); },
                         [this] {
                             if (options_.takes_pictures()) return;
                             system_ = system_look();
                             apply_look();
                         }});
    frames_wanted_ = frames_after_input;
    workspace_.access().remember_models(native::load_model_book());
    workspace_.access().remember_experience(native::load_experience());
    kept_models_ = workspace_.access().book().revision();
}

void App::keep_models() {
    const bool running = workspace_.running();
    if (std::exchange(was_running_, running) && !running) {
        if (const auto error =
                native::keep_experience(workspace_.on_screen().own(), workspace_.configuration().providers()))
            std::fprintf(stderr, "moa-desktop: the run's measurements were not saved: %s\n",
                         error->message.c_str());
    }
    const std::uint64_t revision = workspace_.access().book().revision();
    if (revision == kept_models_ || !workspace_.access().requests().idle()) return;
    kept_models_ = revision;
    if (const auto error = native::keep_model_book(workspace_.access().book()))
        std::fprintf(stderr, "moa-desktop: model lists and check results were not saved: %s\n",
                     error->message.c_str());
}

void App::report(const std::string& trouble) {
    if (trouble == reported_) return;
    reported_ = trouble;
    std::fprintf(stderr, "moa-desktop: %s\n", trouble.c_str());
    workspace_.note({ErrorKind::io, 0, trouble});
}

void App::keep_history() {
    if (const auto error = history_.take_error()) {
        history_behind_ = true;
        report("The run is not saved in the history. " + error->message);
    } else if (history_behind_ && history_.retry()) {
        history_behind_ = false;
        reported_.clear();
    }
}

void App::keep_setup() {
    const std::uint64_t revision = workspace_.configuration().revision();
    if (std::exchange(kept_setup_, revision) == revision || options_.simulate) return;
    if (const auto error = keep_setup_in_use(workspace_))
        std::fprintf(stderr, "moa-desktop: the current recipe was not saved: %s\n", error->message.c_str());
}

Millis App::question_due() const {
    if (options_.simulate || options_.takes_pictures() || workspace_.conversation().draft() == kept_question_)
        return no_time;
    return question_kept_at_ == no_time ? 0 : question_kept_at_ + question_interval;
}

void App::keep_question(Millis now) {
    const Millis due = question_due();
    if (due == no_time || due > now) return;
    kept_question_ = workspace_.conversation().draft();
    // A question of the command line does not take what was typed before and never asked.
    if (kept_question_.empty() && !question_is_ours_) return;
    question_is_ours_ = true;
    question_kept_at_ = now;
    if (const auto error = drafts_.keep(native::Draft::question, kept_question_))
        std::fprintf(stderr, "moa-desktop: the question was not saved: %s\n", error->message.c_str());
}

view::ViewOptions App::view_options() const {
    const screen::Look& look = state_.look;
    view::ViewOptions wanted;
    wanted.dark = look.theme == screen::ThemeWish::system ? system_.dark.value_or(true)
                                                          : look.theme == screen::ThemeWish::dark;
    // What the command line says holds until the user chooses.
    if (options_.dark && look.theme == kept_.look.theme) wanted.dark = *options_.dark;
    wanted.reduced_motion = look.motion == screen::MotionWish::system
                                ? system_.reduced_motion.value_or(false)
                                : look.motion == screen::MotionWish::reduced;
    wanted.text_scale = static_cast<float>(look.text_percent) / 100;
    wanted.enter_runs = look.enter_runs;
    wanted.pixel_ratio = window_->pixel_ratio();
    return wanted;
}

void App::apply_look() {
    applied_ = state_.look;
    view_.set_options(view_options());
}

void App::keep_state() {
    if (options_.takes_pictures()) return;
    state_.panel = view_.panel_place();
    if (const auto place = window_->place()) state_.place = place;
    if (state_ == kept_) return;
    kept_ = state_;
    if (const auto error = keep_window_state(state_))
        std::fprintf(stderr, "moa-desktop: the window's position and appearance were not saved: %s\n",
                     error->message.c_str());
}

void App::drop(const std::vector<std::string>& paths) {
    // One after another: all run logs come into the history, and the last file is on screen.
    std::optional<Error> first_error;
    for (const std::string& path : paths) {
        const auto error = open_file(workspace_, history_for(history_, options_), path);
        if (!first_error) first_error = error;
    }
    if (first_error) workspace_.note(*first_error);
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

void App::draw(Millis now, const std::string& picture) {
    view::ViewOptions wanted = view_.options();
    if (wanted.pixel_ratio != window_->pixel_ratio()) {
        wanted.pixel_ratio = window_->pixel_ratio();
        view_.set_options(wanted);
    }
    // Inputs come one by one, and the last of them is followed like the first.
    if (!ImGui::GetCurrentContext()->InputEventsQueue.empty()) frames_wanted_ = frames_after_input;
    if (frames_wanted_ > 0) --frames_wanted_;
    // What is held back would be lost with a kill while a slow picture is drawn.
    if (slow_frames_) workspace_.conversation().write_down();
    const Millis began = clock_now();
    window_->begin_frame();
    view_.draw(now);
    if (view::key_pressed(view::Shortcut::quit)) window_->close();
    if (state_.look != applied_) apply_look();
    window_->render(view_.grounds());
    ++frames_;
    latest_frame_ = now;
    if (!picture.empty())
        failure_ = save_screenshot(picture, window_->frame_width(), window_->frame_height());
    window_->present([this] {
        if (options_.film) return;
        network_.deliver();
        workspace_.tick();
    });
    slow_frames_ = clock_now() - began > view::slow_frame;
}

void App::take_saved_credentials() {
    if (options_.run || options_.simulate || options_.takes_pictures())
        return;  // taken before, or not needed
    if (!asked_for_keys_ && frames_ > 0) {
        asked_for_keys_ = true;
        saved_credentials_.ask(&Window::wake);
    }
    if (const auto error = saved_credentials_.deliver(workspace_))
        std::fprintf(stderr, "moa-desktop: %s\n", error->message.c_str());
    if (std::exchange(store_works_, credential_store_.waiting()) && !store_works_)
        frames_wanted_ = frames_after_input;
    if (const auto error = credential_store_.take_error()) {
        reported_.clear();  // it may be refused again
        report(error->message);
    }
}

/// The first picture takes the longest, and what arrived while it is drawn would be lost with a kill.
void App::begin_run() {
    run_waits_ = false;
    if (const auto error = workspace_.run()) report(error->message);
}

void App::update_title() {
    std::string title = session::title_of(workspace_);
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
    Millis wake = earlier(earlier(frame_due(now), workspace_.next_wake()), question_due());
    if (screenshot_due(now)) {
        wake = now;
    } else if (options_.screenshot && options_.screenshot->after) {
        wake = earlier(wake, started_at_ + *options_.screenshot->after);
    }
    if (wake == no_time && options_.trace) trace_.sleep(frames_);
    Window::wait(wake == no_time ? -1.0 : static_cast<double>(std::max<Millis>(wake - now, 0)) / 1000.0);
}

std::optional<Error> App::film() {
    Result<Film> film = Film::open(options_.file);
    if (!film) return film.error();
    // Text and movements take some frames to come.
    constexpr int frames_each = 4;
    const Millis every = options_.film->every;
    ImGui::GetIO().ConfigInputTextCursorBlink = false;
    for (Millis at = 0; at <= film.value().length() && !failure_; at += every) {
        const bool asked = !workspace_.on_screen().idle();
        if (auto error = film.value().show(workspace_, at)) return error;
        if (!asked && !workspace_.on_screen().idle()) ImGui::ClearActiveID();  // the question has been sent
        char name[32];
        std::snprintf(name, sizeof name, "/%04d.png", static_cast<int>(at / every));
        for (int frame = 1; frame <= frames_each; ++frame) {
            Window::wait(0);
            draw(started_at_ + at + every * frame / frames_each,
                 frame == frames_each ? options_.film->folder + name : std::string());
        }
    }
    return failure_;
}

std::optional<Error> App::run() {
    kept_setup_ = workspace_.configuration().revision();
    kept_question_ = workspace_.conversation().draft();
    question_is_ours_ = options_.question.empty();
    run_waits_ = options_.run;
    while (!window_->closing()) {
        // What lies in a socket has arrived, however long the program was stopped.
        const Millis limit = workspace_.next_wake();
        if (limit != no_time && limit <= clock_now()) network_.catch_up();
        network_.deliver();
        workspace_.tick();
        take_saved_credentials();
        if (library_.deliver()) frames_wanted_ = frames_after_input;
        keep_models();
        keep_history();
        keep_setup();
        update_title();
        const Millis now = clock_now();
        rest_caret(now);
        const Millis due = frame_due(now);
        const bool take_screenshot = screenshot_due(now);
        if (take_screenshot || (due != no_time && due <= now))
            draw(now, take_screenshot ? options_.screenshot->path : std::string());
        if (run_waits_ && (frames_ > 0 || !window_->drawable())) begin_run();
        if (take_screenshot) window_->close();
        if (options_.trace) trace_.report(workspace_, view_, now, window_->window_coordinates());
        keep_question(now);
        if (!window_->closing()) sleep(clock_now());
    }
    keep_question(question_due());
    keep_state();
    return failure_;
}

}  // namespace moa::desktop
