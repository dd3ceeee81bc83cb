#include "native/cli/proof/running.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "blank.hpp"
#include "native/cli/proof/planning.hpp"
#include "native/cli/run_options.hpp"
#include "native/cli/run_pool.hpp"
#include "native/cli/terminal/progress_line.hpp"
#include "native/cli/terminal/run_view.hpp"
#include "native/platform/files.hpp"
#include "native/platform/line_file.hpp"
#include "proof/equal_money.hpp"
#include "proof/sha256.hpp"
#include "session/history/run_log_read.hpp"

namespace moa::cli {
namespace {

/// One arm on one question.
struct Place {
    std::size_t question = 0;
    std::size_t arm = 0;

    auto operator<=>(const Place&) const = default;
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
          prices_(price_list_of(planned.plan)),
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

    Result<ExperimentEnd> run(std::size_t parallel) {
        SignalScope signals;
        RunPool pool(signals, setup_.keys);
        ProgressLine progress("run", std::max<std::int64_t>(1, static_cast<std::int64_t>(open_.size())));
        std::size_t next = 0;
        std::optional<std::size_t> begun;  // the question that the latest run is of
        const bool complete = pool.run(parallel, [&]() -> std::optional<PoolJob> {
            if (next == open_.size() || end_.out_of_budget || failure_) return std::nullopt;
            const Place place = open_[next];
            if (place.question != begun && !pays_for_another()) {
                end_.out_of_budget = in_flight_ == 0;
                return std::nullopt;
            }
            begun = place.question;
            std::optional<PoolJob> job = begin(place, progress);
            if (job) ++next;
            return job;
        });
        if (failure_) return *failure_;
        end_.stopped = !complete;
        end_.spent_usd = spent_usd_;
        end_.missing = static_cast<std::int64_t>(plan_.questions) * asked_arms() -
                       static_cast<std::int64_t>(answered_.size());
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

    /// Nothing where its log cannot be written: then no other is begun.
    std::optional<PoolJob> begin(const Place& place, ProgressLine& progress) {
        const proof::Arm& arm = plan_.arms[place.arm];
        const std::string log_name = ExperimentFolder::log_name(arm.name, place.question);
        const std::string path = folder_.path_of(log_name);
        if (const auto error = native::make_folder(std::filesystem::path(path).parent_path()))
            return fail_with(*error);
        Result<native::LineFile> opened = native::LineFile::go_on(path, true);
        if (!opened) return fail_with(opened.error());
        auto file = std::make_shared<native::LineFile>(std::move(opened.value()));
        PoolJob job;
        int samples = arm.equal_money
                          ? proof::next_samples(spending_[0], spending_[place.arm], plan_.planned_samples)
                          : 1;
        mixture::Recipe recipe = arm.equal_money ? proof::with_samples(arm.recipe, samples) : arm.recipe;
        job.recorded = recorded_run(path);
        if (job.recorded && arm.equal_money) {
            samples = static_cast<int>(job.recorded->layers.front().size());
            recipe = proof::with_samples(arm.recipe, samples);
        }
        job.spec = {std::move(recipe), {{"user", planned_.questions[place.question].turns.front()}},
                    setup_.providers,  1,
                    prices_,           setup_.models};
        job.log = std::make_unique<session::RunLogWriter>([this, file](std::string_view line) {
            if (const auto error = file->append(line)) print_error(error->message);
        });
        ++in_flight_;
        job.done = [this, place, samples, log_name, file, &progress](const run::RunState& state) {
            --in_flight_;
            file->retry();
            if (!file->behind() && state.status != run::RunStatus::cancelled)
                finish(place, samples, log_name, state);
            progress.advance(spent_usd_, end_.unanswered);
        };
        return job;
    }

    std::optional<PoolJob> fail_with(const Error& error) {
        failure_ = error;
        return std::nullopt;
    }

    /// What stands in a log that an earlier call has left; nothing in a new one.
    static std::optional<run::RunState> recorded_run(const std::string& path) {
        const Result<std::string> text = native::read_file(path);
        if (!text || text.value().empty()) return std::nullopt;
        const Result<session::RunLog> log = session::read_run_log(text.value());
        if (!log) return std::nullopt;
        return session::replay(log.value());
    }

    void finish(const Place& place, int samples, const std::string& log_name, const run::RunState& state) {
        const Result<std::string> text = native::read_file(folder_.path_of(log_name));
        if (!text) {
            print_error(text.error().message);
            return;
        }
        const bool answered = !is_blank(state.answer());
        const proof::ResultLine line{place.question, plan_.arms[place.arm].name,
                                     log_name,       proof::sha256(text.value()),
                                     samples,        answered,
                                     state.cost_usd};
        if (const auto error = results_.append(chain_.add(line))) print_error(error->message);
        count(place, line);
        ++end_.runs;
        if (!answered) ++end_.unanswered;
    }

    const Planned& planned_;
    const proof::Plan& plan_;
    const ExperimentFolder& folder_;
    const RunSetup& setup_;
    native::LineFile& results_;
    proof::ResultChain chain_;
    mixture::PriceList prices_;
    std::vector<std::size_t> order_;
    std::vector<Place> open_;
    std::set<Place> answered_;
    std::set<Place> counted_;
    std::map<Place, double> cost_usd_;
    std::map<std::size_t, proof::Spending> spending_;  ///< by arm
    double spent_usd_ = 0;
    std::int64_t in_flight_ = 0;
    ExperimentEnd end_;
    std::optional<Error> failure_;
};

}  // namespace

Result<ExperimentEnd> run_experiment(const ExperimentOptions& options) {
    const Result<Planned> planned = read_planned(options.plan, options.questions);
    if (!planned) return planned.error();
    const mixture::Recipe agents = all_agents(planned.value().plan.arms);
    RunOptions run_options;
    run_options.providers = options.providers;
    const Result<RunSetup> setup = prepare_run(run_options, &agents);
    if (!setup) return setup.error();
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
