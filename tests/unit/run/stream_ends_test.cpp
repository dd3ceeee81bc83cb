// What a node comes to by what its stream held and how it ended: nothing that arrived is lost, and nothing is
// taken for an answer that is none.
#include <doctest/doctest.h>

#include <memory>

#include "run/sentences.hpp"
#include "unit/contains.hpp"
#include "unit/run/harness.hpp"

using namespace moa;
using run::NodeState;
using run::RunStatus;
using test::Bench;

namespace {

const std::string junk_event = "data: {\"choices\":[{\n\n";

}  // namespace

TEST_CASE("a block of thinking in the answer is shown as reasoning and not sent on") {
    Bench bench(test::recipe({{"a", "b"}, {"final"}}));
    bench.start();
    bench.head("1.1");
    bench.bytes("1.1", test::text_event("<thi"));
    CHECK(bench.node("1.1").state == NodeState::waiting);
    bench.bytes("1.1", test::text_event("nk>\nsecret thoughts"));
    CHECK(bench.node("1.1").state == NodeState::thinking);
    bench.bytes("1.1", test::text_event("</think>\n\nOpen words.") + test::done_event);
    CHECK(bench.node("1.1").state == NodeState::done);
    CHECK(bench.node("1.1").text == "Open words.");
    CHECK(bench.node("1.1").reasoning == "secret thoughts");
    bench.head("1.2");
    bench.bytes("1.2", test::text_event("Use <think>tags</think>.") + test::done_event);
    CHECK(bench.node("1.2").reasoning.empty());
    CHECK_FALSE(test::contains(bench.call_of("2.1").request.body, "secret thoughts"));
    CHECK(test::contains(bench.call_of("2.1").request.body, "Open words."));
    CHECK(test::contains(bench.call_of("2.1").request.body, "Use <think>tags</think>."));
}

TEST_CASE("what never ends is cut at a bound, said in words, and used like any answer that was cut") {
    Bench bench(test::recipe({{"a", "b", "c"}, {"final"}}));
    bench.start();
    const auto part = [](int i) { return std::to_string(i) + std::string(std::size_t{1} << 20U, 'x'); };
    bench.head("1.1");
    const run::CallId call = bench.id_of("1.1");
    for (int i = 0; i < 4; ++i) {
        CHECK(bench.cancelled.empty());
        bench.bytes("1.1", test::text_event(part(i)));
    }
    CHECK(bench.cancelled == std::vector<run::CallId>{call});
    CHECK(bench.node("1.1").state == NodeState::done);
    CHECK(bench.node("1.1").is_cut());
    CHECK(test::contains(run::finish_text(bench.node("1.1").finish), "more than 4 MiB"));
    CHECK(bench.node("1.1").text.size() == 4 * part(0).size());
    // Of reasoning alone nothing can be used.
    bench.head("1.2");
    for (int i = 0; i < 4; ++i)
        bench.bytes("1.2", test::reasoning_event(part(i)));
    CHECK(bench.node("1.2").state == NodeState::failed);
    CHECK(bench.node("1.2").error->kind == ErrorKind::empty_answer);
    bench.answer("1.3", "Short.");
    CHECK(bench.calls_of("2.1") == 1);
}

TEST_CASE("all answers of a run together have a bound, too") {
    std::vector<std::string> models(20, "a");
    Bench bench(test::recipe({models, {"final"}}));
    bench.start();
    const std::string part = test::text_event(std::string(std::size_t{7} << 19U, 'x'));
    for (int i = 1; i <= 20; ++i) {
        const std::string node = "1." + std::to_string(i);
        bench.head(node);
        bench.bytes(node, part);
        CHECK((bench.node(node).finish == run::finish_too_long) == (i > 18));
    }
}

TEST_CASE("a block of thinking that is never closed is no answer; it stays to be read") {
    Bench bench(test::recipe({{"a", "b"}, {"final"}}));
    bench.start();
    bench.head("1.1");
    bench.bytes("1.1", test::text_event("<think>on and on") + test::finish_event("stop") + test::done_event);
    CHECK(bench.node("1.1").state == NodeState::failed);
    CHECK(bench.node("1.1").error->kind == ErrorKind::empty_answer);
    CHECK(test::contains(bench.node("1.1").error->message, "did not finish its reasoning"));
    CHECK(bench.node("1.1").reasoning == "on and on");
    bench.head("1.2");
    bench.bytes("1.2", test::reasoning_event("hm") + test::finish_event("stop") + test::done_event);
    CHECK(test::contains(bench.node("1.2").error->message, "sent reasoning, but no answer"));
}

