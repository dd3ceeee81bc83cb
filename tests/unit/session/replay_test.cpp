// A recorded run watched again: at every place it is what its log folds to.
#include "session/replay.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "faults/mixed_run.hpp"
#include "random.hpp"
#include "unit/run/tell.hpp"
#include "unit/session/run_log_text.hpp"

using namespace moa;
using session::Replay;
using session::RunLog;

namespace {

RunLog read(std::string_view text) {
    auto log = session::read_run_log(text);
    REQUIRE(log);
    return std::move(log.value());
}

/// Without repeats: the first so many events, one after another, on a new state.
run::RunState folded(const RunLog& log, std::size_t events) {
    run::RunState state;
    for (std::size_t i = 0; i < events; ++i)
        run::apply(state, log.events[i].t, log.events[i].event);
    return events == log.events.size() ? run::broken_off(std::move(state)) : state;
}

std::string state_words(const run::RunState& state) {
    return test::tell(state) + std::to_string(state.text_versions);
}

std::string line(Millis t, const std::string& event, const std::string& rest) {
    return "{\"t\":" + std::to_string(t) + ",\"event\":\"" + event + "\"" + rest + "}\n";
}

std::string text_line(Millis t, const std::string& text) {
    return line(t, "node.text", R"(,"node":"1.1","text":")" + text + "\"");
}

