#include <doctest/doctest.h>

#include <set>
#include <string>

#include "ask.hpp"
#include "mixture/presets.hpp"
#include "mixture/prompt.hpp"
#include "wire/utf8.hpp"

namespace moa::test {

namespace {

const std::vector<std::string> scripted = {"Why does my solar array lose power at 10:40 every day?",
                                           "Why is the sky blue?", "How do I reverse a linked list?",
                                           "Plan a weekend in Lisbon", "Explain Mixture-of-Agents"};

std::string aggregate(std::string_view model, const std::string& question,
                      const std::vector<std::string_view>& references,
                      const mixture::Parameters& parameters = {}) {
    return ask(model, mixture::node_messages({}, parameters, {{"user", question}}, references)).text;
}

}  // namespace

TEST_CASE("every model of the simulated presets exists") {
    std::set<std::string_view> ids;
    for (const auto& model : simulate::simulated_models())
        ids.insert(model.id);
    for (const mixture::Preset& preset : mixture::presets()) {
        for (const mixture::Layer& layer : preset.recipe.layers) {
            for (const mixture::Agent& agent : layer.agents) {
                if (agent.provider == "simulated") CHECK_MESSAGE(ids.contains(agent.model), agent.model);
            }
        }
    }
}

TEST_CASE("scripted and other questions: every model answers, each in its own words, in valid UTF-8") {
    std::vector<std::string> questions = scripted;
    questions.insert(questions.end(), {"How do tides work in a narrow bay?", "日本の首都はどこですか", "?",
                                       "What is 17 * 23?"});
    for (const std::string& question : questions) {
        std::set<std::string> texts;
        for (const auto& model : simulate::simulated_models()) {
            const Answer answer = ask(model.id, question);
            CAPTURE(question);
            CAPTURE(model.id);
            CHECK_FALSE(answer.error);
            CHECK(answer.finish == "stop");
            CHECK_FALSE(answer.text.empty());
            CHECK(wire::is_valid_utf8(answer.text));
            texts.insert(answer.text);
        }
        CHECK(texts.size() == simulate::simulated_models().size());
    }
}

TEST_CASE("no scripted text has a line that could be taken for the next reference") {
    for (const std::string& question : scripted) {
        for (const auto& model : simulate::simulated_models()) {
            const std::string text = "\n" + ask(model.id, question).text;
            for (int number = 1; number <= 12; ++number) {
                CHECK_FALSE(contains(text, "\n" + std::to_string(number) + ". "));
            }
        }
    }
}

TEST_CASE("only the thinker sends reasoning, and it does so for every question") {
    for (const auto& model : simulate::simulated_models()) {
        for (const char* question : {"Why is the sky blue?", "What is 3 + 4?", "How do tides work?"}) {
            CHECK(ask(model.id, question).reasoning.empty() == (model.id != "sim/delta-r1"));
        }
    }
}

TEST_CASE("other questions: words of the question are picked up, and the reply says that it is scripted") {
    for (const auto& model : simulate::simulated_models()) {
        const std::string text = ask(model.id, "How do tides behave in a narrow estuary?").text;
        CAPTURE(model.id);
        CHECK(contains(text, "tides"));
        CHECK(contains(text, "scripted reply"));
        const std::string merged =
            aggregate(model.id, "How do tides behave in a narrow estuary?", {"Zebras own the shore."});
        CHECK(contains(merged.substr(merged.size() - 50),
                       model.id == "sim/echo-8b" ? "Zebras" : "scripted reply"));
    }
}

TEST_CASE("sums are computed by every model") {
    for (const auto& model : simulate::simulated_models()) {
        CHECK(contains(ask(model.id, "What is 17 * 23?").text, "391"));
        CHECK(contains(ask(model.id, "what's 1234 plus 8766").text, "10000"));
        CHECK(contains(ask(model.id, "10 / 4").text, "2.5"));
        CHECK(contains(ask(model.id, "3 / 0").text, "undefined"));
    }
}

TEST_CASE("a follow-up question is answered with regard to the one before") {
    const auto follow = [](const std::string& first) {
        return ask("sim/atlas-70b",
                   {{"user", first}, {"assistant", "..."}, {"user", "And how would I test that?"}})
            .text;
    };
    const std::string solar = follow(scripted[0]);
    CHECK(contains(solar, scripted[0]));
    CHECK(contains(solar, "one-minute steps"));
    CHECK(follow("Why is the sky blue?") != solar);
    CHECK(contains(follow("Who keeps bees on roofs?"), "Who keeps bees on roofs?"));
    CHECK(contains(follow("What is 6 * 7?"), "42"));
}

TEST_CASE("a second scripted question in one conversation gets its own answer") {
    const std::string text =
        ask("sim/atlas-70b", {{"user", scripted[0]}, {"assistant", "..."}, {"user", "Why is the sky blue?"}})
            .text;
    CHECK(text == ask("sim/atlas-70b", "Why is the sky blue?").text);
}

TEST_CASE("an aggregator draws on the references it was given") {
    const std::string text = aggregate("sim/harbor-72b", "How do tides work?",
                                       {"## Tides\n\nThe moon pulls twice a day. More here.",
                                        "The sun adds spring tides.", "The moon pulls twice a day. Indeed."});
    CHECK(contains(text, "The moon pulls twice a day. *(1 and 3)*"));
    CHECK(contains(text, "The sun adds spring tides. *(2)*"));
    CHECK(contains(text, "3 responses"));
    CHECK(text != ask("sim/harbor-72b", "How do tides work?").text);
}

TEST_CASE("every model draws on references in its own way") {
    for (const auto& model : simulate::simulated_models()) {
        CHECK(contains(aggregate(model.id, "How do tides work?", {"Zebras own the shore.", "Nothing else."}),
                       "Zebras own the shore"));
    }
}

TEST_CASE(
    "for a scripted question the aggregator gives the polished answer and what the references brought") {
    std::vector<std::string> proposals;
    for (const mixture::Agent& agent : mixture::presets().front().recipe.layers[0].agents) {
        proposals.push_back(ask(agent.model, scripted[0]).text);
    }
    const std::string text = aggregate("sim/harbor-72b", scripted[0],
                                       std::vector<std::string_view>(proposals.begin(), proposals.end()));
    CHECK(text.starts_with("## What falls at 10:40"));
    CHECK(contains(text, "What the 6 responses brought"));
    for (int number = 1; number <= 6; ++number)
        CHECK(contains(text, "(" + std::to_string(number) + ")*"));
}

TEST_CASE("an aggregator counts a sum out, and names who disagrees") {
    CHECK(contains(aggregate("sim/harbor-72b", "What is 17 * 23?", {"391", "It is **391**.", "391."}),
                   "all 3 responses agree"));
    const std::string text =
        aggregate("sim/harbor-72b", "What is 17 * 23?", {"It is 391.", "It is 1391.", "Perhaps 391.5"});
    CHECK(contains(text, "**391**"));
    CHECK(contains(text, "responses 2 and 3"));
}

TEST_CASE("references below another prompt are found where it speaks of them; numbered rules are none") {
    mixture::Parameters parameters;
    parameters.prompt = "Merge these answers:";
    CHECK(contains(aggregate("sim/harbor-72b", "How do tides work?", {"Zebras.", "Own it."}, parameters),
                   "Zebras."));
    const std::string ruled = ask("sim/harbor-72b", {{"system", "Rules:\n1. Be kind.\n2. Be brief."},
                                                     {"user", "How do tides work?"}})
                                  .text;
    CHECK(ruled == ask("sim/harbor-72b", "How do tides work?").text);
}

TEST_CASE("very long references are no trouble") {
    std::string big;
    while (big.size() < 300'000)
        big += "Lorem ipsum dolor sit amet, 漢字 und mehr. ";
    const std::string text = aggregate("sim/harbor-72b", "How do tides work?", {big, big, "Zebras."});
    CHECK(contains(text, "Zebras."));
    CHECK(text.size() < 5000);
}

}  // namespace moa::test
