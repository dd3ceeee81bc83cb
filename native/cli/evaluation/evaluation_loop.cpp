#include "native/cli/evaluation/evaluation_loop.hpp"

#include <algorithm>
#include <utility>

#include "judging/skilled_judge.hpp"
#include "native/cli/evaluation/question_run.hpp"

namespace moa::cli {
namespace {

/// Of virtual time: what comes within it is handed over at once.
constexpr Millis virtual_step_ms = 20;
/// Far more calls than a run can make.
constexpr run::CallId ids_a_turn = 1U << 20U;

}  // namespace

struct EvaluationLoop::Lane {
    std::unique_ptr<QuestionRun> question;
    double granted = 0;
    Millis wake = 0;
};

EvaluationLoop::EvaluationLoop(SignalScope& signals, const RunSetup& setup, int parallel, bool virtual_time,
                               evaluation::Budget& budget)
    : signals_(signals),
      setup_(setup),
      parallel_(parallel),
      virtual_time_(virtual_time),
      budget_(budget),
      faults_(setup.faults),
      skilled_(judging::judge_by_skill),
      simulated_([this] { return clock(); }, setup.pace) {
    simulated_.set_disturbance([this](const wire::HttpRequest& request, simulate::TimedResponse& response) {
        skilled_.answer(request, response);
        faults_.disturb(request, response);
    });
}

EvaluationLoop::~EvaluationLoop() = default;

Millis EvaluationLoop::clock() const {
    return virtual_time_ ? virtual_now_ : now();
}

std::optional<Error> EvaluationLoop::fill(const EvaluationPorts& ports) {
    while (!stopping_ && !capped_ && lanes_.size() < static_cast<std::size_t>(parallel_)) {
        if (!held_ && !none_for_now_) {
            Result<std::optional<EvaluationTask>> next = ports.next();
            if (!next) return next.error();
            held_ = std::move(next.value());
            none_for_now_ = !held_;
        }
        if (!held_) return std::nullopt;
        const auto granted =
            budget_.grant(budget_.limited() ? evaluation::likely_cost(held_->recipe,
                                                                      held_->opening.value_or(setup_.opening),
                                                                      held_->turns, setup_.prices)
                                            : 0,
                          parallel_);
        if (!granted) {
            // What is under way may cost less than it was granted.
            capped_ = lanes_.empty();
            return std::nullopt;
        }
        if (!network_ && !mixture::calls_no_model(held_->recipe, setup_.providers))
            network_ = std::make_unique<native::CurlTransport>([this] { signals_.wake(); });
        Lane lane;
        lane.granted = *granted;
        lane.wake = clock();
        const session::DriverPorts ports_of_run{network_.get(), &simulated_, [this] { return clock(); },
                                                &setup_.keys};
        lane.question = std::make_unique<QuestionRun>(
            QuestionSurroundings{ports_of_run, setup_, scheduler_,
                                 [this] { return std::exchange(next_call_id_, next_call_id_ + ids_a_turn); },
                                 [this] { changed_ = true; }},
            std::move(*held_), budget_.limited() ? granted : std::nullopt);
        held_.reset();
        lanes_.push_back(std::move(lane));
    }
    return std::nullopt;
}

void EvaluationLoop::deliver() {
    if (network_) {
        const bool overdue = std::any_of(lanes_.begin(), lanes_.end(), [now = clock()](const Lane& lane) {
            return lane.wake != no_time && lane.wake <= now;
        });
        if (overdue) network_->catch_up();
        network_->deliver();
    }
    simulated_.deliver();
}

std::optional<Error> EvaluationLoop::settle(const EvaluationPorts& ports) {
    for (std::size_t i = 0; i < lanes_.size();) {
        QuestionRun& question = *lanes_[i].question;
        if (question.log_error()) return question.log_error();
        if (!question.ended()) {
            ++i;
            continue;
        }
        const EvaluationOutcome& outcome = question.outcome();
        budget_.settle(lanes_[i].granted, outcome.cost_usd);
        counts_.answered += outcome.status == EvaluationOutcome::Status::answered ? 1 : 0;
        counts_.degraded += outcome.degraded && outcome.status == EvaluationOutcome::Status::answered ? 1 : 0;
        counts_.failed += outcome.status == EvaluationOutcome::Status::failed ? 1 : 0;
        if (outcome.status == EvaluationOutcome::Status::capped) capped_ = true;
        const Lane done = std::move(lanes_[i]);
        lanes_.erase(lanes_.begin() + static_cast<std::ptrdiff_t>(i));
        none_for_now_ = false;
        if (auto error = ports.done(done.question->task(), done.question->outcome())) return error;
    }
    counts_.under_way = static_cast<int>(lanes_.size());
    counts_.cost_usd = budget_.spent();
    return std::nullopt;
}

void EvaluationLoop::wait() {
    Millis next = simulated_.next_due();
    for (const Lane& lane : lanes_)
        next = earlier(next, lane.wake);
    if (!virtual_time_) {
        // Ten times a second for whoever shows how it goes.
        signals_.wait_until(earlier(next, clock() + 100));
    } else if (next != no_time) {
        virtual_now_ = std::max(virtual_now_ + virtual_step_ms, next);
    }
}

void EvaluationLoop::handle_signals() {
    if (signals_.take_suspend()) suspend_process();
    if (!signals_.stop_requested() || std::exchange(stopping_, true)) return;
    for (const Lane& lane : lanes_)
        lane.question->stop();
}

Result<EvaluationEnd> EvaluationLoop::run(const EvaluationPorts& ports) {
    std::optional<Error> error;
    for (;;) {
        if ((error = fill(ports))) break;
        if (lanes_.empty()) break;
        changed_ = false;
        deliver();
        const Millis now = clock();
        const bool all = changed_;
        for (Lane& lane : lanes_) {
            if (!all && (lane.wake == no_time || lane.wake > now)) continue;
            lane.question->tick();
            lane.wake = lane.question->next_wake();
        }
        handle_signals();
        const std::size_t before = lanes_.size();
        if ((error = settle(ports))) break;
        if (ports.show) ports.show(counts_);
        if (lanes_.size() == before && !changed_) wait();
    }
    if (error) {
        lanes_.clear();
        return *error;
    }
    if (stopping_) return EvaluationEnd::stopped;
    return capped_ ? EvaluationEnd::capped : EvaluationEnd::complete;
}

}  // namespace moa::cli
