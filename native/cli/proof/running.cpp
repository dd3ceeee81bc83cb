#include "native/cli/proof/running.hpp"

#include <algorithm>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include "native/cli/evaluation/evaluation_loop.hpp"
#include "native/cli/evaluation/progress.hpp"
#include "native/cli/evaluation/question_run.hpp"
#include "native/cli/proof/arm_logs.hpp"
#include "native/cli/proof/experiment_judges.hpp"
#include "native/cli/proof/planning.hpp"
#include "native/cli/run_options.hpp"
#include "native/platform/files.hpp"
#include "native/platform/line_file.hpp"
#include "proof/equal_money.hpp"
#include "session/history/run_log_read.hpp"

namespace moa::cli {
namespace {

/// One arm on one question.
struct Place {
    std::size_t question = 0;
    std::size_t arm = 0;

    bool operator<(const Place& other) const {
        return std::pair(question, arm) < std::pair(other.question, other.arm);
    }
};

class Experiment {
  public:
    Experiment(const Planned& planned, const ExperimentFolder& folder, const RunSetup& setup,
               native::LineFile& results, proof::ResultChain chain, ExperimentJudges judges)
        : planned_(planned),
          plan_(planned.plan),
          folder_(folder),
          setup_(setup),
          results_(results),
          chain_(std::move(chain)),
          judges_(std::move(judges)),
          order_(proof::question_order(planned.questions.size(), planned.plan.questions, planned.plan.seed)) {
        for (const proof::ResultLine& line : chain_.lines())
            take_over(line);
        for (const std::size_t question : order_)
            planned_games_ += judges_.most_games(question);
    }

    Result<ExperimentEnd> run(int parallel) {
        SignalScope signals;
        evaluation::Budget unlimited(std::nullopt);  // the plan's is kept question by question
        EvaluationLoop loop(signals, setup_, parallel, setup_.is_simulated(), unlimited);
        EvaluationProgress progress(
            answered_.size(), static_cast<std::uint64_t>(asked_arms() * plan_.questions + planned_games_));
        EvaluationCounts counts;
        EvaluationPorts ports;
        ports.next = [this] { return next_task(); };
        ports.done = [this](const EvaluationTask& task, const EvaluationOutcome& outcome) {
            return take(task, outcome);
        };
        ports.show = [&](const EvaluationCounts& now) {
            counts = now;
            progress.show(now);
        };
        const Result<EvaluationEnd> end = loop.run(ports);
        progress.end(counts);
        if (!end) return end.error();
        end_.stopped = end.value() == EvaluationEnd::stopped;
        end_.spent_usd = spent_usd_ + judges_.spent_usd();
        end_.missing = plan_.questions * asked_arms() - static_cast<std::int64_t>(answered_.size());
        end_.verdicts = judges_.played();
        end_.failed_games = judges_.failures();
        end_.game_failure = judges_.failure();
        return end_;
    }

  private:
    std::int64_t asked_arms() const {
        return std::count_if(plan_.arms.begin(), plan_.arms.end(),
                             [](const proof::Arm& arm) { return !arm.is_derived(); });
    }

    /// A run that an earlier call has paid for.
    void take_over(const proof::ResultLine& line) {
        for (std::size_t arm = 0; arm < plan_.arms.size(); ++arm) {
            if (plan_.arms[arm].name == line.arm) count({line.question, arm}, line);
        }
    }

    void count(const Place& place, const proof::ResultLine& line) {
        // The log of a run that is repeated holds what its earlier part has cost, too.
        double& known = cost_usd_[place];
        spent_usd_ += line.cost_usd - known;
        proof::Spending& spending = spending_[place.arm];
        spending.usd += line.cost_usd - known;
        known = line.cost_usd;
        if (counted_.insert(place).second) {
            ++spending.runs;
            spending.samples += line.samples;
        }
        if (line.answered) answered_.insert(place);
    }

    /// By what a question has cost so far in all arms; by the plan before that is known.
    double mean_run_usd() const {
        const std::int64_t arms = asked_arms();
        return counted_.size() >= static_cast<std::size_t>(arms)
                   ? spent_usd_ / static_cast<double>(counted_.size())
                   : (plan_.likely_usd - plan_.likely_judging_usd) /
                         static_cast<double>(plan_.questions * arms);
    }

