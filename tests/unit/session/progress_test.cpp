#include "session/progress.hpp"

#include <doctest/doctest.h>

#include "desk.hpp"

using namespace moa;
using session::progress_of;
using session::title_of;
using test::Desk;

TEST_CASE("title and progress follow a run from nothing to its end") {
    Desk desk;
    CHECK(title_of(desk.workspace).starts_with("MoA \u2014 "));
    CHECK(progress_of(desk.workspace.shown()).nodes == 7);
    CHECK(progress_of(desk.workspace.shown()).ended == 0);

    desk.ask("What is 17 * 23?");
    CHECK(title_of(desk.workspace).starts_with("(0 of 7) MoA \u2014 "));
    std::size_t latest = 0;
    while (desk.workspace.running()) {
        const session::Progress progress = progress_of(desk.workspace.shown());
        CHECK(progress.nodes == 7);
        CHECK(progress.ended >= latest);
        CHECK(progress.ended < progress.nodes);
        latest = progress.ended;
        const std::string count = "(" + std::to_string(latest) + " of 7) MoA";
        CHECK(title_of(desk.workspace).starts_with(count));
        desk.play(desk.now + 50);
    }
    CHECK(latest == 6);
    CHECK(progress_of(desk.workspace.shown()).ended == 7);
    CHECK(title_of(desk.workspace).starts_with("MoA \u2014 Answered in "));
}

TEST_CASE("a run that was stopped counts no more") {
    Desk desk;
    desk.ask("What is 17 * 23?");
    desk.play(300);
    desk.workspace.conversation().stop();
    CHECK(title_of(desk.workspace).starts_with("MoA \u2014 "));
    const session::Progress progress = progress_of(desk.workspace.shown());
    CHECK(progress.ended == progress.nodes);
}

TEST_CASE("no node, no progress") {
    CHECK(progress_of({}).nodes == 0);
    CHECK(progress_of({}).ended == 0);
}
