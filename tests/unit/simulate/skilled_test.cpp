#include <doctest/doctest.h>

#include "json.hpp"
#include "mixture/prompt.hpp"
#include "simulate/skilled.hpp"

namespace moa::simulate {

namespace {

/// What the model says; the status where it refuses.
std::string said(SkilledModels& models, const std::string& model, std::vector<wire::ChatMessage> messages) {
    Json body{{"model", model}, {"messages", Json::array()}};
    for (const wire::ChatMessage& message : messages)
        body["messages"].push_back({{"role", message.role}, {"content", message.content}});
    wire::HttpRequest request;
    request.method = "POST";
    request.url = "simulated:/chat/completions";
    request.body = dump_json(body);
    TimedResponse response;
    if (!models.answer(request, response)) return "not answered";
    if (response.head.status != 200) return std::to_string(response.head.status);
    std::string bytes;
    for (const TimedBytes& part : response.body)
        bytes += part.bytes;
    return parse_json(bytes)->at("choices").at(0).at("message").at("content").get<std::string>();
}

std::string right_answer(std::int64_t question) {
    return "The answer is " + std::to_string(calibration_truth(question)) + ".";
}

std::vector<wire::ChatMessage> with_references(std::string_view prompt,
                                               const std::vector<std::string>& references,
                                               std::int64_t question) {
    std::string system(prompt);
    for (std::size_t i = 0; i < references.size(); ++i)
        system += "\n" + std::to_string(i + 1) + ". " + references[i];
    return {{"system", system}, {"user", calibration_question(question)}};
}

}  // namespace

TEST_CASE("a model's id says all of it, and only what it understands") {
    SkilledModel model;
    model.name = "ada";
    model.correct = 0.62;
    model.common = 0.25;
    model.fails_from = 40;
    model.first_token_ms = 10;
    model.seed = 3;
    const std::string id = to_model_id(model);
    CHECK(id == "skilled/ada,correct=0.62,common=0.25,fails-from=40,first=10,seed=3");
    CHECK(to_model_id(parse_skilled_model(id).value()) == id);
    CHECK(parse_skilled_model("skilled/ada")->correct == 0.5);
    for (const char* wrong :
         {"sim/echo-8b", "skilled/", "skilled/a,correct", "skilled/a,correct=2", "skilled/a,x=1",
          "skilled/a,correct=", "skilled/a,first=-1", "skilled/a,correct=nan"}) {
        CAPTURE(wrong);
        CHECK_FALSE(parse_skilled_model(wrong));
    }
}

TEST_CASE("questions have numbers, and each a true answer") {
    CHECK(calibration_number(calibration_question(17)) == 17);
    CHECK_FALSE(calibration_number("Why is the sky blue?"));
    CHECK(calibration_truth(1) != calibration_truth(2));
}

TEST_CASE("a model that is always right, one that never is, and one that fails half-way") {
    SkilledModels models;
    for (std::int64_t question = 0; question < 20; ++question) {
        const std::vector<wire::ChatMessage> asked = {{"user", calibration_question(question)}};
        CHECK(said(models, "skilled/a,correct=1", asked) == right_answer(question));
        CHECK(said(models, "skilled/a,correct=0", asked) != right_answer(question));
        CHECK(said(models, "skilled/a,correct=1,fails-from=10", asked) ==
              (question < 10 ? right_answer(question) : "404"));
    }
    CHECK(said(models, "skilled/a,correct=1", {{"user", "Why?"}}) == "400");
    CHECK(said(models, "sim/echo-8b", {{"user", calibration_question(1)}}) == "not answered");
}

TEST_CASE("errors agree as told") {
    SkilledModels models;
    const std::vector<wire::ChatMessage> asked = {{"user", calibration_question(3)}};
    CHECK(said(models, "skilled/a,correct=0,same-wrong=1", asked) ==
          said(models, "skilled/b,correct=0,same-wrong=1", asked));
    CHECK(said(models, "skilled/a,correct=0", asked) != said(models, "skilled/b,correct=0", asked));
}

TEST_CASE("an aggregator repairs, spoils and chooses") {
    SkilledModels models;
    const std::vector<std::string> mixed = {"The answer is 1.", right_answer(5), "The answer is 2."};
    const std::vector<std::string> wrong = {"The answer is 1.", "The answer is 2."};
    const auto prompt = mixture::aggregate_and_synthesize();
    CHECK(said(models, "skilled/a", with_references(prompt, mixed, 5)) == right_answer(5));
    CHECK(said(models, "skilled/a,spoils=1", with_references(prompt, mixed, 5)) != right_answer(5));
    CHECK(said(models, "skilled/a", with_references(prompt, wrong, 5)) != right_answer(5));
    CHECK(said(models, "skilled/a,repairs=1", with_references(prompt, wrong, 5)) == right_answer(5));
    const auto choose = mixture::choose_the_best();
    CHECK(said(models, "skilled/a", with_references(choose, mixed, 5)) == "2");
    CHECK(said(models, "skilled/a,spoils=1", with_references(choose, mixed, 5)) == "1");
}

TEST_CASE("another sample is another try, but not where luck is shared") {
    SkilledModels models;
    int different = 0;
    for (std::int64_t question = 0; question < 50; ++question) {
        const std::vector<wire::ChatMessage> asked = {{"user", calibration_question(question)}};
        if (said(models, "skilled/a", asked) != said(models, "skilled/a", asked)) ++different;
        CHECK(said(models, "skilled/b,common=1", asked) == said(models, "skilled/b,common=1", asked));
    }
    CHECK(different > 10);
}

}  // namespace moa::simulate
