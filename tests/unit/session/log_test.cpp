#include <doctest/doctest.h>

#include <map>

#include "json.hpp"
#include "session/history/run_log_read.hpp"
#include "unit/run/harness.hpp"
#include "unit/run/tell.hpp"
#include "unit/session/recorded_log.hpp"

using namespace moa;
using test::Bench;
using test::RecordedLog;
using test::tell;

namespace {

/// A run with everything in it: reasoning, umlauts cut in two, a failure, a cut answer.
void play(Bench& bench) {
    bench.start();
    bench.now += 20;
    bench.head("1.1");
    bench.bytes("1.1", test::reasoning_event("Let me see. "));
    bench.now += 5;
    bench.bytes("1.1", test::reasoning_event("Yes."));
    const std::string umlaut = test::text_event("Grün — 漢字 🙂 ");
    const std::size_t cut = umlaut.find("\xbc");
    bench.bytes("1.1", umlaut.substr(0, cut));
    bench.now += 7;
    bench.bytes("1.1", umlaut.substr(cut));
    for (int i = 0; i < 40; ++i) {
        bench.now += 7;
        bench.bytes("1.1", test::text_event("word "));
        if (i == 3) bench.head("1.2");
        if (i > 3) bench.bytes("1.2", test::text_event("other "));
    }
    bench.bytes("1.1", test::finish_event("stop") + test::usage_event(5, 50) + test::done_event);
    bench.bytes("1.2", test::finish_event("length") + test::done_event);
    bench.refuse("1.3", 429, R"({"error":{"message":"slow down"}})");
    bench.now += 100;
    bench.head("2.1");
    bench.bytes("2.1", test::text_event("The answer."));
    bench.now += 100;
    bench.bytes("2.1", test::finish_event("stop") + test::done_event);
}

}  // namespace

TEST_CASE("a log replays to the very state of the live run") {
    RecordedLog recorder;
    Bench bench(test::recipe({{"a", "b", "c"}, {"final"}}), &recorder.writer);
    play(bench);
    const auto log = session::read_run_log(recorder.text);
    REQUIRE(log.ok());
    CHECK_FALSE(log.value().truncated);
    CHECK(log.value().skipped_lines == 0);
    CHECK(tell(session::replay(log.value())) == tell(bench.run.state()));
    CHECK(bench.run.state().status == run::RunStatus::degraded);
}

TEST_CASE("commands stand in the log and replay to the very state") {
    using run::Change;
    RecordedLog recorder;
    Bench bench(test::recipe({{"a", "b", "c"}, {"final"}}), &recorder.writer);
    play(bench);
    const auto give = [&](const run::GraphCommand& command) {
        REQUIRE_FALSE(bench.run.refusal(command).has_value());
        bench.now += 1000;
        bench.take(bench.run.change(command, bench.now));
        const auto log = session::read_run_log(recorder.text);
        REQUIRE(log.ok());
        CHECK(log.value().skipped_lines == 0);
        CHECK(log.value().truncated == bench.run.state().running());
        CHECK(tell(session::replay(log.value())) == tell(bench.run.state()));
    };
    give({Change::edit, {1, 2}, "Grün \"by\"\nhand", {}, {}});
    give({Change::edit, {1, 1}, "Of the second one.", {}, {{1, 2}}});
    give({Change::mute, {1, 3}, {}, {}, {}});
    give({Change::add, {1, 0}, {}, test::agent("d"), {}});
    give({Change::rerun, {}, {}, {}, {}});
    bench.answer("1.4", "Late to the party.");
    give({Change::remove, {1, 1}, {}, {}, {}});
    give({Change::undo, {}, {}, {}, {}});
    give({Change::redo, {}, {}, {}, {}});
    bench.answer("2.1", "Anew.");
    give({Change::pin, {2, 1}, {}, {}, {}});
    give({Change::regenerate, {1, 3}, {}, test::agent("e"), {}});
    bench.stop();
    give({Change::resume, {}, {}, {}, {}});
    std::string commands;
    for (const Json& line : recorder.of("command"))
        commands += std::string(find_string(line, "command")) + " ";
    CHECK(commands == "edit edit mute add rerun remove undo redo pin regenerate resume ");
    CHECK(find_string(recorder.of("command")[3]["agent"], "model") == "d");
    CHECK(recorder.of("command")[4]["nodes"] == Json{"1.4", "2.1"});
}

