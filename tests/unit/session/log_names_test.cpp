// The names that stand in run logs, frozen: logs of people outlive any renaming in the code.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "json.hpp"
#include "run_log_text.hpp"
#include "session/history/run_log_read.hpp"
#include "session/history/run_log_write.hpp"

namespace moa {
namespace {

constexpr std::string_view lines[] = {
    R"({"t":1,"event":"node.state","node":"1.1","state":"waiting","attempt":1})",
    R"({"t":2,"event":"node.reasoning","node":"1.1","text":"Hm."})",
    R"({"t":3,"event":"node.text","node":"1.1","text":"Because."})",
    R"({"t":4,"event":"node.state","node":"1.1","state":"queued","attempt":2,"wait":{"reason":"retry","until":900}})",
    R"({"t":5,"event":"node.marked","node":"1.1","mark":"late"})",
    R"({"t":5,"event":"node.marked","node":"1.1","mark":"backup"})",
    R"({"t":6,"event":"node.flagged","node":"1.1","flags":[]})",
    R"({"t":7,"event":"node.fitted","node":"1.1","needed_tokens":9,"available_tokens":8,"window":2,"what":"cut"})",
    R"({"t":8,"event":"node.carried","node":"1.1","finish":"stop"})",
    R"({"t":9,"event":"node.chose","node":"1.1","chosen":"1.1"})",
    R"({"t":10,"event":"command","command":"mute","node":"1.1"})",
    R"({"t":11,"event":"command","command":"regenerate","node":"1.1","agent":{"provider":"groq","model":"m"}})",
    R"({"t":12,"event":"run.left_out","after":1,"agreement":0.9,"wanted":0.8,"calls":3,"tokens":10,"cost_usd":0.1,"unpriced":[]})",
    R"({"t":13,"event":"run.capped","layer":1,"spent_usd":0.1,"likely_usd":0.2,"cap_usd":0.15,"unpriced":[]})",
    R"({"t":14,"event":"run.recipe","recipe":{"format":"moa-recipe/1","layers":[{"agents":[{"provider":"simulated","model":"sim/echo-8b"}]}]}})",
    R"({"t":15,"event":"run.finished","status":"complete","answer":"Because."})",
};

}  // namespace

TEST_CASE("each event of a run log is read under its name, and written under the same") {
    for (const std::string_view line : lines) {
        CAPTURE(line);
        const auto log = session::read_run_log(test::log_started + std::string(line) + "\n");
        REQUIRE(log);
        CHECK(log.value().skipped_lines == 0);
        REQUIRE(log.value().events.size() == 2);
        std::string written;
        session::RunLogWriter writer([&written](std::string_view text) { written = text; }, 0);
        const session::LoggedEvent& event = log.value().events.back();
        writer.on_event(event.t, event.event, session::replay(log.value()));
        const Json before = parse_json(line).value();
        const Json after = parse_json(written).value_or(Json::object());
        CHECK(find_string(after, "event") == find_string(before, "event"));
        // No member of it has another name.
        for (const auto& member : before.items())
            CHECK_MESSAGE(after.contains(member.key()), member.key());
    }
}

TEST_CASE("the first line of a log tells which turn it follows, where that is not the one before it") {
    const std::string text = test::log_started;
    CHECK_FALSE(session::read_run_log(text).value().follows);
    std::string line = text;
    line.insert(line.find("\"format\""), "\"follows\":3,");
    CHECK(session::read_run_log(line).value().follows == 3);
    for (const char* wrong : {"0.5", "\"3\"", "null"}) {
        std::string other = text;
        other.insert(other.find("\"format\""), "\"follows\":" + std::string(wrong) + ",");
        CAPTURE(wrong);
        CHECK_FALSE(session::read_run_log(other).value().follows);
    }
}

}  // namespace moa