TEST_CASE("an answer of which nothing can be seen is no answer, as an empty one is none") {
    for (const std::string_view blank : {"\n", " \t\r\n", "\u00a0", "\u3000\n", "\u200b", "\u2060\ufeff"}) {
        CAPTURE(blank);
        const auto layer_answered = [&blank] {
            auto bench = std::make_unique<Bench>(test::recipe({{"a", "b"}, {"final"}}));
            bench->start();
            bench->answer("1.1", blank);
            bench->answer("1.2", "Two.");
            return bench;
        };
        auto bench = layer_answered();
        CHECK(bench->node("1.1").state == NodeState::failed);
        CHECK(bench->node("1.1").error->kind == ErrorKind::empty_answer);
        CHECK(test::contains(bench->call_of("2.1").request.body, "1. Two."));
        // Of the aggregator, too: then the run has failed.
        bench->answer("2.1", blank);
        CHECK(bench->run.state().status == RunStatus::failed);
        CHECK(test::contains(run::status_sentence(bench->run.state()), "No answer."));

        bench = layer_answered();
        bench->finish("2.1", test::text_event(blank) + test::finish_event("length") + test::done_event);
        CHECK(test::contains(bench->node("2.1").error->message, "increase max. output tokens"));

        bench = layer_answered();
        bench->finish("2.1", test::reasoning_event("hm") + test::text_event(blank) +
                                 test::finish_event("stop") + test::done_event);
        CHECK(test::contains(bench->node("2.1").error->message, "sent reasoning, but no answer"));

        CHECK(bench->run.refusal({run::Change::edit, {1, 2}, std::string(blank), {}, {}}).has_value());
    }
}

TEST_CASE("white space around what can be seen stays") {
    Bench bench(test::recipe({{"a"}, {"final"}}));
    bench.start();
    bench.answer("1.1", "\n One.\n");
    CHECK(bench.node("1.1").state == NodeState::done);
    CHECK(bench.node("1.1").text == "\n One.\n");
}

TEST_CASE("an unreadable event fails the node at its end, with the text before and after it") {
    Bench bench(test::recipe({{"a", "b"}, {"final"}}));
    bench.start();
    bench.head("1.1");
    bench.bytes("1.1", test::text_event("before") + junk_event);
    CHECK(bench.node("1.1").state == NodeState::streaming);
    bench.bytes("1.1", test::text_event(" after") + test::finish_event("stop") + test::done_event);
    CHECK(bench.node("1.1").state == NodeState::failed);
    CHECK(bench.node("1.1").error->kind == ErrorKind::bad_response);
    CHECK(bench.node("1.1").text == "before after");
    bench.answer("1.2", "Whole.");
    CHECK_FALSE(test::contains(bench.call_of("2.1").request.body, "before after"));
}

TEST_CASE("a stalled stream keeps the event whose end did not come") {
    Bench bench(test::recipe({{"a", "b"}, {"final"}}));
    bench.start();
    bench.head("1.1");
    const std::string open = test::text_event(" two");
    bench.bytes("1.1", test::text_event("one") + open.substr(0, open.size() - 1));
    CHECK(bench.node("1.1").text == "one");
    SUBCASE("when the idle limit is over") {
        bench.answer("1.2", "Other.");
        bench.wake();
        CHECK(bench.node("1.1").error->kind == ErrorKind::idle_timeout);
    }
    SUBCASE("when the run is stopped") {
        bench.stop();
        CHECK(bench.node("1.1").state == NodeState::cancelled);
    }
    CHECK(bench.node("1.1").text == "one two");
}

TEST_CASE("an answer that named its end is complete, though the stream stalls behind it") {
    Bench bench(test::recipe({{"a"}, {"final"}}));
    bench.start();
    bench.head("1.1");
    bench.bytes("1.1", test::text_event("All of it.") + test::finish_event("stop"));
    bench.wake();
    CHECK(bench.node("1.1").state == NodeState::done);
    CHECK(bench.node("1.1").finish == "stop");
    REQUIRE(bench.cancelled.size() == 1);
    CHECK(test::contains(bench.call_of("2.1").request.body, "All of it."));
}

TEST_CASE("an error response whose body stalls is that error") {
    Bench bench(test::recipe({{"a"}, {"final"}}));
    bench.start();
    bench.head("1.1", 401);
    bench.bytes("1.1", R"({"error":{"mess)");
    bench.wake();
    CHECK(bench.node("1.1").error->kind == ErrorKind::wrong_key);
    CHECK(bench.node("1.1").error->http_status == 401);
}