TEST_CASE("the same events give the same log, byte for byte") {
    RecordedLog first;
    RecordedLog second;
    Bench a(test::recipe({{"a", "b", "c"}, {"final"}}), &first.writer);
    Bench b(test::recipe({{"a", "b", "c"}, {"final"}}), &second.writer);
    b.now = 500000;
    play(a);
    play(b);
    CHECK(first.text == second.text);
}

TEST_CASE("lines have the members of the format") {
    RecordedLog recorder;
    Bench bench(test::recipe({{"a", "b", "c"}, {"final"}}), &recorder.writer);
    play(bench);
    const Json start = recorder.line(0);
    CHECK(find_string(start, "event") == "run.started");
    CHECK(find_string(start, "format") == "moa-run/1");
    CHECK(start["nodes"].size() == 4);
    CHECK(find_string(start["nodes"][3], "id") == "2.1");
    CHECK(find_string(start["messages"][0], "content") == "What is it?");

    std::map<std::string, Json, std::less<>> ends;
    for (const Json& line : recorder.of("node.state")) {
        if (line.contains("total_ms")) ends[std::string(find_string(line, "node"))] = line;
    }
    REQUIRE(ends.size() == 4);
    CHECK(find_string(ends["1.1"], "finish") == "stop");
    CHECK(ends["1.1"]["usage"] ==
          Json{{"prompt_tokens", 5}, {"completion_tokens", 50}, {"estimated", false}});
    CHECK(ends["1.1"]["ttft_ms"] == Json(20));
    CHECK(find_string(ends["1.3"], "state") == "failed");
    CHECK(find_string(ends["1.3"]["error"], "kind") == "rate_limited");
    CHECK(ends["1.3"]["error"]["status"] == Json(429));
    CHECK(find_string(ends["1.3"]["error"], "provider_words") == "slow down");
    CHECK_FALSE(find_string(ends["1.3"]["error"], "hint").empty());

    const Json end = recorder.line(recorder.lines.size() - 1);
    CHECK(find_string(end, "event") == "run.finished");
    CHECK(find_string(end, "status") == "degraded");
    CHECK(find_string(end, "answer") == "The answer.");
    CHECK(end["missing"] == Json{"1.3"});
    CHECK(end["cut"] == Json{"1.2"});
}

TEST_CASE("text is coalesced, ordered, whole, and interleaves within a layer") {
    RecordedLog recorder;
    Bench bench(test::recipe({{"a", "b", "c"}, {"final"}}), &recorder.writer);
    play(bench);
    std::map<std::string, std::string, std::less<>> texts;
    std::map<std::string, std::size_t, std::less<>> count;
    std::string order;
    for (const Json& line : recorder.of("node.text")) {
        const std::string node(find_string(line, "node"));
        texts[node] += find_string(line, "text");
        ++count[node];
        if (order.empty() || order.back() != node.back()) order += node.back();
    }
    CHECK(texts["1.1"] == bench.node("1.1").text);
    CHECK(texts["1.1"].rfind("Grün — 漢字 🙂 ", 0) == 0);
    CHECK(count["1.1"] < 12);  // 41 pieces over 287 ms
    CHECK(order.size() > 3);
}

TEST_CASE("held text is written when its time has come") {
    RecordedLog recorder;
    Bench bench(test::recipe({{"a"}, {"final"}}), &recorder.writer);
    bench.start();
    bench.head("1.1");
    bench.bytes("1.1", test::text_event("first "));
    CHECK(recorder.of("node.text").size() == 1);
    CHECK(recorder.writer.next_flush() == no_time);
    bench.bytes("1.1", test::text_event("second"));
    CHECK(recorder.of("node.text").size() == 1);
    CHECK(recorder.writer.next_flush() == 50);
    recorder.writer.flush_due(49);
    CHECK(recorder.of("node.text").size() == 1);
    recorder.writer.flush_due(50);
    CHECK(recorder.of("node.text").size() == 2);
    CHECK(recorder.writer.next_flush() == no_time);
}

TEST_CASE("text and reasoning that take turns are written in their order, each with its first piece's time") {
    RecordedLog recorder;
    Bench bench(test::recipe({{"a"}, {"final"}}), &recorder.writer);
    bench.start();
    bench.head("1.1");
    std::string order;
    for (int i = 0; i < 4; ++i) {
        bench.now += 5;
        // No piece repeats all before it: such a one is held back until the next shows what it was.
        const std::string number = std::to_string(i);
        bench.bytes("1.1", i % 2 == 0 ? test::reasoning_event("thought " + number + " ")
                                      : test::text_event("word " + number + " "));
    }
    for (const std::string& line : recorder.lines) {
        if (line.find("\"thought ") != std::string::npos) order += 'r';
        if (line.find("\"word ") != std::string::npos) order += 't';
    }
    CHECK(order == "rtrt");
    CHECK(recorder.of("node.text")[0]["t"] == Json(10));
}

