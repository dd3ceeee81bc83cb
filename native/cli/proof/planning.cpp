#include "native/cli/proof/planning.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "evaluation/estimate_sum.hpp"
#include "evaluation/sha256.hpp"
#include "figures.hpp"
#include "judging/judge_prompt.hpp"
#include "native/cli/model_queries.hpp"
#include "native/cli/run_options.hpp"
#include "native/platform/experience_store.hpp"
#include "native/platform/files.hpp"
#include "native/platform/model_store.hpp"
#include "proof/equal_money.hpp"
#include "proof/judged_words.hpp"
#include "session/models/model_book.hpp"
#include "simulate/skilled.hpp"
#include "statistics/power.hpp"
#include "statistics/words.hpp"
#include "utc.hpp"

namespace moa::cli {
namespace {

/// The difference that sceptics ask for.
constexpr double small_difference = 0.03;
/// As many questions are estimated; the rest is taken to cost the same.
constexpr std::size_t estimated_questions = 100;

Result<mixture::Agent> best_of(const std::string& name, const mixture::Recipe& recipe) {
    if (name.empty()) return proof::presumed_best(recipe);
    const auto colon = name.find(':');
    if (colon == 0 || colon == std::string::npos || colon + 1 == name.size())
        return invalid_input("--best needs PROVIDER:MODEL.");
    mixture::Agent agent;
    agent.provider = name.substr(0, colon);
    agent.model = name.substr(colon + 1);
    return agent;
}

/// Every model with its price, or an error that names those without.
Result<std::vector<proof::PlannedPrice>> prices_of(const mixture::Recipe& agents,
                                                   const mixture::Providers& providers) {
    const mixture::PriceList known = session::price_list(native::load_model_book(), agents, providers);
    std::vector<proof::PlannedPrice> prices;
    std::set<std::pair<std::string, std::string>> seen;
    std::string missing;
    for (const mixture::Agent& agent : mixture::callees(agents)) {
        if (!seen.emplace(agent.provider, agent.model).second) continue;
        auto price = known.find(agent.provider, agent.model);
        if (const auto skilled = simulate::parse_skilled_model(agent.model);
            skilled && agent.provider == "simulated")
            price = mixture::Price{skilled->usd, skilled->usd};
        if (!price) {
            missing += (missing.empty() ? "" : ", ") + agent.model;
            continue;
        }
        prices.push_back({agent.provider, agent.model, *price});
    }
    if (!missing.empty())
        return invalid_input("No price is known of " + missing +
                             ", so that arms cannot be given equal money: ask its provider with moa models.");
    return prices;
}

/// What the arms and judges are likely to cost.
class CostEstimate {
  public:
    CostEstimate(const std::vector<judging::Question>& questions, const std::vector<std::size_t>& order,
                 const mixture::Providers& providers, const mixture::PriceList& prices)
        : questions_(questions), order_(order), providers_(providers), prices_(prices) {}

    /// A question's, on average, with all of its turns.
    double usd(const mixture::Recipe& recipe) const {
        return mean([&](evaluation::EstimateSum& sum, const judging::Question& question) {
            sum.add(recipe, {}, question.turns, providers_, prices_, experience_);
        });
    }

    /// One game of a judge with each turn of a question, on average over questions.
    double judging_usd(const judging::Judge& judge, const std::string& instructions) const {
        return mean([&](evaluation::EstimateSum& sum, const judging::Question& question) {
            for (std::size_t turn = 1; turn <= question.turns.size(); ++turn) {
                const std::string answer = evaluation::likely_answer();
                const std::vector<std::string_view> answers(turn, answer);
                const std::vector<wire::ChatMessage> messages = judging::judge_messages(
                    {{question.turns.begin(), question.turns.begin() + static_cast<std::ptrdiff_t>(turn)},
                     answers,
                     answers},
                    instructions);
                sum.add(judge.recipe, {messages.front()}, {messages.back().content}, providers_, prices_,
                        experience_);
            }
        });
    }

    /// How many samples cost what the recipe costs.
    int samples(const mixture::Recipe& arm, double recipe_usd) const {
        const double one = usd(proof::with_samples(arm, 1));
        const double each = usd(proof::with_samples(arm, 2)) - one;
        if (each <= 0) return 1;
        return static_cast<int>(
            std::lround(std::clamp(1 + (recipe_usd - one) / each, 1.0, double{proof::most_samples})));
    }

