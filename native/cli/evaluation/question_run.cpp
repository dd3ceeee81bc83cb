#include "native/cli/evaluation/question_run.hpp"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <system_error>
#include <utility>

#include "blank.hpp"
#include "evaluation/estimate_sum.hpp"
#include "evaluation/manifest.hpp"
#include "evaluation/published.hpp"
#include "json.hpp"
#include "native/platform/files.hpp"
#include "run/stale.hpp"
#include "session/history/run_log_read.hpp"

namespace moa::cli {
namespace {

using Status = EvaluationOutcome::Status;

/// Nobody watches these runs: a second of text is a line, so that logs stay small.
constexpr Millis coalesce_ms = 1000;

/// Nothing where no whole line of a run was written.
Result<std::optional<run::RunState>> read_log(const std::string& path) {
    std::error_code failed;
    if (std::filesystem::file_size(path, failed) == 0 || failed) return std::optional<run::RunState>();
    Result<std::string> text = native::read_file(path);
    if (!text) return text.error();
    const std::size_t end = text.value().rfind('\n');
    if (end == std::string::npos) return std::optional<run::RunState>();
    text.value().resize(end + 1);
    const Result<session::RunLog> log = session::read_run_log(text.value());
    if (!log) return invalid_input(path + ": " + log.error().message);
    return std::optional(run::broken_off(session::replay(log.value())));
}

bool has_answer(const run::RunState& state) {
    return !state.running() && run::outcome_of(state) != run::RunStatus::failed && !is_blank(state.answer());
}

/// Why there is no answer.
std::string failure_of(const run::RunState& state) {
    if (state.cap) return "The spend cap kept layer " + std::to_string(state.cap->layer) + " from starting.";
    const auto words = [](const run::Node& node) { return node.label + ": " + describe(*node.error); };
    if (state.aggregator().error && state.aggregator().error->kind != ErrorKind::no_proposals)
        return words(state.aggregator());
    for (const auto& layer : state.layers) {
        for (const run::Node& node : layer)
            if (node.error) return words(node);
    }
    return "There is no answer.";
}

}  // namespace

std::string log_path(const std::string& log, std::size_t turn) {
    return log + "-" + std::to_string(turn + 1) + ".jsonl";
}

Result<double> logged_cost(const std::string& log, std::size_t turns) {
    double usd = 0;
    for (std::size_t turn = 0; turn < turns; ++turn) {
        const Result<std::optional<run::RunState>> state = read_log(log_path(log, turn));
        if (!state) return state.error();
        if (!state.value()) break;
        usd += state.value()->cost_usd;
    }
    return usd;
}

struct QuestionRun::Turn final : run::RunObserver {
    Turn(std::optional<native::LineFile> log_file, QuestionRun& question)
        : owner(question),
          file(std::move(log_file)),
          log(
              [this](std::string_view line) {
                  if (!file) return;
                  if (auto error = file->append(line); error && !owner.log_error_)
                      owner.log_error_ = std::move(error);
              },
              coalesce_ms) {}

    void on_event(Millis t, const run::RunEvent& event, const run::RunState& state) override {
        log.on_event(t, event, state);
        if (std::holds_alternative<run::NodeChanged>(event) ||
            std::holds_alternative<run::RunFinished>(event))
            owner.around_.changed();
    }