/// A run that waits, answers, ends, and goes on an hour later.
std::string resumed_log() {
    std::string log = test::log_started;
    log += line(10, "node.state", R"(,"node":"1.1","state":"waiting","attempt":1)");
    log += text_line(9'010, "Be");
    log += text_line(9'060, "cause.");
    log += line(9'100, "node.state", R"(,"node":"1.1","state":"done","attempt":1,"finish":"stop")");
    log += line(9'100, "run.finished", R"(,"status":"complete")");
    log += line(3'609'100, "node.state", R"(,"node":"1.1","state":"queued")");
    log += line(3'609'110, "node.state", R"(,"node":"1.1","state":"waiting","attempt":1)");
    log += text_line(3'610'000, "Once more.");
    log += line(3'610'100, "node.state", R"(,"node":"1.1","state":"done","attempt":1,"finish":"stop")");
    log += line(3'610'100, "run.finished", R"(,"status":"complete")");
    return log;
}

/// Runs with faults of every kind, stops and reruns, and the log above.
std::vector<std::string> some_logs() {
    std::vector<std::string> logs = {resumed_log(), test::log_started,
                                     test::log_started + test::log_finished};
    for (std::uint64_t seed = 1; seed <= 12; ++seed)
        logs.push_back(test::play_mixed_run(seed).log);
    return logs;
}

}  // namespace

TEST_CASE("replay: event by event, forwards and backwards, it is what the log folds to") {
    for (const std::string& text : some_logs()) {
        const RunLog log = read(text);
        std::vector<std::string> told;
        for (std::size_t events = 1; events <= log.events.size(); ++events)
            told.push_back(state_words(folded(log, events)));
        Replay replay(read(text));
        replay.seek(0, 0);
        while (replay.events_done() > 1)
            replay.step(-1, 0);
        for (std::size_t events = 1; events <= log.events.size(); ++events) {
            REQUIRE(replay.events_done() == events);
            CHECK(state_words(replay.state()) == told[events - 1]);
            replay.step(1, 0);
        }
        CHECK(replay.place(0) == replay.length());
        CHECK(state_words(replay.state()) == state_words(run::broken_off(session::replay(log))));
        for (std::size_t events = log.events.size(); events >= 1; --events) {
            REQUIRE(replay.events_done() == events);
            CHECK(state_words(replay.state()) == told[events - 1]);
            replay.step(-1, 0);
        }
        CHECK(replay.place(0) == 0);
    }
}

TEST_CASE("replay: wherever it is taken, it is what the log folds to by then") {
    Random random(7);
    for (const std::string& text : some_logs()) {
        const RunLog log = read(text);
        Replay replay(read(text));
        for (int tries = 0; tries < 60; ++tries) {
            const auto place =
                static_cast<Millis>(random.next() % static_cast<std::uint64_t>(replay.length() + 20));
            replay.seek(place, 0);
            CAPTURE(place);
            const std::size_t done = replay.events_done();
            CHECK(state_words(replay.state()) == state_words(folded(log, done)));
            CHECK((done == log.events.size() || log.events[done].t > replay.recorded(0)));
            CHECK(log.events[done - 1].t <= std::max(replay.recorded(0), log.events.front().t));
        }
    }
}

TEST_CASE("replay: a large log is come to from checkpoints, and is the same") {
    std::string text =
        test::log_started + line(1, "node.state", R"(,"node":"1.1","state":"waiting","attempt":1)");
    const std::string words(2000, 'x');
    for (Millis t = 2; t < 1500; ++t)
        text += text_line(t, std::to_string(t) + words);
    const RunLog log = read(text);
    Replay replay(read(text));
    replay.seek(replay.length(), 0);
    for (const Millis place : {1400, 3, 700, 699, 1498, 1, 0, 250}) {
        replay.seek(place, 0);
        CHECK(state_words(replay.state()) == state_words(folded(log, replay.events_done())));
    }
}

TEST_CASE("replay: texts that only grew are the same texts, all others are not") {
    Replay replay(read(resumed_log()));
    const std::uint64_t before = replay.rewinds();
    replay.seek(9'010, 0);
    replay.step(1, 0);
    CHECK(replay.rewinds() == before);
    replay.step(-1, 0);
    CHECK(replay.rewinds() > before);
}

TEST_CASE("replay: it plays in the time of the log, at its speed, and stands still at the end") {
    const RunLog log = read(test::play_mixed_run(3).log);
    for (std::size_t speed = 0; speed < std::size(Replay::speeds); ++speed) {
        Replay replay(read(test::play_mixed_run(3).log));
        const double times = Replay::speeds[speed];
        replay.use_speed(speed, 1000);
        CHECK_FALSE(replay.playing());
        CHECK(replay.next_due() == no_time);
        replay.play(1000);
        CHECK(replay.place(1000) == 0);
        Millis now = 1000;
        while (replay.playing()) {
            now = replay.next_due();
            REQUIRE(now != no_time);
            (void)replay.advance(now);
            const Millis at = replay.recorded(now);
            CHECK(replay.events_done() > 0);
            CHECK((replay.events_done() == log.events.size() || log.events[replay.events_done()].t > at));
        }
        CHECK(replay.events_done() == log.events.size());
        CHECK(replay.next_due() == no_time);
        CHECK(static_cast<double>(now - 1000) * times >= static_cast<double>(replay.length()));
        CHECK(static_cast<double>(now - 1000 - 40) * times <= static_cast<double>(replay.length()));
        replay.play(now);
        CHECK(replay.place(now) == 0);
    }
}

TEST_CASE("replay: it can be stopped and made faster under way without a jump") {
    Replay replay(read(resumed_log()));
    replay.play(0);
    CHECK(replay.advance(9'020));
    CHECK(replay.state().answer() == "Be");
    replay.change_speed(1, 9'020);
    CHECK(replay.speed() == 2);
    CHECK(replay.place(9'020) == 9'020);
    CHECK(replay.place(9'030) == 9'040);
    replay.pause(9'035);
    CHECK(replay.place(99'000) == 9'050);
    CHECK_FALSE(replay.advance(99'000));
    replay.play(99'000);
    CHECK(replay.advance(99'006));
    CHECK(replay.state().answer() == "Because.");
    for (int i = 0; i < 20; ++i)
        replay.change_speed(-1, 99'006);
    CHECK(replay.speed() == Replay::speeds[0]);
    replay.use_speed(99, 99'006);
    CHECK(replay.speed() == 16);
}

TEST_CASE("replay: what a run waited for its user is passed over, its own waits where that is wanted") {
    Replay replay(read(resumed_log()));
    // 9.1 s, a second of the hour, and 1 s.
    CHECK(replay.length() == 9'100 + 1'000 + 1'000);
    replay.seek(10'090, 0);
    CHECK(replay.state().status == run::RunStatus::complete);
    CHECK(replay.recorded(0) == 10'090);
    replay.seek(10'110, 0);
    CHECK(replay.recorded(0) == 3'609'110);
    CHECK(replay.state().running());
    REQUIRE(replay.has_waits());
    replay.skip_waits(true, 0);
    CHECK(replay.recorded(0) == 3'609'110);
    CHECK(replay.length() == 1'010 + 90 + 1'000 + 1'000);
    CHECK(replay.state().running());
    replay.skip_waits(false, 0);
    CHECK(replay.place(0) == 10'110);
    Replay quick(read(test::log_started + test::log_finished));
    CHECK_FALSE(quick.has_waits());
}

TEST_CASE("replay: it knows where each layer began, once") {
    const RunLog log = read(test::play_mixed_run(5).log);
    Replay replay(read(test::play_mixed_run(5).log));
    const auto marks = replay.marks();
    REQUIRE(marks.size() >= 2);
    for (std::size_t i = 1; i < marks.size(); ++i) {
        CHECK(marks[i].layer > marks[i - 1].layer);
        CHECK(marks[i].at >= marks[i - 1].at);
    }
    replay.seek(marks.back().at, 0);
    CHECK(replay.state().layers[static_cast<std::size_t>(marks.back().layer) - 1].front().sent_at != no_time);
    CHECK(Replay(read(test::log_started)).marks().empty());
}

TEST_CASE("replay: of a damaged log what can be read is shown; one of a single line has that") {
    std::string text = resumed_log();
    text.insert(text.find('\n') + 1, "{\"t\":5,\"event\n\xff\xfe\n{\"t\":6}\n");
    text.resize(text.size() - 20);
    const RunLog log = read(text);
    CHECK(log.damaged_lines > 0);
    Replay replay(read(text));
    replay.seek(replay.length(), 0);
    CHECK(replay.events_done() == log.events.size());
    CHECK_FALSE(replay.state().running());
    Replay one(read(test::log_started));
    CHECK(one.length() == 0);
    one.play(0);
    (void)one.advance(0);
    CHECK_FALSE(one.playing());
    one.step(1, 0);
    one.step(-1, 0);
    one.seek(99, 0);
    one.seek(-5, 0);
    CHECK(one.events_done() == 1);
    CHECK(one.state().question() == "Why?");
}

TEST_CASE("replay: times out of all bounds neither overflow nor hang") {
    std::string text = test::log_started;
    text += line(900'000'000'000'000'000, "node.state", R"(,"node":"1.1","state":"waiting","attempt":1)");
    text += text_line(3, "x");
    Replay replay(read(text));
    replay.use_speed(99, 0);
    replay.play(0);
    CHECK(replay.next_due() > 0);
    (void)replay.advance(1'000'000);
    CHECK(replay.playing());
    replay.skip_waits(true, 1'000'000);
    (void)replay.advance(1'002'000);
    CHECK(replay.state().answer() == "x");
}
