// Answers many questions at once: the loop of moa eval, and of whatever else asks a set of questions.
//
// Who uses it gives the tasks one by one (each with a recipe of its own, so that several recipes can take
// turns) and gets an outcome for each. All runs share one scheduler, so that a provider's calls at once hold
// over all of them; most of them write run logs, and a task whose logs are there already goes on with them:
// what is finished is not called again.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "evaluation/budget.hpp"
#include "native/cli/run_options.hpp"
#include "native/cli/terminal/signals.hpp"
#include "native/transport/curl_transport.hpp"
#include "run/scheduler.hpp"
#include "session/driver.hpp"
#include "simulate/skilled.hpp"
#include "simulate/transport.hpp"

namespace moa::cli {

class QuestionRun;

/// One question for one recipe.
struct EvaluationTask {
    std::uint64_t position = 0;      ///< the caller's own number for it
    std::vector<std::string> turns;  ///< see evaluation::Question
    mixture::Recipe recipe;
    /// The system message, if not that of the setup.
    std::optional<std::vector<wire::ChatMessage>> opening;
    /// Path of its run logs; "-1.jsonl" is added for the first turn, and so on. Empty: none are kept, and a
    /// later call asks again.
    std::string log;
    /// By turn: answers in place of the first layer's calls, see evaluation::start_published. May be empty.
    std::vector<std::vector<std::string>> published;
};

struct EvaluationOutcome {
    enum class Status {
        answered,
        failed,   ///< see `error`; its logs can be gone on with
        capped,   ///< the next layer is likely to cost more than is left of the spend cap
        stopped,  ///< before its end, by a signal or an error of another task
    };
    Status status = Status::stopped;
    bool degraded = false;             ///< answered, but an agent is missing, cut short or replaced
    std::vector<std::string> answers;  ///< one for each turn that was answered
    double cost_usd = 0;               ///< of this call; what earlier ones spent is not in it
    std::string error;                 ///< a sentence
};

/// How many of what so far, for whoever shows it.
struct EvaluationCounts {
    std::uint64_t answered = 0;
    std::uint64_t degraded = 0;  ///< of these
    std::uint64_t failed = 0;
    int under_way = 0;
    double cost_usd = 0;
};

struct EvaluationPorts {
    /// The next task, or nothing when there is none. Asked when there is room for one, and then again only
    /// after another task has ended.
    std::function<Result<std::optional<EvaluationTask>>()> next;
    /// A task has ended. An error ends the evaluation.
    std::function<std::optional<Error>(const EvaluationTask&, const EvaluationOutcome&)> done;
    /// Whenever something may have changed, at most a few hundred times a second. May be empty.
    std::function<void(const EvaluationCounts&)> show;
};

enum class EvaluationEnd {
    complete,  ///< every task has had its outcome
    stopped,   ///< by a signal
    capped,    ///< the next task is likely to cost more than is left
};

class EvaluationLoop {
  public:
    /// `setup` holds providers, keys, prices, models, pace and faults for every recipe that will come; its
    /// own recipe is not looked at. `parallel`: questions at once. With `virtual_time` nothing is waited for:
    /// only where no recipe calls a model. Everything must outlive the loop.
    EvaluationLoop(SignalScope& signals, const RunSetup& setup, int parallel, bool virtual_time,
                   evaluation::Budget& budget);
    ~EvaluationLoop();
    EvaluationLoop(const EvaluationLoop&) = delete;
    EvaluationLoop& operator=(const EvaluationLoop&) = delete;

    /// To the end. An error: of a file, or of `next` or `done`; what was under way is stopped, and its logs
    /// can be gone on with.
    Result<EvaluationEnd> run(const EvaluationPorts& ports);
    /// Milliseconds on the loop's clock.
    Millis clock() const;

  private:
    struct Lane;

    std::optional<Error> fill(const EvaluationPorts& ports);
    void deliver();
    std::optional<Error> settle(const EvaluationPorts& ports);
    void wait();
    void handle_signals();

    SignalScope& signals_;
    const RunSetup& setup_;
    int parallel_;
    bool virtual_time_;
    Millis virtual_now_ = 0;
    evaluation::Budget& budget_;
    simulate::FaultPlan faults_;
    simulate::SkilledModels skilled_;
    simulate::SimulatedTransport simulated_;
    std::unique_ptr<native::CurlTransport> network_;
    run::Scheduler scheduler_;
    run::CallId next_call_id_ = 1;

    std::vector<Lane> lanes_;
    std::optional<EvaluationTask> held_;  ///< given, but not affordable while others are under way
    bool none_for_now_ = false;           ///< there is no task until another one has ended
    bool stopping_ = false;
    bool capped_ = false;
    bool changed_ = false;  ///< a call has come or gone: others may have their turn
    EvaluationCounts counts_;
};

/// What the calls in a task's logs have cost so far. The error names the file.
Result<double> logged_cost(const std::string& log, std::size_t turns);

}  // namespace moa::cli