    double mean_game_usd() const {
        if (judges_.played() > 0) return judges_.played_usd() / static_cast<double>(judges_.played());
        return planned_games_ == 0 ? 0 : plan_.likely_judging_usd / static_cast<double>(planned_games_);
    }

    /// Beside what has been begun: that is paid for to its end.
    bool pays_for(std::size_t runs, std::int64_t games) const {
        const auto all_runs = static_cast<double>(runs_under_way_.size() + runs_.size() + runs);
        std::int64_t all_games = games + judges_.games_under_way() + judges_.open_games();
        for (const auto& begun : unfinished_)
            all_games += judges_.most_games(begun.first);
        return spent_usd_ + judges_.spent_usd() + mean_run_usd() * all_runs +
                   mean_game_usd() * static_cast<double>(all_games) <=
               plan_.budget_usd;
    }

    /// Opens runs of the next question that has some, or its games if only these are left. False at the end
    /// of all questions, or of the budget.
    Result<bool> begin_question() {
        while (next_question_ < order_.size()) {
            const std::size_t question = order_[next_question_];
            std::deque<Place> runs;
            for (std::size_t arm = 0; arm < plan_.arms.size(); ++arm) {
                const Place place{question, arm};
                if (!plan_.arms[arm].is_derived() && answered_.count(place) == 0) runs.push_back(place);
            }
            if (runs.empty() && plan_.is_judged()) {
                if (auto error = judges_.open(question)) return *error;
            }
            if (runs.empty() && judges_.open_games() == 0) {
                ++next_question_;
                continue;
            }
            if (!pays_for(runs.size(), runs.empty() ? 0 : judges_.most_games(question))) {
                judges_.close();
                end_.out_of_budget = true;
                return false;
            }
            ++next_question_;
            if (!runs.empty()) unfinished_[question] = runs.size();
            runs_ = std::move(runs);
            return true;
        }
        return false;
    }

    /// A question is judged as soon as all its arms have been asked, before another one is begun.
    Result<std::optional<EvaluationTask>> next_task() {
        if (judges_.open_games() == 0 && runs_.empty() && !end_.out_of_budget) {
            const Result<bool> begun = begin_question();
            if (!begun) return begun.error();
        }
        if (judges_.open_games() > 0) return std::optional(judges_.next(next_position_++));
        if (runs_.empty()) return std::optional<EvaluationTask>();
        const Place place = runs_.front();
        runs_.pop_front();
        return run_task(place);
    }

    Result<std::optional<EvaluationTask>> run_task(const Place& place) {
        const proof::Arm& arm = plan_.arms[place.arm];
        EvaluationTask task;
        task.position = next_position_++;
        task.turns = planned_.questions[place.question].turns;
        task.log = folder_.path_of(ExperimentFolder::log_stem(arm.name, place.question));
        task.recipe = arm.recipe;
        if (arm.equal_money) {
            const int known = recorded_samples(log_path(task.log, 0));
            task.recipe = proof::with_samples(
                arm.recipe,
                known > 0 ? known
                          : proof::next_samples(spending_[0], spending_[place.arm], plan_.planned_samples));
        }
        if (auto error = native::make_folder(std::filesystem::path(task.log).parent_path())) return *error;
        runs_under_way_[task.position] = place;
        return std::optional(std::move(task));
    }

    /// How many a run that an earlier call has begun was given; 0 where there is none.
    static int recorded_samples(const std::string& path) {
        const Result<std::string> text = native::read_file(path);
        if (!text) return 0;
        const Result<session::RunLog> log = session::read_run_log(text.value());
        return log ? session::replay(log.value()).recipe.layers.front().agents.front().repeat : 0;
    }

    std::optional<Error> take(const EvaluationTask& task, const EvaluationOutcome& outcome) {
        if (judges_.is_playing(task.position)) return judges_.take(task.position, outcome);
        const Place place = runs_under_way_.at(task.position);
        runs_under_way_.erase(task.position);
        if (auto error = take_run(place, task, outcome)) return error;
        std::size_t& left = unfinished_[place.question];
        if (--left > 0) return std::nullopt;
        unfinished_.erase(place.question);
        return plan_.is_judged() ? judges_.open(place.question) : std::nullopt;
    }

