#include <doctest/doctest.h>

#include "desk.hpp"
#include "json.hpp"

using namespace moa;
using run::RunStatus;
using test::Desk;

namespace {

session::Setup local(std::vector<std::string> models) {
    session::Setup setup;
    setup.provider = "custom";
    setup.base_url = "http://127.0.0.1:8080/v1";
    setup.proposers = std::move(models);
    return setup;
}

}  // namespace

TEST_CASE("the demo runs to its end in virtual time, without network or key") {
    Desk desk;
    CHECK(desk.workspace.configuration().calls_no_model());
    CHECK(desk.workspace.on_screen().idle());
    CHECK(desk.workspace.shown().layers.size() == 2);
    CHECK(desk.workspace.shown().layers[0].size() == 6);
    desk.ask("What is 17 * 23?");
    CHECK(desk.workspace.conversation().draft().empty());
    desk.play();
    const run::RunState& state = desk.workspace.shown();
    CHECK(state.status == RunStatus::complete);
    CHECK(state.answer().find("391") != std::string::npos);
    CHECK(desk.network.calls.empty());
    CHECK(desk.workspace.on_screen().elapsed() == state.total_ms);
    CHECK(desk.workspace.next_wake() == no_time);
}

TEST_CASE("the revision grows with what happens and rests when nothing does") {
    Desk desk;
    const std::uint64_t before = desk.workspace.revision();
    desk.ask("Hello");
    CHECK(desk.workspace.revision() > before);
    desk.play();
    const std::uint64_t after = desk.workspace.revision();
    desk.now += 100000;
    desk.workspace.tick();
    CHECK(desk.workspace.revision() == after);
}

TEST_CASE("run refuses what cannot run, says why, and loses nothing") {
    Desk desk;
    CHECK(desk.workspace.run().has_value());
    desk.workspace.conversation().set_draft(" \n");
    REQUIRE(desk.workspace.run().has_value());
    CHECK(desk.workspace.notice()->message == "Type a question first.");

    session::Setup setup;
    setup.provider = "together";
    CHECK_FALSE(desk.workspace.apply_setup(setup).has_value());
    CHECK_FALSE(desk.workspace.configuration().calls_no_model());
    desk.workspace.conversation().set_draft("Why?");
    const auto refusal = desk.workspace.run();
    REQUIRE(refusal.has_value());
    CHECK(refusal->kind == ErrorKind::missing_key);
    CHECK(refusal->message.find("Together") != std::string::npos);
    CHECK(desk.workspace.conversation().draft() == "Why?");

    CHECK_FALSE(desk.workspace.access().set_key("together", "sekret-key").has_value());
    CHECK_FALSE(desk.workspace.run().has_value());
    REQUIRE(desk.network.calls.size() == 6);
    REQUIRE(desk.network.calls[0].authorization.has_value());
    CHECK(desk.network.calls[0].authorization->second == "Bearer sekret-key");
    CHECK(desk.network.calls[0].request.body.find("sekret-key") == std::string::npos);

    CHECK(desk.workspace.run().has_value());
    CHECK(desk.workspace.apply_setup(setup).has_value());
    CHECK_FALSE(desk.workspace.conversation().clear());
}

TEST_CASE("a key is not sent to a provider's changed address") {
    Desk desk;
    session::Setup setup;
    setup.provider = "together";
    REQUIRE_FALSE(desk.workspace.apply_setup(setup).has_value());
    REQUIRE_FALSE(desk.workspace.access().set_key("together", "sekret-key").has_value());
    setup.base_url = "http://127.0.0.1:9000/v1";
    REQUIRE_FALSE(desk.workspace.apply_setup(setup).has_value());
    desk.ask("Why?");
    REQUIRE_FALSE(desk.network.calls.empty());
    CHECK(desk.network.calls[0].request.url == "http://127.0.0.1:9000/v1/chat/completions");
    CHECK_FALSE(desk.network.calls[0].authorization.has_value());
}

