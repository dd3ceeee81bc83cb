#include "proof/plan.hpp"

#include <algorithm>
#include <numeric>

#include "json.hpp"
#include "mixture/recipe_read.hpp"
#include "mixture/recipe_write.hpp"
#include "random.hpp"
#include "statistics/power.hpp"

namespace moa::proof {

namespace {

Json arm_json(const Arm& arm) {
    Json json{{"name", arm.name}, {"title", arm.title}};
    if (arm.is_derived()) {
        json["derived_from"] = arm.derived_from;
        json["derivation"] = to_string(*arm.derivation);
        return json;
    }
    json["equal_money"] = arm.equal_money;
    json["recipe"] = mixture::recipe_to_json(arm.recipe);
    return json;
}

Result<Arm> arm_of(const Json& json) {
    Arm arm;
    arm.name = find_string(json, "name");
    arm.title = find_string(json, "title");
    arm.derived_from = find_string(json, "derived_from");
    if (arm.name.empty()) return invalid_input("an arm has no name.");
    if (!arm.derived_from.empty()) {
        arm.derivation = parse_derivation(find_string(json, "derivation"));
        if (!arm.derivation) return invalid_input("the arm " + arm.name + " is derived in an unknown way.");
        return arm;
    }
    const Json* equal = find(json, "equal_money");
    arm.equal_money = equal != nullptr && *equal == true;
    const Json* recipe = find(json, "recipe");
    if (recipe == nullptr) return invalid_input("the arm " + arm.name + " has no recipe.");
    Result<mixture::Recipe> read = mixture::recipe_from_json(*recipe);
    if (!read) return invalid_input("the arm " + arm.name + ": " + read.error().message);
    arm.recipe = std::move(read.value());
    return arm;
}

double number_of(const Json& json, std::string_view name) {
    const Json* value = find(json, name);
    return value != nullptr && value->is_number() ? value->get<double>() : 0;
}

std::int64_t whole_of(const Json& json, std::string_view name) {
    const Json* value = find(json, name);
    return value != nullptr && value->is_number_integer() ? value->get<std::int64_t>() : 0;
}

Json prices_json(const std::vector<PlannedPrice>& prices) {
    Json json = Json::array();
    for (const PlannedPrice& price : prices) {
        json.push_back({{"provider", price.provider},
                        {"model", price.model},
                        {"input_usd_per_million", price.price.input},
                        {"output_usd_per_million", price.price.output}});
    }
    return json;
}

Json judges_json(const Plan& plan) {
    Json json = Json::array();
    for (const judging::Judge& judge : plan.judges)
        json.push_back({{"name", judge.name}, {"recipe", mixture::recipe_to_json(judge.recipe)}});
    return json;
}

Result<judging::Judge> judge_of(const Json& json) {
    const Json* recipe = find(json, "recipe");
    judging::Judge judge{std::string(find_string(json, "name")), {}};
    if (recipe == nullptr || judge.name.empty()) return invalid_input("a judge has no name or no recipe.");
    Result<mixture::Recipe> read = mixture::recipe_from_json(*recipe);
    if (!read) return invalid_input("the judge " + judge.name + ": " + read.error().message);
    judge.recipe = std::move(read.value());
    return judge;
}

/// How answers are judged, in words.
constexpr std::string_view judging_words =
    "Each judge compares the recipe's answer with each other arm's, in both orders and without their "
    "sources. "
    "Each turn of a question is judged on its own, with the turns before it, as MT-Bench does. A judge's "
    "score of "
    "a pair is the mean of its two games (1, 1/2, 0), that of a pair the mean of its judges. A missing "
    "answer "
    "loses, and equal answers are a tie, without a judge. A question is judged as soon as all arms have been "
    "asked "
    "it. What judges cost is part of the budget, and of no arm.";

std::string judged_primary_words(const Plan& plan) {
    return "The win rate of the arm \"" + plan.recipe().name + "\" against \"" + plan.primary_baseline +
           "\", with a 95% percentile bootstrap interval over questions, the turns of one drawn together. It "
           "is "
           "better or worse where the interval excludes 50% and the sign test of questions won and lost has "
           "p < 0.05. All other comparisons are exploratory.";
}

std::string primary_words(const Plan& plan) {
    if (plan.is_judged()) return judged_primary_words(plan);
    return "The mean score of the arm \"" + plan.recipe().name + "\" less that of \"" +
           plan.primary_baseline +
           "\", with a 95% percentile bootstrap interval over questions. It is better or worse where the "
           "interval "
           "excludes zero and McNemar's exact test has p < 0.05. All other comparisons are exploratory.";
}

/// What the arms are compared with in words, beside the values that are read back.
constexpr std::string_view stopping_words =
    "All arms are asked a question before the next question is begun. It ends after the last question, or "
    "before "
    "the question that would exceed the budget. Results are not looked at to decide when to stop. A run "
    "without "
    "an answer is repeated when the command is called again, and counts as wrong in the end.";

std::optional<Error> fault_of(const Plan& plan) {
    if (plan.arms.empty() || plan.arms.front().is_derived())
        return invalid_input("its first arm is no recipe.");
    if (plan.find(plan.primary_baseline) == nullptr)
        return invalid_input("its baseline " + plan.primary_baseline + " is no arm.");
    for (const Arm& arm : plan.arms) {
        if (!arm.is_derived()) continue;
        const Arm* source = plan.find(arm.derived_from);
        if (source == nullptr || source->is_derived())
            return invalid_input("the arm " + arm.name + " is derived from no arm that is asked.");
    }
    if (plan.questions < 1) return invalid_input("it asks no question.");
    const int measures =
        (plan.expect.empty() ? 0 : 1) + (plan.check_command.empty() ? 0 : 1) + (plan.judges.empty() ? 0 : 1);
    if (measures != 1) return invalid_input("it has no check of answers and no judges, or more than one.");
    if (plan.is_judged() && plan.judge_instructions.empty())
        return invalid_input("it does not say what its judges are told.");
    return std::nullopt;
}

}  // namespace

const Arm* Plan::find(std::string_view name) const {
    const auto found =
        std::find_if(arms.begin(), arms.end(), [&](const Arm& arm) { return arm.name == name; });
    return found == arms.end() ? nullptr : &*found;
}

std::string write_plan(const Plan& plan) {
    Json arms = Json::array();
    for (const Arm& arm : plan.arms)
        arms.push_back(arm_json(arm));
    Json json{{"format", plan_format},
              {"made_at", plan.made_at},
              {"questions",
               {{"file", plan.questions_file}, {"sha256", plan.questions_sha256}, {"count", plan.questions}}},
              {"check", {{"expect", plan.expect}, {"command", plan.check_command}}},
              {"primary", {{"baseline", plan.primary_baseline}, {"rule", primary_words(plan)}}},
              {"stopping", {{"budget_usd", plan.budget_usd}, {"rule", stopping_words}}},
              {"seed", plan.seed},
              {"expected",
               {{"cost_usd", plan.likely_usd},
                {"samples", plan.planned_samples},
                {"disagreement", plan.disagreement},
                {"detectable_difference", plan.detectable}}},
              {"prices", prices_json(plan.prices)},
              {"arms", std::move(arms)}};
    if (plan.is_judged()) {
        json["judging"] = {{"judges", judges_json(plan)},
                           {"instructions", plan.judge_instructions},
                           {"likely_usd", plan.likely_judging_usd},
                           {"rule", judging_words}};
    }
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<Plan> read_plan(std::string_view text) {
    Result<JsonBox> read = read_json(text);
    if (!read) return invalid_input("it is no JSON: " + read.error().message);
    const Json& json = *read.value();
    if (find_string(json, "format") != plan_format)
        return invalid_input("it is no plan (" + std::string(plan_format) + ").");
    const Json nothing = Json::object();
    const auto part = [&](std::string_view name) -> const Json& {
        const Json* member = find(json, name);
        return member != nullptr ? *member : nothing;
    };
    Plan plan;
    plan.made_at = find_string(json, "made_at");
    plan.questions_file = find_string(part("questions"), "file");
    plan.questions_sha256 = find_string(part("questions"), "sha256");
    plan.questions = whole_of(part("questions"), "count");
    plan.expect = find_string(part("check"), "expect");
    plan.check_command = find_string(part("check"), "command");
    plan.primary_baseline = find_string(part("primary"), "baseline");
    plan.budget_usd = number_of(part("stopping"), "budget_usd");
    plan.seed = static_cast<std::uint64_t>(whole_of(json, "seed"));
    plan.likely_usd = number_of(part("expected"), "cost_usd");
    plan.planned_samples = static_cast<int>(whole_of(part("expected"), "samples"));
    plan.disagreement = number_of(part("expected"), "disagreement");
    plan.detectable = number_of(part("expected"), "detectable_difference");
    for (const Json& price : part("prices")) {
        plan.prices.push_back(
            {std::string(find_string(price, "provider")),
             std::string(find_string(price, "model")),
             {number_of(price, "input_usd_per_million"), number_of(price, "output_usd_per_million")}});
    }
    for (const Json& arm : part("arms")) {
        Result<Arm> read_arm = arm_of(arm);
        if (!read_arm) return read_arm.error();
        plan.arms.push_back(std::move(read_arm.value()));
    }
    if (const Json* judging = find(json, "judging")) {
        plan.judge_instructions = find_string(*judging, "instructions");
        plan.likely_judging_usd = number_of(*judging, "likely_usd");
        const Json* judges = find(*judging, "judges");
        for (const Json& judge : judges != nullptr ? *judges : nothing) {
            Result<judging::Judge> read_judge = judge_of(judge);
            if (!read_judge) return read_judge.error();
            plan.judges.push_back(std::move(read_judge.value()));
        }
    }
    if (auto error = fault_of(plan)) return *error;
    return plan;
}

double assumed_deviation(Measure measure, double disagreement) {
    const double deviation = statistics::deviation_of(disagreement, 0);
    return measure == Measure::exact ? deviation : deviation / 2;
}

double usual_disagreement(Measure measure) {
    constexpr double exact = 0.3;
    constexpr double judged = 0.65;
    return measure == Measure::exact ? exact : judged;
}

std::vector<std::size_t> question_order(std::size_t all, std::int64_t count, std::uint64_t seed) {
    std::vector<std::size_t> order(all);
    std::iota(order.begin(), order.end(), std::size_t{0});
    Random random(seed);
    // Fisher and Yates' shuffle.
    for (std::size_t left = all; left > 1; --left)
        std::swap(order[left - 1],
                  order[static_cast<std::size_t>(random.fraction() * static_cast<double>(left))]);
    order.resize(std::min(all, static_cast<std::size_t>(count)));
    return order;
}

}  // namespace moa::proof
