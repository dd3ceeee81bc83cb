#include <doctest/doctest.h>

#include <set>

#include "error.hpp"
#include "run/state.hpp"

using namespace moa;

TEST_CASE("node ids are written and read") {
    CHECK(to_string(run::NodeId{2, 13}) == "2.13");
    CHECK(run::parse_node_id("2.13") == run::NodeId{2, 13});
    for (const char* bad :
         {"", "1", "1.", ".1", "0.1", "1.0", "01.1", "1.1.1", "a.b", "-1.1", "1.9999999", " 1.1"}) {
        CHECK_MESSAGE(!run::parse_node_id(bad).has_value(), bad);
    }
}

TEST_CASE("states and statuses are read back from their names") {
    for (const char* name :
         {"queued", "waiting", "thinking", "streaming", "done", "failed", "cancelled", "skipped"}) {
        const auto state = run::parse_node_state(name);
        REQUIRE(state.has_value());
        CHECK(run::to_string(*state) == name);
    }
    for (const char* name : {"running", "complete", "degraded", "failed", "cancelled"}) {
        const auto status = run::parse_run_status(name);
        REQUIRE(status.has_value());
        CHECK(run::to_string(*status) == name);
    }
    CHECK_FALSE(run::parse_node_state("paused").has_value());
    CHECK_FALSE(run::parse_run_status("").has_value());
}

TEST_CASE("every error kind has its own name, a message and a hint") {
    std::set<std::string_view> names;
    for (int i = 0; i <= static_cast<int>(ErrorKind::cancelled); ++i) {
        const auto kind = static_cast<ErrorKind>(i);
        CHECK(names.insert(error_name(kind)).second);
        CHECK(error_from_name(error_name(kind)) == kind);
        CHECK_FALSE(default_message(kind).empty());
        CHECK_FALSE(error_hint(kind).empty());
    }
}
