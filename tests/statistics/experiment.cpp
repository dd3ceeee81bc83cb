#include "statistics/experiment.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "judging/skilled_judge.hpp"
#include "statistics/power.hpp"

namespace moa::test {
namespace {

using simulate::SkilledModel;

bool has_failed(const SkilledModel& model, std::int64_t question) {
    return model.fails_from >= 0 && question >= model.fails_from;
}

/// Sums over everything that the skills leave to chance: how many of the questions come before and after a
/// model fails, the luck that the models share, and which of them share it.
class Enumeration {
  public:
    explicit Enumeration(const Experiment& experiment) : experiment_(experiment) {}

    Truth sum() {
        std::vector<double> ends = {0, 1};
        std::vector<std::int64_t> breaks = {0, experiment_.questions};
        for (const SkilledModel& proposer : experiment_.proposers) {
            ends.push_back(proposer.correct);
            if (proposer.fails_from >= 0)
                breaks.push_back(std::min(proposer.fails_from, experiment_.questions));
        }
        std::sort(ends.begin(), ends.end());
        std::sort(breaks.begin(), breaks.end());
        for (std::size_t part = 1; part < breaks.size(); ++part) {
            const auto share = static_cast<double>(breaks[part] - breaks[part - 1]) /
                               static_cast<double>(std::max<std::int64_t>(1, experiment_.questions));
            for (std::size_t i = 1; i < ends.size(); ++i)
                add_sharers(breaks[part - 1], (ends[i] + ends[i - 1]) / 2, share * (ends[i] - ends[i - 1]));
        }
        truth_.disagreement = disagreement_;
        truth_.deviation = statistics::deviation_of(disagreement_, truth_.difference());
        return truth_;
    }

  private:
    void add_sharers(std::int64_t question, double shared_luck, double weight) {
        const auto sets = 1U << experiment_.proposers.size();
        for (unsigned sharers = 0; sharers < sets; ++sharers) {
            double probability = weight;
            double none_right = 1;
            double baseline = 0;
            for (std::size_t i = 0; i < experiment_.proposers.size(); ++i) {
                const SkilledModel& model = experiment_.proposers[i];
                const bool shares = ((sharers >> i) & 1U) != 0;
                probability *= shares ? model.common : 1 - model.common;
                double right = shares ? (shared_luck < model.correct ? 1.0 : 0.0) : model.correct;
                if (has_failed(model, question)) right = 0;
                none_right *= 1 - right;
                if (i == 0) baseline = right;
            }
            add(probability, none_right, baseline);
        }
    }

    void add(double probability, double none_right, double baseline) {
        const SkilledModel& aggregator = experiment_.aggregator;
        const double recipe = none_right * aggregator.repairs + (1 - none_right) * (1 - aggregator.spoils);
        truth_.recipe += probability * recipe;
        truth_.baseline += probability * baseline;
        truth_.none_right += probability * none_right;
        disagreement_ += probability * (recipe * (1 - baseline) + (1 - recipe) * baseline);
    }

    const Experiment& experiment_;
    Truth truth_;
    double disagreement_ = 0;
};

}  // namespace

Truth truth_of(const Experiment& experiment) {
    return Enumeration(experiment).sum();
}

namespace {

/// The chance that the judge names the better answer, where it is shown first and second.
std::array<double, 2> chances(const simulate::SkilledModel& judge) {
    const double sees_it = (1 - judge.leans) * judge.correct;
    return {judge.leans + sees_it, sees_it};
}

}  // namespace

double true_win_rate(const Truth& truth, const simulate::SkilledModel& judge) {
    const auto [shown_first, shown_second] = chances(judge);
    return 0.5 + truth.difference() * ((shown_first + shown_second) / 2 - 0.5);
}

double decided_share(const Truth& truth, const simulate::SkilledModel& judge) {
    const auto [first, second] = chances(judge);
    const double of_unequal = first * second + (1 - first) * (1 - second);
    const double of_equal = 2 * judge.leans * (1 - judge.leans);
    return truth.disagreement * of_unequal + (1 - truth.disagreement) * of_equal;
}

void aim_at(Experiment& experiment, double difference) {
    experiment.aggregator.spoils = 0;
    const Truth truth = truth_of(experiment);
    experiment.aggregator.spoils = (truth.difference() - difference) / (1 - truth.none_right);
}

Played play(Experiment experiment, std::uint64_t seed) {
    for (SkilledModel& proposer : experiment.proposers)
        proposer.seed = seed;
    experiment.aggregator.seed = seed;
    Played played;
    played.recipe.arm = "recipe";
    played.baseline.arm = "baseline";
    const SkilledModel& first = experiment.proposers.front();
    for (std::int64_t question = 0; question < experiment.questions; ++question) {
        bool one_is_right = false;
        for (const SkilledModel& proposer : experiment.proposers) {
            one_is_right =
                one_is_right || (!has_failed(proposer, question) && is_right_alone(proposer, question, 0));
        }
        const bool recipe = is_right_with_references(experiment.aggregator, question, 0, one_is_right);
        const bool baseline = !has_failed(first, question) && is_right_alone(first, question, 1);
        played.recipe.outcomes.emplace_back(proof::Outcome{recipe ? 1.0 : 0.0});
        played.baseline.outcomes.emplace_back(proof::Outcome{baseline ? 1.0 : 0.0});
    }
    return played;
}

judging::Tally judge_played(const Played& played, const std::vector<SkilledModel>& judges,
                            const statistics::BootstrapOptions& options) {
    std::vector<judging::PairFacts> pairs;
    std::vector<judging::Judgement> judgements;
    for (std::size_t question = 0; question < played.recipe.outcomes.size(); ++question) {
        const bool recipe = played.recipe.outcomes[question]->score == 1;
        const bool baseline = played.baseline.outcomes[question]->score == 1;
        for (std::size_t judge = 0; judge < judges.size(); ++judge) {
            const std::uint64_t game = 2 * question;
            judgements.push_back(
                {question, judge, false, judging::verdict_by_skill(judges[judge], recipe, baseline, game)});
            judgements.push_back({question, judge, true,
                                  judging::verdict_by_skill(judges[judge], baseline, recipe, game + 1)});
        }
        pairs.push_back({question, 0, 0, {}});
    }
    return judging::tally(pairs, judgements, judges.size(), options);
}

}  // namespace moa::test