    std::optional<Error> take_run(const Place& place, const EvaluationTask& task,
                                  const EvaluationOutcome& outcome) {
        const bool answered = outcome.status == EvaluationOutcome::Status::answered;
        if (!answered && outcome.status != EvaluationOutcome::Status::failed) return std::nullopt;
        const std::string& arm = plan_.arms[place.arm].name;
        const auto logs = read_arm_logs(folder_, arm, place.question, task.turns.size());
        // Without a log nothing was asked, and the next call does it.
        if (!logs || logs.value().empty()) return std::nullopt;
        proof::ResultLine line{place.question, arm, {}, task.recipe.layers.front().agents.front().repeat,
                               answered,       0};
        for (const ArmLog& log : logs.value()) {
            line.turns.push_back(log.file);
            line.cost_usd += log.state.cost_usd;
        }
        count(place, line);
        ++end_.runs;
        if (!answered) ++end_.unanswered;
        return results_.append(chain_.add(line));
    }

    const Planned& planned_;
    const proof::Plan& plan_;
    const ExperimentFolder& folder_;
    const RunSetup& setup_;
    native::LineFile& results_;
    proof::ResultChain chain_;
    ExperimentJudges judges_;
    std::vector<std::size_t> order_;
    std::size_t next_question_ = 0;                  ///< place in the order
    std::deque<Place> runs_;                         ///< of the latest question that was begun
    std::map<std::uint64_t, Place> runs_under_way_;  ///< by the position of their task
    std::map<std::size_t, std::size_t> unfinished_;  ///< runs that a begun question still waits for
    std::uint64_t next_position_ = 0;                ///< of a task
    std::int64_t planned_games_ = 0;                 ///< at most
    std::set<Place> answered_;
    std::set<Place> counted_;
    std::map<Place, double> cost_usd_;
    std::map<std::size_t, proof::Spending> spending_;  ///< by arm
    double spent_usd_ = 0;                             ///< by arms
    ExperimentEnd end_;
};

/// Opens a chained file, and begins it where it is new.
Result<native::LineFile> open_chain(const std::string& path, const std::function<std::string()>& first_line) {
    std::error_code failed;
    const auto size = std::filesystem::file_size(path, failed);
    const bool is_new = failed || size == 0;
    Result<native::LineFile> file = native::LineFile::go_on(path, true);
    if (!file || !is_new) return file;
    if (auto error = file.value().append(first_line())) return *error;
    return file;
}

}  // namespace

Result<ExperimentEnd> run_experiment(const ExperimentOptions& options) {
    const Result<Planned> planned = read_planned(options.plan, options.questions);
    if (!planned) return planned.error();
    const proof::Plan& plan = planned.value().plan;
    const mixture::Recipe agents = all_agents(plan);
    RunOptions run_options;
    run_options.providers = options.providers;
    Result<RunSetup> setup = prepare_run(run_options, &agents);
    if (!setup) return setup.error();
    setup.value().prices = price_list_of(plan);
    const ExperimentFolder folder(options.folder);
    if (auto error = folder.begin(planned.value())) return *error;
    const std::string& plan_hash = planned.value().plan_sha256;
    Result<native::LineFile> results =
        open_chain(folder.results_path(), [&] { return proof::ResultChain().begin(plan_hash); });
    if (!results) return results.error();
    Result<proof::ResultChain> chain = folder.read_results(planned.value());
    if (!chain) return chain.error();
    std::optional<native::LineFile> verdict_file;
    if (plan.is_judged()) {
        Result<native::LineFile> opened = open_chain(folder.verdicts_path(), [&] {
            return proof::HashChain().begin(judging::judgement_format, plan_hash);
        });
        if (!opened) return opened.error();
        verdict_file = std::move(opened.value());
    }
    Result<ExperimentFolder::Verdicts> verdicts = folder.read_verdicts(planned.value());
    if (!verdicts) return verdicts.error();
    ExperimentJudges judges(planned.value(), folder, verdict_file ? &*verdict_file : nullptr,
                            std::move(verdicts.value()));
    Experiment experiment(planned.value(), folder, setup.value(), results.value(), std::move(chain.value()),
                          std::move(judges));
    return experiment.run(options.parallel);
}

}  // namespace moa::cli
