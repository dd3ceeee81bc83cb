#include "native/cli/proof/running.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "evaluation/sha256.hpp"
#include "native/cli/evaluation/evaluation_loop.hpp"
#include "native/cli/evaluation/progress.hpp"
#include "native/cli/evaluation/question_run.hpp"
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
               native::LineFile& results, proof::ResultChain chain)
        : planned_(planned),
          plan_(planned.plan),
          folder_(folder),
          setup_(setup),
          results_(results),
          chain_(std::move(chain)),
          order_(proof::question_order(planned.questions.size(), planned.plan.questions, planned.plan.seed)) {
        for (const proof::ResultLine& line : chain_.lines())
            take_over(line);
        for (const std::size_t question : order_) {
            for (std::size_t arm = 0; arm < plan_.arms.size(); ++arm) {
                const Place place{question, arm};
                if (!plan_.arms[arm].is_derived() && answered_.count(place) == 0) open_.push_back(place);
            }
        }
    }

    Result<ExperimentEnd> run(int parallel) {
        SignalScope signals;
        evaluation::Budget unlimited(std::nullopt);  // the plan's is kept question by question
        EvaluationLoop loop(signals, setup_, parallel, setup_.is_simulated(), unlimited);
        EvaluationProgress progress(answered_.size(), answered_.size() + open_.size());
        EvaluationCounts counts;
        EvaluationPorts ports;
        ports.next = [this] { return next_task(); };
        ports.done = [this](const EvaluationTask& task, const EvaluationOutcome& outcome) {
            --in_flight_;
            return take(open_[task.position], task, outcome);
        };
        ports.show = [&](const EvaluationCounts& now) {
            counts = now;
            progress.show(now);
        };
        const Result<EvaluationEnd> end = loop.run(ports);
        progress.end(counts);
        if (!end) return end.error();
        end_.stopped = end.value() == EvaluationEnd::stopped;
        end_.spent_usd = spent_usd_;
        end_.missing = plan_.questions * asked_arms() - static_cast<std::int64_t>(answered_.size());
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
    bool pays_for_another() const {
        const std::int64_t arms = asked_arms();
        const double mean = counted_.size() >= static_cast<std::size_t>(arms)
                                ? spent_usd_ / static_cast<double>(counted_.size())
                                : plan_.likely_usd / static_cast<double>(plan_.questions * arms);
        const auto runs = static_cast<double>(in_flight_ + arms);
        return spent_usd_ + mean * runs <= plan_.budget_usd;
    }

    Result<std::optional<EvaluationTask>> next_task() {
        if (next_ == open_.size()) return std::optional<EvaluationTask>();
        const Place place = open_[next_];
        if (place.question != begun_ && !pays_for_another()) {
            end_.out_of_budget = true;
            return std::optional<EvaluationTask>();
        }
        begun_ = place.question;
        const proof::Arm& arm = plan_.arms[place.arm];
        EvaluationTask task;
        task.position = next_++;
        task.turns = {planned_.questions[place.question].turns.front()};
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
        ++in_flight_;
        return std::optional(std::move(task));
    }

    /// How many a run that an earlier call has begun was given; 0 where there is none.
    static int recorded_samples(const std::string& path) {
        const Result<std::string> text = native::read_file(path);
        if (!text) return 0;
        const Result<session::RunLog> log = session::read_run_log(text.value());
        return log ? session::replay(log.value()).recipe.layers.front().agents.front().repeat : 0;
    }

    std::optional<Error> take(const Place& place, const EvaluationTask& task,
                              const EvaluationOutcome& outcome) {
        const bool answered = outcome.status == EvaluationOutcome::Status::answered;
        if (!answered && outcome.status != EvaluationOutcome::Status::failed) return std::nullopt;
        const std::string path = log_path(task.log, 0);
        const Result<std::string> text = native::read_file(path);
        if (!text) return text.error();
        const Result<session::RunLog> log = session::read_run_log(text.value());
        // Without a log nothing was asked, and the next call does it.
        if (!log) return std::nullopt;
        const std::string& arm = plan_.arms[place.arm].name;
        const proof::ResultLine line{place.question,
                                     arm,
                                     ExperimentFolder::log_name(arm, place.question),
                                     evaluation::sha256(text.value()),
                                     task.recipe.layers.front().agents.front().repeat,
                                     answered,
                                     session::replay(log.value()).cost_usd};
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
    std::vector<std::size_t> order_;
    std::vector<Place> open_;
    std::set<Place> answered_;
    std::set<Place> counted_;
    std::map<Place, double> cost_usd_;
    std::map<std::size_t, proof::Spending> spending_;  ///< by arm
    double spent_usd_ = 0;
    std::int64_t in_flight_ = 0;
    std::size_t next_ = 0;              ///< of those that are open
    std::optional<std::size_t> begun_;  ///< the question that the latest run is of
    ExperimentEnd end_;
};

}  // namespace

Result<ExperimentEnd> run_experiment(const ExperimentOptions& options) {
    const Result<Planned> planned = read_planned(options.plan, options.questions);
    if (!planned) return planned.error();
    const mixture::Recipe agents = all_agents(planned.value().plan.arms);
    RunOptions run_options;
    run_options.providers = options.providers;
    Result<RunSetup> setup = prepare_run(run_options, &agents);
    if (!setup) return setup.error();
    setup.value().prices = price_list_of(planned.value().plan);
    const ExperimentFolder folder(options.folder);
    if (auto error = folder.begin(planned.value())) return *error;
    std::error_code failed;
    const bool is_new = !std::filesystem::exists(folder.results_path(), failed);
    Result<native::LineFile> results = native::LineFile::go_on(folder.results_path(), true);
    if (!results) return results.error();
    Result<proof::ResultChain> chain = folder.read_results(planned.value());
    if (!chain) return chain.error();
    if (is_new || chain.value().head().empty()) {
        if (auto error = results.value().append(chain.value().begin(planned.value().plan_sha256)))
            return *error;
    }
    Experiment experiment(planned.value(), folder, setup.value(), results.value(), std::move(chain.value()));
    return experiment.run(options.parallel);
}

}  // namespace moa::cli
