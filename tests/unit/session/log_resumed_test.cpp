// Logs that are damaged or end too early, and what a run that is resumed from one adds to it.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "json.hpp"
#include "run/stale.hpp"
#include "session/history/run_log_read.hpp"
#include "unit/run/harness.hpp"
#include "unit/run/tell.hpp"
#include "unit/session/recorded_log.hpp"

using namespace moa;
using test::Bench;
using test::RecordedLog;
using test::tell;

TEST_CASE("a damaged line in the middle costs what it held, and is counted; all behind it is read") {
    RecordedLog recorder;
    Bench bench(test::recipe({{"a", "b"}, {"final"}}), &recorder.writer);
    bench.start();
    bench.answer("1.1", "One.");
    bench.refuse("1.2", 404);
    bench.answer("2.1", "Done.");
    for (std::size_t damaged = 1; damaged + 1 < recorder.lines.size(); ++damaged) {
        for (const std::string& instead :
             {std::string("{\"t\":3,\"ev"), std::string("\0\x01\xff", 3), std::string("[")}) {
            std::string text;
            for (std::size_t i = 0; i < recorder.lines.size(); ++i)
                text += i == damaged ? instead + "\n" : recorder.lines[i];
            const auto log = session::read_run_log(text);
            REQUIRE(log.ok());
            REQUIRE(log.value().damaged_lines == 1);
            REQUIRE(session::damage_sentence(log.value()).rfind("1 line of the log cannot be read", 0) == 0);
            REQUIRE(log.value().events.size() == recorder.lines.size() - 1);
            REQUIRE_FALSE(log.value().truncated);
        }
    }
    CHECK(session::damage_sentence(session::read_run_log(recorder.text).value()).empty());
}

TEST_CASE("a run goes on behind a damaged line, and nothing that has finished is called again") {
    RecordedLog recorder;
    Bench bench(test::recipe({{"a", "b", "c"}, {"final"}}), &recorder.writer);
    bench.start();
    bench.answer("1.1", "One.");
    const std::string before = recorder.text;
    bench.answer("1.2", "Two.");
    std::string text = before + "not JSON\n" + recorder.text.substr(before.size());
    {
        const auto log = session::read_run_log(text);
        REQUIRE(log.ok());
        RecordedLog more;
        Bench resumed(test::recipe({{"a", "b", "c"}, {"final"}}), &more.writer);
        resumed.now = 5000;
        resumed.take(resumed.run.adopt(session::replay(log.value()), 5000));
        resumed.take(resumed.run.change({run::Change::resume, {}, {}, {}, {}}, 5000));
        CHECK(resumed.calls_of("1.1") == 0);
        CHECK(resumed.calls_of("1.2") == 0);
        resumed.answer("1.3", "Three.");
        resumed.answer("2.1", "Done.");
        text += more.text;
    }
    const auto whole = session::read_run_log(text);
    REQUIRE(whole.ok());
    const run::RunState state = session::replay(whole.value());
    CHECK(state.status == run::RunStatus::complete);
    CHECK(state.answer() == "Done.");
    CHECK(run::unfinished_nodes(state).empty());
}

TEST_CASE("a log that breaks off anywhere behind its last node is that of a run that has ended") {
    RecordedLog recorder;
    Bench bench(test::recipe({{"a", "b"}, {"final"}}), &recorder.writer);
    bench.start();
    bench.answer("1.1", "One.");
    SUBCASE("complete") {
        bench.answer("1.2", "Two.");
        bench.answer("2.1", "Done.");
    }
    SUBCASE("degraded") {
        bench.refuse("1.2", 404);
        bench.answer("2.1", "Done.");
    }
    SUBCASE("failed") {
        bench.answer("1.2", "Two.");
        bench.refuse("2.1", 404);
    }
    const run::RunStatus status = bench.run.state().status;
    const std::string cut = recorder.text.substr(0, recorder.text.size() - recorder.lines.back().size());
    const auto log = session::read_run_log(cut);
    REQUIRE(log.ok());
    REQUIRE(log.value().truncated);
    const run::RunState broken = session::replay(log.value());
    CHECK(run::status_when_broken_off(broken) == status);
    RecordedLog more;
    Bench resumed(test::recipe({{"a", "b"}, {"final"}}), &more.writer);
    resumed.take(resumed.run.adopt(broken, 5000));
    CHECK(resumed.run.state().status == status);
    REQUIRE(more.lines.size() == 1);
    CHECK(find_string(more.line(0), "event") == "run.finished");
    CHECK(session::replay(session::read_run_log(cut + more.text).value()).status == status);
}

TEST_CASE("other parameters that a run is resumed with stand in its log") {
    RecordedLog recorder;
    Bench bench(test::recipe({{"a", "b"}, {"final"}}), &recorder.writer);
    bench.start();
    bench.answer("1.1", "One.");
    bench.stop();
    const run::RunState recorded = session::replay(session::read_run_log(recorder.text).value());
    mixture::Recipe other = recorded.recipe;
    other.max_cost_usd = 0.25;
    other.defaults.temperature = 0.1;
    other.defaults.limits.total_ms = 9000;
    other.layers[0].wait.deadline_ms = 3000;
    RecordedLog more;
    run::RunSpec spec{other, recorded.messages, test::local_provider(), 1};
    Bench resumed(spec, &more.writer);
    resumed.now = 5000;
    resumed.take(resumed.run.adopt(recorded, 5000));
    resumed.take(resumed.run.use_recipe(other, 5000));
    resumed.take(resumed.run.change({run::Change::resume, {}, {}, {}, {}}, 5000));
    CHECK(resumed.body_of("1.2")["temperature"] == 0.1);
    resumed.answer("1.2", "Two.");
    resumed.answer("2.1", "Done.");
    CHECK(more.of("run.recipe").size() == 1);
    const run::RunState state = session::replay(session::read_run_log(recorder.text + more.text).value());
    CHECK(state.recipe == resumed.run.state().recipe);
    CHECK(state.recipe.max_cost_usd == 0.25);
    CHECK(tell(state) == tell(resumed.run.state()));
    // One of another shape is none for this run.
    mixture::Recipe wider = other;
    wider.layers[0].agents.push_back(test::agent("c"));
    resumed.take(resumed.run.use_recipe(wider, 5000));
    CHECK(resumed.run.state().recipe == other);
}
