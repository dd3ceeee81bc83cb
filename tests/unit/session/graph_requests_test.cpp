// Which HTTP requests are sent for a first run, for changes to its graph, and for resuming it: call by call.
#include <doctest/doctest.h>

#include "json.hpp"
#include "session/history/run_log_read.hpp"
#include "session/history/run_log_write.hpp"
#include "session/workspace.hpp"
#include "unit/run/harness.hpp"
#include "unit/session/fake_network.hpp"

using namespace moa;
using run::Change;
using run::RunStatus;

namespace {

std::string stream_of(std::string_view text) {
    return test::text_event(text) + test::finish_event("stop") + test::done_event;
}

/// A workspace with two layers of three and an aggregator, m11 to m31; each answers "<model> <round>".
struct GraphDesk {
    Millis now = 0;
    test::FakeNetwork network;
    session::Workspace workspace{{&network, [this] { return now; }}};
    std::size_t seen = 0;
    std::string round = "one";

    GraphDesk() {
        session::Setup setup;
        setup.provider = "custom";
        setup.base_url = "http://127.0.0.1:8080/v1";
        setup.proposers = {"any"};
        REQUIRE_FALSE(workspace.apply_setup(setup).has_value());
        mixture::Recipe recipe = test::recipe({{"m11", "m12", "m13"}, {"m21", "m22", "m23"}, {"m31"}});
        for (mixture::Layer& layer : recipe.layers) {
            for (mixture::Agent& agent : layer.agents)
                agent.provider = "custom";
        }
        REQUIRE_FALSE(workspace.use_recipe(recipe).has_value());
    }

    /// Answers every call that has come, and those that follow from it.
    void answer_all() {
        for (std::size_t i = seen; i < network.calls.size(); ++i)
            network.answer_stream(i, stream_of(network.model_of(i) + " " + round));
    }
    /// The requests since the last time: "model" or "model<reference|reference", one a line.
    std::string requests() {
        std::string lines;
        for (; seen < network.calls.size(); ++seen) {
            const auto body = parse_json(network.calls[seen].request.body);
            REQUIRE(body);
            CHECK(network.calls[seen].request.url == "http://127.0.0.1:8080/v1/chat/completions");
            const Json& messages = *find(*body, "messages");
            CHECK(find_string(messages.back(), "content") == "Why?");
            std::string line(find_string(*body, "model"));
            std::string system(find_string(messages.front(), "content"));
            std::string references;
            for (int i = 1; messages.size() > 1 && i < 9; ++i) {
                const std::string number = "\n" + std::to_string(i) + ". ";
                const auto at = system.find(number);
                if (at == std::string::npos) break;
                const auto from = at + number.size();
                references += (i == 1 ? "<" : "|") + system.substr(from, system.find('\n', from) - from);
            }
            lines += line + references + "\n";
        }
        return lines;
    }
    void change(Change what, std::string_view node = "", std::string_view text = "") {
        const run::NodeId id = run::parse_node_id(node).value_or(run::NodeId{});
        CHECK_FALSE(workspace.conversation().change({what, id, std::string(text), {}, {}}).has_value());
    }
};

/// A desk whose first run is over.
struct Answered : GraphDesk {
    Answered() {
        workspace.conversation().set_draft("Why?");
        REQUIRE_FALSE(workspace.run().has_value());
        answer_all();
        (void)requests();
        round = "two";
    }
};

const std::string first_layer = "m11\nm12\nm13\n";
const std::string second_layer =
    "m21<m11 one|m12 one|m13 one\nm22<m11 one|m12 one|m13 one\nm23<m11 one|m12 one|m13 one\n";

}  // namespace

TEST_CASE("the first run sends each node once") {
    GraphDesk desk;
    desk.workspace.conversation().set_draft("Why?");
    REQUIRE_FALSE(desk.workspace.run().has_value());
    desk.answer_all();
    CHECK(desk.requests() == first_layer + second_layer + "m31<m21 one|m22 one|m23 one\n");
    CHECK(desk.workspace.shown().answer() == "m31 one");
}

TEST_CASE("an edit of 1.2 sends nothing; its rerun the layers behind it, and no proposer") {
    Answered desk;
    desk.change(Change::edit, "1.2", "By hand");
    CHECK(desk.requests().empty());
    CHECK(desk.workspace.on_screen().rerun_price().calls == 4);
    desk.change(Change::rerun);
    desk.answer_all();
    CHECK(desk.requests() ==
          "m21<m11 one|By hand|m13 one\nm22<m11 one|By hand|m13 one\nm23<m11 one|By hand|m13 one\n"
          "m31<m21 two|m22 two|m23 two\n");
    CHECK(desk.workspace.shown().status == RunStatus::complete);
    desk.change(Change::undo);
    desk.change(Change::undo);
    CHECK(desk.workspace.shown().answer() == "m31 one");
    CHECK(desk.workspace.on_screen().rerun_price().calls == 0);
    CHECK(desk.requests().empty());
}

