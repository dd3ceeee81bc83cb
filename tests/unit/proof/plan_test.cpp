#include <doctest/doctest.h>

#include <algorithm>

#include "proof/plan.hpp"
#include "proof/results.hpp"

namespace moa::proof {

namespace {

Plan small_plan() {
    mixture::Recipe recipe;
    recipe.name = "Pair";
    recipe.layers.resize(2);
    for (const char* model : {"acme/a", "acme/b"}) {
        mixture::Agent agent;
        agent.provider = "together";
        agent.model = model;
        recipe.layers.front().agents.push_back(agent);
    }
    recipe.layers.back().agents.push_back(recipe.layers.front().agents.front());
    Plan plan;
    plan.made_at = "2026-11-29";
    plan.questions_file = "questions.jsonl";
    plan.questions_sha256 = "abc";
    plan.questions = 40;
    plan.arms = arms_of(recipe, presumed_best(recipe));
    plan.primary_baseline = "self-moa";
    plan.expect = "answer";
    plan.prices = {{"together", "acme/a", {0.5, 1.25}}};
    plan.seed = 7;
    plan.budget_usd = 12.5;
    plan.planned_samples = 3;
    plan.likely_usd = 4.25;
    plan.detectable = 0.125;
    return plan;
}

std::string fault(Plan plan) {
    const Result<Plan> read = read_plan(write_plan(plan));
    return read ? "none" : read.error().message;
}

const ResultLine first_line = {3, "recipe", {{"runs/recipe/00004-1.jsonl", "aa"}}, 1, true, 0.5};
const ResultLine second_line = {
    3, "self-moa", {{"runs/self-moa/00004-1.jsonl", "bb"}, {"runs/self-moa/00004-2.jsonl", "cc"}},
    6, false,      0.25};

}  // namespace

TEST_CASE("a plan is read as it was written, to the byte") {
    const Plan plan = small_plan();
    const std::string text = write_plan(plan);
    const Result<Plan> read = read_plan(text);
    REQUIRE(read.ok());
    CHECK(read.value() == plan);
    CHECK(write_plan(read.value()) == text);
}

TEST_CASE("plans that say nothing, or two things, are refused") {
    Plan plan = small_plan();
    plan.primary_baseline = "nobody";
    CHECK(fault(plan) == "its baseline nobody is no arm.");
    plan = small_plan();
    plan.check_command = "true";
    CHECK(fault(plan) == "it has no check of answers and no judges, or more than one.");
    plan = small_plan();
    plan.questions = 0;
    CHECK(fault(plan) == "it asks no question.");
    CHECK(read_plan(R"({"format": "moa-plan/1", "arms": []})").error().message ==
          "its first arm is no recipe.");
    CHECK(read_plan("[]").error().message == "it is no plan (moa-plan/1).");
    CHECK_FALSE(read_plan("not JSON"));
}

TEST_CASE("a plan with judges holds them, and what they are told") {
    Plan plan = small_plan();
    plan.expect.clear();
    CHECK(fault(plan) == "it has no check of answers and no judges, or more than one.");
    plan.judges.push_back(judging::read_judge("groq:acme/judge", {}).value());
    CHECK(fault(plan) == "it does not say what its judges are told.");
    plan.judge_instructions = "Be fair.";
    plan.likely_judging_usd = 1.5;
    const std::string text = write_plan(plan);
    const Result<Plan> read = read_plan(text);
    REQUIRE(read.ok());
    CHECK(read.value() == plan);
    CHECK(write_plan(read.value()) == text);
    CHECK(text.find("sign test") != std::string::npos);
    CHECK(text.find("McNemar") == std::string::npos);
    plan.expect = "answer";
    CHECK(fault(plan) == "it has no check of answers and no judges, or more than one.");
    CHECK_FALSE(judging::read_judge("acme", {}));
}

TEST_CASE("the seed gives the order of questions, each once") {
    const auto order = question_order(100, 100, 1);
    auto sorted = order;
    std::sort(sorted.begin(), sorted.end());
    for (std::size_t i = 0; i < sorted.size(); ++i)
        CHECK(sorted[i] == i);
    CHECK(order != sorted);
    CHECK(order == question_order(100, 100, 1));
    CHECK(order != question_order(100, 100, 2));
    const auto few = question_order(100, 10, 1);
    CHECK(few == std::vector<std::size_t>(order.begin(), order.begin() + 10));
    CHECK(question_order(3, 10, 1).size() == 3);
}

TEST_CASE("results are read back, and go on") {
    ResultChain chain;
    std::string text = chain.begin("plan");
    text += chain.add(first_line);
    Result<ResultChain> read = ResultChain::read(text, "plan");
    REQUIRE(read.ok());
    CHECK(read.value().head() == chain.head());
    text += read.value().add(second_line);
    const ResultChain all = ResultChain::read(text, "plan").value();
    CHECK(all.lines() == std::vector<ResultLine>{first_line, second_line});
    // A torn last line is none.
    CHECK(ResultChain::read(text.substr(0, text.size() - 5), "plan").value().lines().size() == 1);
    CHECK(ResultChain::read("", "plan").value().head().empty());
}

TEST_CASE("a list of results that was changed is refused, wherever it was") {
    ResultChain chain;
    const std::string head = chain.begin("plan");
    const std::string one = chain.add(first_line);
    const std::string two = chain.add(second_line);
    const auto message = [](const std::string& text) {
        const auto read = ResultChain::read(text, "plan");
        return read ? "none" : read.error().message;
    };
    CHECK(message(head + one + two) == "none");
    std::string changed = one;
    changed.replace(changed.find("true"), 4, "false");
    CHECK(message(head + changed + two) ==
          "line 3 does not follow the line before it: the file was changed.");
    CHECK(message(head + two) == "line 2 does not follow the line before it: the file was changed.");
    CHECK(message(head + two + one) == "line 2 does not follow the line before it: the file was changed.");
    CHECK(ResultChain::read(head + one, "another").error().message ==
          "it belongs to another plan, or the plan was changed after it began.");
    CHECK(message("{}\n") == "it is no list of results (moa-results/1).");
}

}  // namespace moa::proof
