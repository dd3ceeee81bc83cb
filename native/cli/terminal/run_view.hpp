// What a user sees of a run while it goes on: a live tree on a terminal, a line per news elsewhere, or
// nothing.
#pragma once

#include <memory>

#include "error.hpp"
#include "native/cli/terminal/terminal.hpp"
#include "run/event.hpp"

namespace moa::cli {

/// Told of every event, and given time to draw. Elapsed times count from the run's start.
class RunView : public run::RunObserver {
  public:
    virtual ~RunView() = default;
    void on_event(Millis t, const run::RunEvent& event, const run::RunState& state) override = 0;
    /// Draws what is due.
    virtual void refresh(const run::RunState& /*state*/, Millis /*elapsed*/) {}
    /// When `refresh` has something to do; no_time when it waits for events.
    virtual Millis next_refresh() const { return no_time; }
    /// The terminal's size changed, or the program was suspended and comes back.
    virtual void resume() {}
    /// Before the program is suspended.
    virtual void pause() {}
    /// Whether it says in full why a node failed, when it does.
    virtual bool tells_failures() const { return false; }
};

/// Shows nothing.
class SilentView final : public RunView {
  public:
    void on_event(Millis, const run::RunEvent&, const run::RunState&) override {}
};

/// One line on standard error for every node that ends, is tried again, and every layer that starts.
class PlainView final : public RunView {
  public:
    void on_event(Millis t, const run::RunEvent& event, const run::RunState& state) override;
    bool tells_failures() const override { return true; }

  private:
    int layer_ = 0;  ///< the latest one announced
};

/// The tree on a terminal, redrawn in place at most 15 times a second. At the end it stays, in its final
/// state.
class LiveView final : public RunView {
  public:
    explicit LiveView(int descriptor);
    void on_event(Millis t, const run::RunEvent& event, const run::RunState& state) override;
    void refresh(const run::RunState& state, Millis elapsed) override;
    Millis next_refresh() const override;
    void resume() override;
    void pause() override;

  private:
    void draw(const run::RunState& state, Millis elapsed);

    int descriptor_;
    DrawnBlock block_;
    bool running_ = false;
    bool changed_ = false;
    Millis drawn_at_ = no_time;
};

/// The view that fits: a live tree when standard output is a terminal, else lines; nothing after
/// silence_notes.
std::unique_ptr<RunView> make_view();

/// Writes all of `text` to standard output. Where that cannot be done, says why, unless nobody reads any
/// more, and gives false.
bool write_output(std::string_view text);

/// The same of JSON, with nothing in it that a terminal might obey (escaped_json).
bool write_json(std::string_view json);

/// From now on answers are shown on a terminal as they were written.
void show_answers_plain();

/// An answer as standard output takes it: as it is for a pipe or file, laid out for a terminal, and only made
/// harmless for one that draws nothing, or after show_answers_plain. It ends in a line feed.
std::string answer_for_output(std::string text);

/// Writes the answer. False when it could not be written.
bool print_answer(const run::RunState& state);

/// On standard error: who is missing and why, and for a failed run every error with what to do about it,
/// unless `view` has told them.
void print_shortcomings(const run::RunState& state, const RunView* view = nullptr);

/// On standard error: what the run has cost, and of which days the prices are; which models are unpriced.
/// Nothing for a run that cost nothing.
void print_cost(const run::RunState& state, std::string_view price_days);

/// From now on no note is printed and no progress shown: only answers and errors.
void silence_notes();

/// "moa: message" on standard error, made harmless.
void print_error(std::string_view message);

/// Says so, and gives the exit code: the command was given something it cannot use.
int refuse(std::string_view message);
int refuse(const Error& error);

/// Says so, and gives the exit code: a file failed, or the command was given something it cannot use.
int fail(const Error& error);

/// A line on standard error, made harmless.
void print_note(std::string_view message);

}  // namespace moa::cli