TEST_CASE("regenerating 2.1 sends it alone; the rerun sends the aggregator alone") {
    Answered desk;
    CHECK(desk.workspace.on_screen().price_of({Change::regenerate, {2, 1}, {}, {}, {}}).calls == 1);
    desk.change(Change::regenerate, "2.1");
    desk.answer_all();
    CHECK(desk.requests() == "m21<m11 one|m12 one|m13 one\n");
    CHECK(desk.workspace.on_screen().rerun_price().calls == 1);
    desk.change(Change::rerun);
    desk.answer_all();
    CHECK(desk.requests() == "m31<m21 two|m22 one|m23 one\n");
    CHECK(desk.workspace.shown().answer() == "m31 two");
}

TEST_CASE("muting 1.3 sends nothing; its rerun leaves it out") {
    Answered desk;
    desk.change(Change::mute, "1.3");
    CHECK(desk.requests().empty());
    desk.change(Change::rerun);
    desk.answer_all();
    CHECK(desk.requests() ==
          "m21<m11 one|m12 one\nm22<m11 one|m12 one\nm23<m11 one|m12 one\nm31<m21 two|m22 two|m23 two\n");
}

TEST_CASE("another aggregator over the same proposals is one request") {
    Answered desk;
    mixture::Agent other;
    other.provider = "custom";
    other.model = "other";
    CHECK_FALSE(
        desk.workspace.conversation().change({Change::regenerate, {3, 1}, {}, other, {}}).has_value());
    desk.answer_all();
    CHECK(desk.requests() == "other<m21 one|m22 one|m23 one\n");
    CHECK(desk.workspace.shown().answer() == "other two");
    other.provider = "together";
    const auto refused = desk.workspace.conversation().change({Change::regenerate, {3, 1}, {}, other, {}});
    REQUIRE(refused.has_value());
    CHECK(refused->kind == ErrorKind::missing_key);
    CHECK(desk.requests().empty());
}

TEST_CASE("a run that was killed is resumed from its log: what had finished is not sent again") {
    std::string text;
    session::RunLogWriter writer([&text](std::string_view line) { text += line; });
    mixture::Recipe recipe = test::recipe({{"m11", "m12", "m13"}, {"m21", "m22", "m23"}, {"m31"}});
    test::Bench bench(recipe, &writer, {{"user", "Why?"}});
    bench.start();
    for (const char* node : {"1.1", "1.2", "1.3"})
        bench.answer(node, bench.node(node).model + " one");
    bench.answer("2.2", "m22 one");
    bench.head("2.1");
    bench.bytes("2.1", test::text_event("half of m2"));
    const std::string killed = text.substr(0, text.size() - 9);  // in the middle of a line

    GraphDesk desk;
    const auto log = session::read_run_log(killed);
    REQUIRE(log.ok());
    CHECK(log.value().truncated);
    run::RunState state = session::replay(log.value());
    for (auto& layer : state.layers) {
        for (run::Node& node : layer)
            node.agent.provider = "custom";
    }
    desk.workspace.conversation().show(std::move(state));
    CHECK(desk.workspace.on_screen().price_of({Change::resume, {}, {}, {}, {}}).calls == 3);
    desk.change(Change::resume);
    desk.answer_all();
    CHECK(desk.requests() ==
          "m21<m11 one|m12 one|m13 one\nm23<m11 one|m12 one|m13 one\nm31<m21 one|m22 one|m23 one\n");
    CHECK(desk.workspace.shown().status == RunStatus::complete);
    CHECK(desk.workspace.shown().answer() == "m31 one");
}

TEST_CASE("the recipe may change from turn to turn, and the conversation goes on") {
    Answered desk;
    mixture::Recipe recipe = test::recipe({{"solo"}});
    recipe.layers[0].agents[0].provider = "custom";
    REQUIRE_FALSE(desk.workspace.use_recipe(recipe).has_value());
    CHECK(desk.workspace.conversation().turns().count() == 1);
    desk.workspace.conversation().set_draft("And then?");
    REQUIRE_FALSE(desk.workspace.run().has_value());
    REQUIRE(desk.network.calls.size() == desk.seen + 1);
    const Json body = parse_json(desk.network.calls[desk.seen].request.body).value_or(Json());
    CHECK(find_string(body, "model") == "solo");
    REQUIRE(body["messages"].size() == 3);
    CHECK(find_string(body["messages"][1], "content") == "m31 one");
}