    QuestionRun& owner;
    std::optional<native::LineFile> file;  ///< nothing where no log is kept
    session::RunLogWriter log;
    double spent_before = 0;  ///< in earlier calls of the command
    std::optional<session::Driver> driver;
};

QuestionRun::QuestionRun(QuestionSurroundings surroundings, EvaluationTask task,
                         std::optional<double> cap_usd)
    : around_(std::move(surroundings)), task_(std::move(task)), cap_usd_(cap_usd) {}

QuestionRun::~QuestionRun() = default;

mixture::Recipe QuestionRun::recipe_for(double already_spent) const {
    mixture::Recipe recipe = task_.recipe;
    if (!cap_usd_) return recipe;
    const double left = std::max(0.0, *cap_usd_ - outcome_.cost_usd) + already_spent;
    recipe.max_cost_usd = std::min(left, recipe.max_cost_usd.value_or(left));
    return recipe;
}

void QuestionRun::fail(std::string error) {
    outcome_.status = Status::failed;
    outcome_.error = std::move(error);
    ended_ = true;
}

void QuestionRun::begin_turn() {
    const std::size_t turn = outcome_.answers.size();
    const std::string path = log_path(task_.log, turn);
    std::vector<wire::ChatMessage> messages =
        evaluation::messages_of(task_.opening.value_or(around_.setup.opening), task_.turns, outcome_.answers);
    if (const auto error = around_.setup.keys.refusal(messages)) return fail(error->message);
    std::optional<native::LineFile> file;
    if (!task_.log.empty()) {
        Result<native::LineFile> opened = native::LineFile::go_on(path, true);
        if (!opened) {
            log_error_ = opened.error();
            return fail(opened.error().message);
        }
        file = std::move(opened.value());
    }
    Result<std::optional<run::RunState>> recorded =
        file ? read_log(path) : Result<std::optional<run::RunState>>(std::optional<run::RunState>());
    if (!recorded) return fail(recorded.error().message);
    std::optional<run::RunState>& state = recorded.value();
    if (state) {
        const bool same = state->messages == messages && evaluation::recipe_hash(state->recipe, {}) ==
                                                             evaluation::recipe_hash(task_.recipe, {});
        if (!same)
            return fail(path +
                        " is the log of another question or recipe: choose another folder with --runs.");
        if (has_answer(*state)) return take_turn(*state);
    }
    turn_ = std::make_unique<Turn>(std::move(file), *this);
    turn_->spent_before = state ? state->cost_usd : 0;
    const mixture::Recipe recipe = recipe_for(turn_->spent_before);
    const std::int64_t utc_ms = utc_now();
    run::RunSpec spec{recipe,
                      messages,
                      around_.setup.providers,
                      around_.call_ids(),
                      around_.setup.prices,
                      around_.setup.models};
    spec.scheduler = &around_.scheduler;
    spec.utc_start_ms = utc_ms;
    spec.seed = static_cast<std::uint64_t>(utc_ms) + task_.position;
    session::Driver& driver = turn_->driver.emplace(around_.ports, std::move(spec), turn_.get());
    if (!state && task_.published.empty()) return driver.start();
    if (!state) {
        driver.adopt(evaluation::start_published(recipe, messages, task_.published[turn], *turn_));
    } else {
        driver.adopt(std::move(*state));
        if (recipe != driver.state().recipe) driver.use_recipe(recipe);
    }
    driver.change({run::Change::resume, {}, {}, {}, {}});
}

void QuestionRun::take_turn(const run::RunState& state) {
    if (run::outcome_of(state) == run::RunStatus::degraded) outcome_.degraded = true;
    outcome_.answers.push_back(state.answer());
    if (outcome_.answers.size() < task_.turns.size()) return begin_turn();
    outcome_.status = Status::answered;
    ended_ = true;
}

void QuestionRun::tick() {
    if (!std::exchange(begun_, true)) begin_turn();
    while (!ended_ && turn_) {
        session::Driver& driver = *turn_->driver;
        if (driver.state().running()) driver.tick();
        if (driver.state().running()) {
            turn_->log.flush_due(driver.elapsed());
            return;
        }
        const std::unique_ptr<Turn> done = std::move(turn_);
        const run::RunState& state = done->driver->state();
        outcome_.cost_usd += state.cost_usd - done->spent_before;
        if (has_answer(state)) {
            take_turn(state);
        } else if (state.status == run::RunStatus::cancelled) {
            outcome_.status = Status::stopped;
            ended_ = true;
        } else if (state.cap && cap_usd_ &&
                   state.cap->cap_usd <
                       task_.recipe.max_cost_usd.value_or(std::numeric_limits<double>::infinity())) {
            outcome_.status = Status::capped;
            ended_ = true;
        } else {
            fail(failure_of(state));
        }
    }
}

void QuestionRun::stop() {
    if (turn_) {
        turn_->driver->stop();
        tick();
    }
    if (ended_) return;
    outcome_.status = Status::stopped;
    ended_ = true;
}

Millis QuestionRun::next_wake() const {
    if (!turn_) return no_time;
    const session::Driver& driver = *turn_->driver;
    const Millis flush = turn_->log.next_flush();
    if (flush == no_time) return driver.next_wake();
    return earlier(driver.next_wake(), around_.ports.clock() - driver.elapsed() + flush);
}

}  // namespace moa::cli
