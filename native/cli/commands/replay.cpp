// moa replay: replays a recorded run, at once or at a multiple of its recorded speed.
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "blank.hpp"
#include "json.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/exit_code.hpp"
#include "native/cli/number_range.hpp"
#include "native/cli/terminal/run_view.hpp"
#include "native/cli/terminal/signals.hpp"
#include "native/platform/files.hpp"
#include "session/history/run_log_read.hpp"

namespace moa::cli {
namespace {

constexpr std::size_t most_log_bytes = std::size_t{256} * 1024 * 1024;  // of a log that is piped in

struct ReplayArguments {
    std::string file;
    std::optional<double> speed;
    bool json = false;
};

/// Recorded time, running `speed` times as fast as the real one.
class ReplayClock {
  public:
    explicit ReplayClock(double speed) : speed_(speed), started_at_(now()) {}
    Millis elapsed() const { return static_cast<Millis>(static_cast<double>(now() - started_at_) * speed_); }
    /// The real time at which the recorded time `t` comes.
    Millis real_time_of(Millis t) const {
        return started_at_ + static_cast<Millis>(static_cast<double>(t) / speed_);
    }

  private:
    double speed_;
    Millis started_at_;
};

/// Waits until the recorded time `t`; `draw` is called meanwhile whenever the view wants it. False when
/// stopped.
template <class Draw>
bool wait_for(Millis t, const ReplayClock& clock, SignalScope& signals, RunView& view, const Draw& draw) {
    while (!signals.stop_requested()) {
        if (signals.take_suspend()) {
            view.pause();
            suspend_process();
            view.resume();
        }
        if (signals.take_resize()) view.resume();
        const Millis elapsed = clock.elapsed();
        draw(std::min(elapsed, t));
        if (elapsed >= t) return true;
        const Millis redraw = view.next_refresh();
        signals.wait_until(clock.real_time_of(redraw == no_time ? t : std::min(t, redraw)) + 1);
    }
    return false;
}

/// The log's own lines, those of them that are whole, each when its time has come.
int replay_lines(std::string_view text, std::optional<double> speed) {
    SignalScope signals;
    SilentView view;
    const ReplayClock clock(speed.value_or(1));
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const std::optional<Json> json = parse_json(line);
        if (!json) continue;
        const Json* time = find(*json, "t");
        if (speed && time != nullptr && time->is_number_integer() &&
            !wait_for(time->get<Millis>(), clock, signals, view, [](Millis) {})) {
            return exit_interrupted;
        }
        if (!write_json(std::string(line) + "\n")) return exit_failed;
    }
    return exit_ok;
}

/// Shows the events in their own time. Nothing when the user stopped it.
std::optional<run::RunState> play(const session::RunLog& log, double speed) {
    SignalScope signals;
    const std::unique_ptr<RunView> view = make_view();
    const ReplayClock clock(speed);
    run::RunState state;
    for (const session::LoggedEvent& event : log.events) {
        if (!wait_for(event.t, clock, signals, *view, [&](Millis elapsed) {
                if (!state.layers.empty()) view->refresh(state, elapsed);
            })) {
            return std::nullopt;
        }
        run::apply(state, event.t, event.event);
        view->on_event(event.t, event.event, state);
    }
    return state;
}

int replay_command(const ReplayArguments& arguments) {
    const Result<std::string> text = arguments.file == "-" ? native::read_standard_input(most_log_bytes)
                                                           : native::read_file(arguments.file);
    if (!text) {
        print_error(text.error().message);
        return exit_usage;
    }
    const Result<session::RunLog> log = session::read_run_log(text.value());
    if (!log) {
        print_error(arguments.file + ": " + log.error().message);
        return exit_usage;
    }
    run::RunState state;
    if (arguments.json) {
        if (const int code = replay_lines(text.value(), arguments.speed); code != exit_ok) return code;
        state = session::replay(log.value());
    } else if (arguments.speed) {
        std::optional<run::RunState> played = play(log.value(), *arguments.speed);
        if (!played) return exit_interrupted;
        state = std::move(*played);
    } else {
        state = session::replay(log.value());
    }
    if (const std::string damage = session::damage_sentence(log.value()); !damage.empty()) print_note(damage);
    if (log.value().truncated) {
        print_note("The log is incomplete: it ends before the run does.");
    } else {
        print_shortcomings(state);
    }
    if (!arguments.json && !print_answer(state)) return exit_failed;
    if (!log.value().truncated) return exit_code_of(state.status);
    return is_blank(state.answer()) ? exit_failed : exit_degraded;
}

}  // namespace

void add_replay_command(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<ReplayArguments>();
    CLI::App* command = app.add_subcommand("replay", "Replay a recorded run");
    command->add_option("file", arguments->file, "Run log; - reads it from standard input")
        ->type_name("FILE")
        ->required();
    command
        ->add_option(
            "--speed", arguments->speed,
            "Replay at this multiple of the recorded speed; without it, the answer is printed at once")
        ->type_name("X")
        ->check(number_from(0.01, 1000.0));
    command->add_flag("--json", arguments->json, "Print the log's lines instead of the answer");
    command->footer(
        "The exit code is that of the recorded run. An incomplete log counts as degraded if it contains "
        "part of the answer, else as failed.");
    command->callback([arguments, &exit_code] { exit_code = replay_command(*arguments); });
}

}  // namespace moa::cli