TEST_CASE("a follow-up carries the conversation, and a new conversation does not") {
    Desk desk;
    REQUIRE_FALSE(desk.workspace.apply_setup(local({"m"})).has_value());
    desk.ask("First?");
    REQUIRE(desk.network.calls.size() == 1);
    desk.network.say(0, "Proposal.");
    desk.network.say(1, "First answer.");
    CHECK(desk.workspace.shown().status == RunStatus::complete);

    desk.ask("Second?");
    CHECK(desk.workspace.conversation().turns().count() == 2);
    const Json body = parse_json(desk.network.calls[2].request.body).value_or(Json());
    REQUIRE(body["messages"].size() == 3);
    CHECK(find_string(body["messages"][1], "content") == "First answer.");
    CHECK(desk.network.calls[2].id > desk.network.calls[1].id);
    desk.workspace.conversation().stop();
    CHECK(desk.workspace.conversation().clear());
    CHECK(desk.workspace.conversation().turns().count() == 0);
    CHECK(desk.workspace.on_screen().idle());
}

TEST_CASE("scripted turns are no context for real models") {
    Desk desk;
    desk.ask("What is 2 + 2?");
    desk.play();
    REQUIRE_FALSE(desk.workspace.apply_setup(local({"m"})).has_value());
    CHECK(desk.workspace.on_screen().idle());
    CHECK(desk.workspace.conversation().turns().count() == 1);
    desk.ask("Really?");
    const Json body = parse_json(desk.network.calls[0].request.body).value_or(Json());
    CHECK(body["messages"].size() == 1);
}

TEST_CASE("the question of a run without an answer comes back into the draft") {
    Desk desk;
    REQUIRE_FALSE(desk.workspace.apply_setup(local({"m"})).has_value());
    desk.ask("Nobody home?");
    for (std::size_t i = 0; desk.workspace.running() && i < 100; ++i) {
        while (desk.network.calls.size() == i) {
            desk.now = std::max(desk.now, desk.workspace.next_wake());
            desk.workspace.tick();
        }
        desk.network.fail(i);
    }
    CHECK(desk.workspace.shown().status == RunStatus::failed);
    CHECK(desk.network.calls.size() > 1);
    CHECK(desk.workspace.conversation().draft() == "Nobody home?");

    REQUIRE_FALSE(desk.workspace.run().has_value());
    CHECK(desk.workspace.conversation().context_turns() == 0);
    CHECK(desk.workspace.conversation().turns().versions_of(2) == std::vector<session::TurnNumber>{1, 2});
    desk.workspace.conversation().set_draft("already typing the next");
    desk.workspace.conversation().stop();
    CHECK(desk.workspace.shown().status == RunStatus::cancelled);
    CHECK(desk.workspace.conversation().draft() == "already typing the next");
    CHECK(desk.network.cancelled.size() == 1);
}

TEST_CASE("a setup with its own models fills the shape; wrong ones are refused by name") {
    Desk desk;
    session::Setup setup = local({"x", "y"});
    setup.shape = "moa-3";
    setup.aggregator = "z";
    REQUIRE_FALSE(desk.workspace.apply_setup(setup).has_value());
    const mixture::Recipe& recipe = desk.workspace.configuration().recipe();
    REQUIRE(recipe.layers.size() == 3);
    CHECK(recipe.layers[0].agents.size() == 2);
    CHECK(recipe.layers[1].agents[1].model == "y");
    CHECK(recipe.layers[2].agents[0].model == "z");
    CHECK(recipe.name == "MoA, 3 layers");
    CHECK(recipe.description.find("cripted") == std::string::npos);

    const std::string before = recipe.name;
    CHECK(desk.workspace.apply_setup(local({})).has_value());
    setup.base_url = "ftp://example.org";
    CHECK(desk.workspace.apply_setup(setup).has_value());
    setup = {};
    setup.provider = "nobody";
    CHECK(desk.workspace.apply_setup(setup).has_value());
    setup = {};
    setup.shape = "moa-99";
    CHECK(desk.workspace.apply_setup(setup).has_value());
    CHECK(desk.workspace.configuration().recipe().name == before);
    CHECK(desk.workspace.configuration().recipe().layers.size() == 3);
}

TEST_CASE("selecting only what is there") {
    Desk desk;
    desk.workspace.conversation().select(run::NodeId{1, 6});
    CHECK(desk.workspace.conversation().selected() == run::NodeId{1, 6});
    desk.workspace.conversation().select(run::NodeId{1, 7});
    CHECK_FALSE(desk.workspace.conversation().selected().has_value());
}
