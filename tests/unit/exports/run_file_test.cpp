#include "exports/run_file.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "session/history/run_log_read.hpp"
#include "unit/session/desk.hpp"
#include "unit/session/memory_store.hpp"
#include "unit/session/run_log_text.hpp"

using namespace moa;
using exports::joined_log;

namespace {

/// The log of a run of the demo, with its hundreds of pieces of text.
std::string demo_log() {
    test::MemoryStore store;
    test::Desk desk(1'700'000'000'000, &store);
    desk.ask("Why is the sky blue?");
    desk.play();
    REQUIRE(store.kept.size() == 1);
    return store.kept.begin()->second.logs.front();
}

auto lines_of(const std::string& log) {
    return std::count(log.begin(), log.end(), '\n');
}

}  // namespace

TEST_CASE("a joined log leads to the same run, in fewer lines") {
    const std::string log = demo_log();
    const Result<std::string> joined = joined_log(log, 500);
    REQUIRE(joined);
    CHECK(lines_of(joined.value()) < lines_of(log) / 2);
    const auto before = session::read_run_log(log);
    const auto after = session::read_run_log(joined.value());
    REQUIRE(before);
    REQUIRE(after);
    const run::RunState was = session::replay(before.value());
    const run::RunState is = session::replay(after.value());
    CHECK(is.status == was.status);
    CHECK(is.total_ms == was.total_ms);
    CHECK(is.ttft_ms == was.ttft_ms);
    CHECK(is.cost_usd == was.cost_usd);
    REQUIRE(is.layers.size() == was.layers.size());
    for (std::size_t layer = 0; layer < is.layers.size(); ++layer) {
        for (std::size_t i = 0; i < is.layers[layer].size(); ++i) {
            const run::Node& one = is.layers[layer][i];
            const run::Node& other = was.layers[layer][i];
            CHECK(one.text == other.text);
            CHECK(one.first_token_at == other.first_token_at);
            CHECK(one.ended_at == other.ended_at);
            CHECK(one.state == other.state);
        }
    }
}

TEST_CASE("a joined log is joined once: doing it again changes nothing") {
    const std::string joined = joined_log(demo_log(), 500).value();
    CHECK(joined_log(joined, 500).value() == joined);
}

TEST_CASE("a log that breaks off in a text keeps what had come of it, and a damaged line is left out") {
    std::string log = demo_log();
    log.resize(log.size() / 2);
    log.resize(log.rfind('\n') + 1);
    const std::string text = session::replay(session::read_run_log(log).value()).layers[0][0].text;
    REQUIRE_FALSE(text.empty());
    log.insert(log.find('\n') + 1, "not JSON \x1b[31m\n");
    const std::string joined = joined_log(log, 60'000).value();
    CHECK(session::replay(session::read_run_log(joined).value()).layers[0][0].text == text);
    CHECK(joined.find("not JSON") == std::string::npos);
}

TEST_CASE("what is no log is refused with the reason") {
    CHECK_FALSE(joined_log("", 500));
    CHECK_FALSE(joined_log("{\"layers\": []}", 500));
    CHECK(joined_log(test::log_started + test::log_finished, 500).value().find("run.finished") !=
          std::string::npos);
}