TEST_CASE("tokens are counted by the provider, or else estimated and marked so") {
    Bench bench(test::recipe({{"counted", "not", "as-nothing", "in-x-groq"}, {"final"}}));
    bench.start();
    for (const char* id : {"1.1", "1.2", "1.3", "1.4"}) {
        bench.head(id);
        bench.bytes(id, test::text_event("about twenty characters") + test::finish_event("stop"));
    }
    bench.bytes("1.1", test::usage_event(31, 7) + test::done_event);
    bench.bytes("1.2", test::done_event);
    bench.bytes("1.3", test::usage_event(0, 0) + test::done_event);
    bench.bytes(
        "1.4", R"(data: {"choices":[],"x_groq":{"id":"r","usage":{"prompt_tokens":5,"completion_tokens":6}}})"
               "\n\n" +
                   test::done_event);
    CHECK(bench.node("1.1").usage == wire::Usage{31, 7, false});
    CHECK(bench.node("1.4").usage == wire::Usage{5, 6, false});
    for (const char* id : {"1.2", "1.3"}) {
        CAPTURE(id);
        CHECK(bench.node(id).state == NodeState::done);
        REQUIRE(bench.node(id).usage);
        CHECK(bench.node(id).usage->estimated);
        CHECK(bench.node(id).usage->prompt_tokens > 0);
        CHECK(bench.node(id).usage->completion_tokens > 3);
    }
    CHECK(bench.run.state().usage.estimated);
}

TEST_CASE("the cost is what the provider charged, where it says so in dollars") {
    for (const bool in_dollars : {true, false}) {
        CAPTURE(in_dollars);
        run::RunSpec spec{test::recipe({{"a"}, {"final"}}), {{"user", "q"}}, test::local_provider(), 1};
        spec.providers[0].dialect.cost_is_usd = in_dollars;
        spec.prices.set("local", "a", wire::Price{1.0, 1.0});
        Bench bench(std::move(spec));
        bench.start();
        bench.head("1.1");
        bench.bytes(
            "1.1", test::text_event("x") +
                       R"(data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1,"cost":0.25}})"
                       "\n\n" +
                       test::done_event);
        REQUIRE(bench.node("1.1").cost_usd);
        CHECK(*bench.node("1.1").cost_usd == doctest::Approx(in_dollars ? 0.25 : 0.000002));
    }
}

TEST_CASE("an end that no provider is known for is shown as it is") {
    Bench bench(test::recipe({{"a"}, {"final"}}));
    bench.start();
    bench.head("1.1");
    bench.bytes("1.1", test::text_event("x") + test::finish_event("Paused_Turn") + test::done_event);
    CHECK(bench.node("1.1").state == NodeState::done);
    CHECK(bench.node("1.1").finish == "Paused_Turn");
    CHECK(run::finish_text(bench.node("1.1").finish) == "ended (Paused_Turn)");
    CHECK(bench.node("1.1").is_cut());
}

TEST_CASE("text that turns out to be reasoning is no answer") {
    Bench bench(test::recipe({{"a"}, {"final"}}));
    bench.start();
    bench.head("1.1");
    bench.bytes("1.1", test::text_event("I wonder."));
    CHECK(bench.node("1.1").text == "I wonder.");
    bench.bytes("1.1", test::text_event("\n</think>\n") + test::text_event("It is 4.") +
                           test::finish_event("stop") + test::done_event);
    CHECK(bench.node("1.1").state == NodeState::done);
    CHECK(bench.node("1.1").text == "It is 4.");
    CHECK(bench.node("1.1").reasoning == "I wonder.\n");
    CHECK(bench.node("1.1").attempt == 1);
}

TEST_CASE("stop cuts the answered calls whose bytes are still awaited, also after the run's end") {
    Bench bench(test::recipe({{"a"}, {"final"}}));
    bench.start();
    for (const char* node : {"1.1", "2.1"}) {
        bench.head(node);
        bench.bytes(node, test::text_event("Done.") + test::finish_event("stop") + test::done_event);
    }
    CHECK(bench.run.state().status == RunStatus::complete);
    CHECK(bench.cancelled.empty());
    bench.stop();
    CHECK(bench.cancelled.size() == 2);
    CHECK(bench.run.state().status == RunStatus::complete);
    CHECK(bench.run.next_wake() == no_time);
}
