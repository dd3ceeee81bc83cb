// What the statistics are held against is what the simulated provider says: the same experiment once with
// messages, through the whole engine in virtual time, and once without.
#include <doctest/doctest.h>

#include <cmath>

#include "faults/virtual_run.hpp"
#include "json.hpp"
#include "judging/exact_answer.hpp"
#include "mixture/recipe.hpp"
#include "statistics/experiment.hpp"

namespace moa::proof {

namespace {

mixture::Agent agent_of(const simulate::SkilledModel& model) {
    mixture::Agent agent;
    agent.provider = "simulated";
    agent.model = simulate::to_model_id(model);
    return agent;
}

/// Virtual time with models of known skill.
struct SkilledShell {
    test::VirtualShell shell{simulate::Pace{}, {}};
    simulate::SkilledModels models;
    run::CallId next_call_id = 1;

    SkilledShell() {
        shell.simulated.set_disturbance(
            [this](const wire::HttpRequest& request, simulate::TimedResponse& response) {
                models.answer(request, response);
            });
    }

    run::RunState ask(const mixture::Recipe& recipe, std::int64_t question) {
        run::RunSpec spec{
            recipe, {{"user", simulate::calibration_question(question)}}, mixture::known_providers()};
        spec.first_call_id = next_call_id;
        session::Driver driver(shell.ports(), std::move(spec), nullptr);
        driver.start();
        while (driver.state().running() && shell.step(driver)) {
        }
        next_call_id = driver.next_call_id();
        return driver.state();
    }
};

bool solves(const run::RunState& state, std::int64_t question) {
    const auto expected = judging::expected_of(Json(simulate::calibration_truth(question)));
    return judging::is_right(*expected, state.answer(), {});
}

test::Experiment small_experiment(double common) {
    test::Experiment experiment;
    for (const char* name : {"ada", "bert", "cleo"}) {
        simulate::SkilledModel model;
        model.name = name;
        model.correct = 0.6;
        model.common = common;
        model.same_wrong = 0.5;
        model.seed = 5;
        experiment.proposers.push_back(model);
    }
    experiment.proposers[1].fails_from = 30;
    experiment.aggregator.name = "dora";
    experiment.aggregator.repairs = 0.3;
    experiment.aggregator.spoils = 0.2;
    experiment.aggregator.seed = 5;
    experiment.questions = 60;
    return experiment;
}

}  // namespace

TEST_CASE("an experiment through the engine has the outcomes of one without messages") {
    for (const double common : {0.0, 0.7}) {
        const test::Experiment experiment = small_experiment(common);
        mixture::Recipe recipe;
        recipe.layers.resize(2);
        for (const simulate::SkilledModel& model : experiment.proposers)
            recipe.layers[0].agents.push_back(agent_of(model));
        recipe.layers[1].agents.push_back(agent_of(experiment.aggregator));
        mixture::Recipe alone;
        alone.layers.resize(1);
        alone.layers[0].agents.push_back(agent_of(experiment.proposers.front()));

        const test::Played played = test::play(experiment, 5);
        SkilledShell shell;
        for (std::int64_t question = 0; question < experiment.questions; ++question) {
            CAPTURE(question);
            const auto place = static_cast<std::size_t>(question);
            const run::RunState run = shell.ask(recipe, question);
            CHECK(run.status == (question < 30 ? run::RunStatus::complete : run::RunStatus::degraded));
            CHECK(solves(run, question) == (played.recipe.outcomes[place]->score == 1));
            CHECK(solves(shell.ask(alone, question), question) ==
                  (played.baseline.outcomes[place]->score == 1));
        }
    }
}

TEST_CASE("skills are what they say") {
    // 20,000 questions: four standard errors of a share are at most 0.015.
    test::Experiment experiment = small_experiment(0.7);
    experiment.questions = 20'000;
    experiment.proposers[1].fails_from = 5'000;
    const test::Truth truth = test::truth_of(experiment);
    const test::Played played = test::play(experiment, 9);
    double recipe = 0;
    double baseline = 0;
    for (std::size_t i = 0; i < played.recipe.outcomes.size(); ++i) {
        recipe += played.recipe.outcomes[i]->score;
        baseline += played.baseline.outcomes[i]->score;
    }
    CHECK(std::abs(recipe / 20'000 - truth.recipe) < 0.015);
    CHECK(std::abs(baseline / 20'000 - truth.baseline) < 0.015);
    CHECK(truth.baseline == doctest::Approx(0.6));
}

TEST_CASE("an experiment can be given any difference") {
    test::Experiment experiment = small_experiment(0.4);
    for (const double difference : {0.0, 0.03, -0.03}) {
        test::aim_at(experiment, difference);
        CHECK(test::truth_of(experiment).difference() == doctest::Approx(difference));
        CHECK(experiment.aggregator.spoils >= 0);
        CHECK(experiment.aggregator.spoils <= 1);
    }
}

}  // namespace moa::proof