TEST_CASE("a damaged log's times do not go back, and its numbers cannot overflow") {
    RecordedLog recorder;
    Bench bench(test::recipe({{"a"}, {"final"}}), &recorder.writer);
    bench.start();
    const std::string huge = "9223372036854775807";
    const std::string log_text =
        recorder.lines[0] + R"({"t":100,"event":"node.text","node":"1.1","text":"a"})" + "\n" +
        R"({"t":-9223372036854775808,"event":"node.text","node":"2.1","text":"b"})" + "\n" + R"({"t":)" +
        huge + R"(,"event":"node.state","node":"1.1","state":"done","attempt":)" + huge +
        R"(,"cost_usd":1e308,"usage":{"prompt_tokens":)" + huge + R"(,"completion_tokens":-5}})" + "\n" +
        R"({"t":18446744073709551615,"event":"node.state","node":"2.1","state":"done","attempt":1,)" +
        R"("cost_usd":1e308,"usage":{"prompt_tokens":)" + huge + R"(,"completion_tokens":3}})" + "\n";
    const auto log = session::read_run_log(log_text);
    REQUIRE(log.ok());
    const run::RunState state = session::replay(log.value());
    CHECK(state.find({2, 1})->first_text_at == 100);
    CHECK(state.find({1, 1})->ended_at > 100);
    CHECK(state.find({1, 1})->attempt > 0);
    CHECK(state.usage.prompt_tokens > 0);
    CHECK(state.usage.completion_tokens == 3);
    CHECK(state.cost_usd < 1e10);
}

TEST_CASE("a log cut off anywhere is read as far as it goes") {
    RecordedLog recorder;
    Bench bench(test::recipe({{"a", "b", "c"}, {"final"}}), &recorder.writer);
    play(bench);
    const std::string& whole = recorder.text;
    const std::string full_text = bench.node("1.1").text;
    for (std::size_t length = recorder.lines[0].size(); length < whole.size(); ++length) {
        const auto log = session::read_run_log(std::string_view(whole).substr(0, length));
        REQUIRE(log.ok());
        const run::RunState state = session::replay(log.value());
        REQUIRE(state.layers.size() == 2);
        const std::string& text = state.find({1, 1})->text;
        REQUIRE(full_text.compare(0, text.size(), text) == 0);
        if (length + 1 < whole.size()) REQUIRE(log.value().truncated);
    }
}

TEST_CASE("replay stops at the time asked for") {
    RecordedLog recorder;
    Bench bench(test::recipe({{"a", "b", "c"}, {"final"}}), &recorder.writer);
    play(bench);
    const auto log = session::read_run_log(recorder.text);
    REQUIRE(log.ok());
    const run::RunState early = session::replay(log.value(), 30);
    CHECK(early.running());
    CHECK(early.find({1, 1})->reasoning == "Let me see. ");
    CHECK(early.find({2, 1})->state == run::NodeState::queued);
}

TEST_CASE("what is no run log is refused with a reason; unknown events are skipped") {
    for (const char* bad : {"", "\n", "hello", "{}", R"({"event":"run.started","format":"moa-run/9"})",
                            R"({"event":"run.started","format":"moa-run/1"})",
                            R"({"t":0,"event":"run.started","format":"moa-run/1","recipe":{"layers":3}})"}) {
        const auto log = session::read_run_log(bad);
        CHECK_MESSAGE(!log.ok(), bad);
        if (!log.ok()) CHECK_FALSE(log.error().message.empty());
    }
    RecordedLog recorder;
    Bench bench(test::recipe({{"a"}, {"final"}}), &recorder.writer);
    bench.start();
    const auto log =
        session::read_run_log(recorder.text + "{\"t\":1,\"event\":\"node.mood\",\"node\":\"1.1\"}\n");
    REQUIRE(log.ok());
    CHECK(log.value().skipped_lines == 1);
    for (const char* nothing : {R"({"t":1,"event":"node.text","node":"1.1"})",
                                R"({"t":1,"event":"node.reasoning","node":"1.1","text":""})"}) {
        const auto empty = session::read_run_log(recorder.text + nothing + "\n");
        REQUIRE(empty.ok());
        CHECK(empty.value().skipped_lines == 1);
        CHECK(session::replay(empty.value()).find({1, 1})->first_token_at == no_time);
    }
}