  private:
    template <class Add>
    double mean(const Add& add) const {
        const std::size_t count = std::min(order_.size(), estimated_questions);
        evaluation::EstimateSum sum;
        for (std::size_t i = 0; i < count; ++i)
            add(sum, questions_[order_[i]]);
        return sum.cost_usd.likely / static_cast<double>(count);
    }

    const std::vector<judging::Question>& questions_;
    const std::vector<std::size_t>& order_;
    const mixture::Providers& providers_;
    const mixture::PriceList& prices_;
    session::Experience experience_ = native::load_experience();
};

std::string difference_words(const proof::Plan& plan, double difference) {
    return plan.is_judged() ? "a win rate of " + statistics::percent(0.5 + difference)
                            : "a difference of " + statistics::points_size(difference);
}

std::optional<Error> cannot_pay(const proof::Plan& plan) {
    if (plan.likely_usd <= plan.budget_usd) return std::nullopt;
    const double each = plan.likely_usd / static_cast<double>(plan.questions);
    const auto affordable = static_cast<std::int64_t>(plan.budget_usd / each);
    const double deviation = proof::assumed_deviation(plan.measure(), plan.disagreement);
    const std::int64_t needed = statistics::required_questions(small_difference, deviation);
    return invalid_input(figure::counted(plan.questions, "question") + " in " +
                         figure::counted(plan.arms.size(), "arm") + " are likely to cost " +
                         figure::money(plan.likely_usd) + ", more than the budget of " +
                         figure::money(plan.budget_usd) + ". That pays for about " +
                         figure::counted(affordable, "question") + " (--limit), which can show " +
                         difference_words(plan, statistics::detectable_difference(affordable, deviation)) +
                         " with a power of 80%; " + difference_words(plan, small_difference) + " takes " +
                         figure::counted(needed, "question") + " and about " +
                         figure::money(each * static_cast<double>(needed)) + ".");
}

std::optional<Error> cannot_check(const PlanOptions& options,
                                  const std::vector<judging::Question>& questions) {
    if (options.check.any() == !options.judges.empty())
        return invalid_input(
            "Name how answers are compared: with --expect or --check, or by judges with --judge, not both.");
    if (options.check.expect.empty()) return std::nullopt;
    for (const judging::Question& question : questions) {
        const Result<double> tried = check_answers(options.check, question, {});
        if (!tried) return tried.error();
    }
    return std::nullopt;
}

}  // namespace

mixture::Recipe all_agents(const proof::Plan& plan) {
    mixture::Recipe all;
    all.name = "All agents";
    all.layers.resize(2);
    all.layers.back().agents.push_back(proof::presumed_best(plan.recipe().recipe));
    std::set<std::pair<std::string, std::string>> seen;
    const auto add = [&](mixture::Agent agent) {
        if (!seen.emplace(agent.provider, agent.model).second) return;
        agent.repeat = 1;
        all.layers.front().agents.push_back(std::move(agent));
    };
    for (const proof::Arm& arm : plan.arms) {
        for (mixture::Agent& agent : mixture::callees(arm.recipe))
            add(std::move(agent));
    }
    for (const judging::Judge& judge : plan.judges)
        add(judge.agent());
    return all;
}

mixture::PriceList price_list_of(const proof::Plan& plan) {
    mixture::PriceList prices;
    for (const proof::PlannedPrice& each : plan.prices)
        prices.set(each.provider, each.model, each.price);
    return prices;
}

Result<proof::Plan> make_plan(const PlanOptions& options) {
    const Result<std::string> text = native::read_file(options.questions);
    if (!text) return text.error();
    const Result<std::vector<judging::Question>> questions = judging::read_questions(text.value());
    if (!questions) return invalid_input(options.questions + ": " + questions.error().message);
    if (auto error = cannot_check(options, questions.value())) return *error;
    RunOptions run_options;
    run_options.recipe = options.recipe;
    run_options.providers = options.providers;
    const Result<RunSetup> setup = read_run_options(run_options);
    if (!setup) return setup.error();
    const Result<mixture::Agent> best = best_of(options.best, setup.value().recipe);
    if (!best) return best.error();

    proof::Plan plan;
    plan.made_at = utc_day(utc_seconds());
    plan.questions_file = options.questions;
    plan.questions_sha256 = evaluation::sha256(text.value());
    plan.questions =
        std::min<std::int64_t>(options.limit.value_or(static_cast<std::int64_t>(questions.value().size())),
                               static_cast<std::int64_t>(questions.value().size()));
    for (const std::string& name : options.judges) {
        Result<judging::Judge> judge = judging::read_judge(name, std::nullopt);
        if (!judge) return judge.error();
        if (std::find(plan.judges.begin(), plan.judges.end(), judge.value()) != plan.judges.end())
            return invalid_input("The judge " + name + " is named twice.");
        plan.judges.push_back(std::move(judge.value()));
    }
    if (plan.is_judged()) plan.judge_instructions = judging::judge_instructions();
    plan.arms = proof::arms_of(setup.value().recipe, best.value(), plan.measure());
    plan.primary_baseline = options.baseline;
    if (plan.find(options.baseline) == nullptr || options.baseline == plan.recipe().name) {
        std::string names;
        for (const proof::Arm& arm : plan.arms)
            names += (names.empty() ? "" : ", ") + arm.name;
        return invalid_input("--baseline names no arm but the recipe. The arms are " + names + ".");
    }
    plan.expect = options.check.expect;
    plan.check_command = options.check.command;
    plan.seed = options.seed;
    plan.budget_usd = options.budget_usd;
    plan.disagreement = options.disagreement.value_or(proof::usual_disagreement(plan.measure()));
    const mixture::Recipe agents = all_agents(plan);
    if (auto error = unknown_provider_in(agents, setup.value().providers)) return *error;
    Result<std::vector<proof::PlannedPrice>> prices = prices_of(agents, setup.value().providers);
    if (!prices) return prices.error();
    plan.prices = std::move(prices.value());

    const std::vector<std::size_t> order =
        proof::question_order(questions.value().size(), plan.questions, plan.seed);
    const mixture::PriceList price_list = price_list_of(plan);
    const CostEstimate estimate(questions.value(), order, setup.value().providers, price_list);
    const double recipe_usd = estimate.usd(plan.recipe().recipe);
    double each = 0;
    for (const proof::Arm& arm : plan.arms) {
        if (arm.is_derived()) continue;
        if (arm.equal_money) plan.planned_samples = estimate.samples(arm.recipe, recipe_usd);
        each += estimate.usd(arm.equal_money ? proof::with_samples(arm.recipe, plan.planned_samples)
                                             : arm.recipe);
    }
    // Both orders against each of the other arms.
    double judging_each = 0;
    for (const judging::Judge& judge : plan.judges)
        judging_each += 2 * static_cast<double>(plan.arms.size() - 1) *
                        estimate.judging_usd(judge, plan.judge_instructions);
    plan.likely_judging_usd = judging_each * static_cast<double>(plan.questions);
    plan.likely_usd = each * static_cast<double>(plan.questions) + plan.likely_judging_usd;
    plan.detectable = statistics::detectable_difference(
        plan.questions, proof::assumed_deviation(plan.measure(), plan.disagreement));
    if (auto error = cannot_pay(plan)) return *error;
    return plan;
}

std::vector<std::string> plan_sentences(const proof::Plan& plan) {
    std::string cost = figure::counted(plan.questions, "question") + " in " +
                       figure::counted(plan.arms.size(), "arm") + ", likely to cost " +
                       figure::money(plan.likely_usd);
    if (plan.is_judged())
        cost += " (" + figure::money(plan.likely_judging_usd) + " of it for " +
                figure::counted(plan.judges.size(), "judge") + ")";
    std::vector<std::string> sentences = {
        cost + " of the budget of " + figure::money(plan.budget_usd) + ".",
        plan.is_judged() ? "The smallest win rate it finds with a power of 80%: " +
                               statistics::percent(0.5 + plan.detectable) + ", if judges decide " +
                               statistics::percent(plan.disagreement) + " of the questions, each as a whole."
                         : "The smallest difference it finds with a power of 80%: " +
                               statistics::points_size(plan.detectable) + ", if two arms disagree on " +
                               statistics::percent(plan.disagreement) + " of the questions."};
    if (const std::string partial = proof::partial_judges(plan); !partial.empty())
        sentences.push_back(
            "Not impartial: " + partial +
            " would judge its own answers. Take judges of families that answer nothing here.");
    sentences.emplace_back("Publish the plan, or its SHA-256, before moa prove run.");
    return sentences;
}

}  // namespace moa::cli
