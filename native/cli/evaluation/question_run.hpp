// One question of an evaluation while it is asked: its turns one after the other, each a run with its log.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "native/cli/evaluation/evaluation_loop.hpp"
#include "native/platform/line_file.hpp"
#include "session/history/run_log_write.hpp"

namespace moa::cli {

/// What all questions share; all of it outlives them.
struct QuestionSurroundings {
    session::DriverPorts ports;
    const RunSetup& setup;
    run::Scheduler& scheduler;
    std::function<run::CallId()> call_ids;  ///< the first of a block that nobody else uses
    std::function<void()> changed;          ///< a node has changed its state
};

class QuestionRun {
  public:
    /// `cap_usd`: what it may spend from now on, where that is limited.
    QuestionRun(QuestionSurroundings surroundings, EvaluationTask task, std::optional<double> cap_usd);
    ~QuestionRun();
    QuestionRun(const QuestionRun&) = delete;
    QuestionRun& operator=(const QuestionRun&) = delete;

    /// Begins, does what is due, and begins the next turn once one has ended.
    void tick();
    void stop();
    bool ended() const { return ended_; }
    /// Absolute, on the clock of the ports; no_time when it waits for a call.
    Millis next_wake() const;
    const EvaluationTask& task() const { return task_; }
    const EvaluationOutcome& outcome() const { return outcome_; }
    /// Its log could not be written: nothing of what comes would be kept.
    const std::optional<Error>& log_error() const { return log_error_; }

  private:
    struct Turn;

    void begin_turn();
    void take_turn(const run::RunState& state);
    void fail(std::string error);
    mixture::Recipe recipe_for(double already_spent) const;

    QuestionSurroundings around_;
    EvaluationTask task_;
    std::optional<double> cap_usd_;
    std::unique_ptr<Turn> turn_;
    EvaluationOutcome outcome_;
    std::optional<Error> log_error_;
    bool begun_ = false;
    bool ended_ = false;
};

/// Path of the log of a turn, from 0.
std::string log_path(const std::string& log, std::size_t turn);

}  // namespace moa::cli
