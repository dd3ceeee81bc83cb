#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "mixture/prompt.hpp"

namespace moa::test {

using mixture::aggregate_and_synthesize;
using mixture::node_messages;
using wire::ChatMessage;

namespace {

std::size_t count_of(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos;
         at = text.find(part, at + part.size()))
        ++count;
    return count;
}

const std::vector<ChatMessage> question = {{"user", "Why?"}};

}  // namespace

TEST_CASE("the prompt is that of the paper") {
    const std::string_view prompt = aggregate_and_synthesize();
    CHECK(prompt.starts_with(
        "You have been provided with a set of responses from various open-source models to the latest "
        "user query. Your task is to synthesize"));
    CHECK(prompt.ends_with("highest standards of accuracy and reliability.\n\nResponses from models:"));
    CHECK(prompt.size() == 606);
}

TEST_CASE("layer 1 gets the conversation as it is") {
    CHECK(node_messages({}, {}, question, {}) == question);
    mixture::Agent agent;
    agent.system = "Be kind.";
    const std::vector<ChatMessage> expected = {{"system", "Be kind."}, {"user", "Why?"}};
    CHECK(node_messages(agent, {}, question, {}) == expected);
}

TEST_CASE("references stand as a numbered list directly below the prompt, each whole and once") {
    const auto messages = node_messages({}, {}, question, {"Hello", "World\nof lines"});
    REQUIRE(messages.size() == 2);
    CHECK(messages[0].role == "system");
    CHECK(messages[0].content == std::string(aggregate_and_synthesize()) + "\n1. Hello\n2. World\nof lines");
    CHECK(count_of(messages[0].content, "Hello") == 1);
    CHECK(count_of(messages[0].content, "Responses from models:") == 1);
}

TEST_CASE("the user's question is last in every layer") {
    const std::vector<ChatMessage> conversation = {{"user", "A?"}, {"assistant", "B."}, {"user", "C?"}};
    const auto messages = node_messages({}, {}, conversation, {"one"});
    REQUIRE(messages.size() == 4);
    CHECK(std::vector<ChatMessage>(messages.begin() + 1, messages.end()) == conversation);
}

TEST_CASE("one system message: the conversation's, the agent's, then the prompt, with blank lines between") {
    mixture::Agent agent;
    agent.system = "Agent.";
    const std::vector<ChatMessage> conversation = {{"system", "House."}, {"user", "Why?"}};
    const auto messages = node_messages(agent, {}, conversation, {"one"});
    REQUIRE(messages.size() == 2);
    CHECK(messages[0].content ==
          "House.\n\nAgent.\n\n" + std::string(aggregate_and_synthesize()) + "\n1. one");
    CHECK(messages[1] == conversation[1]);
    CHECK(node_messages(agent, {}, conversation, {})[0].content == "House.\n\nAgent.");
}

TEST_CASE("a prompt of the recipe replaces the paper's") {
    mixture::Parameters parameters;
    parameters.prompt = "Merge these:";
    CHECK(node_messages({}, parameters, question, {"a", "b"})[0].content == "Merge these:\n1. a\n2. b");
    CHECK(node_messages({}, parameters, question, {}) == question);
}

}  // namespace moa::test
