#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "json.hpp"
#include "mixture/prompt.hpp"

namespace moa::test {

namespace {

Json read_cases() {
    std::ifstream file(MOA_SOURCE_DIR "/tests/fixtures/node_messages.json");
    std::stringstream text;
    text << file.rdbuf();
    const auto json = parse_json(text.str());
    return json && json->contains("cases") ? (*json)["cases"] : Json::array();
}

std::vector<wire::ChatMessage> messages_of(const Json& list) {
    std::vector<wire::ChatMessage> messages;
    for (const Json& message : list) {
        std::string content(find_string(message, "content"));
        if (const auto at = content.find("{prompt}"); at != std::string::npos)
            content.replace(at, 8, mixture::aggregate_and_synthesize());
        messages.push_back({std::string(find_string(message, "role")), std::move(content)});
    }
    return messages;
}

}  // namespace

TEST_CASE("the messages of a node are those the reference implementation builds") {
    const Json cases = read_cases();
    CHECK(cases.size() >= 14);
    for (const Json& each : cases) {
        const std::string name(find_string(each, "name"));
        CAPTURE(name);
        mixture::Agent agent;
        agent.system = find_string(each, "agent_system");
        mixture::Parameters parameters;
        if (const auto own = find_string(each, "own_prompt"); !own.empty()) parameters.prompt = own;
        std::vector<std::string_view> references;
        for (const Json& reference : each["references"])
            references.emplace_back(*reference.get_ptr<const std::string*>());
        const auto sent =
            mixture::node_messages(agent, parameters, messages_of(each["messages"]), references);
        CHECK(sent == messages_of(each["sent"]));
    }
}

}  // namespace moa::test
