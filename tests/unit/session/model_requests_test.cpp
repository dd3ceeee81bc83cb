#include "session/models/model_requests.hpp"

#include <doctest/doctest.h>

#include "unit/run/harness.hpp"
#include "unit/session/fake_network.hpp"
#include "unit/session/list_desk.hpp"
#include "unit/session/some_models.hpp"

using namespace moa;
using session::Verdict;
using test::ListDesk;
using test::monday;
using test::remote;

namespace {

const std::string one_token = test::text_event("Hel") + test::finish_event("length") + test::done_event;

mixture::Provider limited(int max_concurrent) {
    mixture::Provider provider;
    provider.name = "local";
    provider.label = "Local";
    provider.base_url = "http://127.0.0.1:11434/v1";
    provider.max_concurrent = max_concurrent;
    return provider;
}

}  // namespace

TEST_CASE("a list is asked for with the key, decoded, sorted and dated") {
    ListDesk desk;
    desk.requests.load(remote(), desk.keys);
    REQUIRE(desk.network.calls.size() == 1);
    const run::Call& call = desk.network.calls[0];
    CHECK(call.request.method == "GET");
    CHECK(call.request.url == "https://remote.example/v1/models");
    CHECK(call.request.body.empty());
    REQUIRE(call.authorization);
    CHECK(call.authorization->second == "Bearer sekret-remote");
    CHECK(desk.requests.loading(remote()));
    desk.requests.load(remote(), desk.keys);
    CHECK(desk.network.calls.size() == 1);  // not twice at once

    const int before = desk.changes;
    desk.network.answer(0, 200, R"({"object":"list","data":[{"id":"b"},{"id":"a","context_window":8192}]})");
    CHECK(desk.changes > before);
    CHECK(desk.requests.idle());
    CHECK(desk.requests.loaded(remote()));
    CHECK(desk.requests.load_error(remote()) == nullptr);
    const session::KeptList* list = desk.book.list_of(remote());
    REQUIRE(list != nullptr);
    CHECK(list->at == monday);
    REQUIRE(list->models.size() == 2);
    CHECK(list->models[0].id == "a");
    CHECK(list->models[0].context_length == 8192);
}

TEST_CASE("lists in the known providers' own shapes, with their prices") {
    ListDesk desk;
    const auto load = [&desk](std::string_view name, std::string_view body) {
        const mixture::Provider& provider = *mixture::find_provider(mixture::known_providers(), name);
        desk.requests.load(provider, desk.keys);
        desk.network.answer(desk.network.calls.size() - 1, 200, body);
        return provider;
    };
    const auto together =
        load("together", R"([{"id":"t","type":"chat","pricing":{"input":0.88,"output":0.9}}])");
    CHECK(desk.book.price_of(together, "t").price == wire::Price{0.88, 0.9});
    const auto router = load(
        "openrouter", R"({"data":[{"id":"r","pricing":{"prompt":"0.00000015","completion":"0.0000006"}}]})");
    REQUIRE(desk.book.price_of(router, "r").price);
    CHECK(desk.book.price_of(router, "r").price->input == doctest::Approx(0.15));
    const auto groq = load("groq", R"({"data":[{"id":"g","active":false,"context_window":131072}]})");
    CHECK_FALSE(desk.book.find_listed(groq, "g")->active);
    CHECK_FALSE(desk.book.price_of(groq, "g").price);
    const auto ollama = load("ollama", R"({"object":"list","data":null})");
    CHECK(desk.book.list_of(ollama)->models.empty());
}

TEST_CASE("a list that does not come leaves the kept one and says why") {
    ListDesk desk;
    wire::ListedModel kept;
    kept.id = "kept";
    desk.book.set_list(remote(), {monday - 86400, {kept}});
    const auto error_after = [&desk](auto&& happen) {
        desk.requests.load(remote(), desk.keys);
        happen(desk.network.calls.size() - 1);
        CHECK(desk.requests.idle());
        CHECK_FALSE(desk.requests.loaded(remote()));
        const Error* error = desk.requests.load_error(remote());
        REQUIRE(error != nullptr);
        return error->kind;
    };
    auto& network = desk.network;
    CHECK(error_after([&](std::size_t i) {
              network.answer(i, 401, R"({"error":{"message":"Incorrect API key provided"}})");
          }) == ErrorKind::wrong_key);
    CHECK(error_after([&](std::size_t i) {
              network.answer(i, 200, "<html><title>Welcome</title></html>");
          }) == ErrorKind::bad_response);
    CHECK(error_after([&](std::size_t i) { network.answer(i, 404, "not found"); }) ==
          ErrorKind::bad_response);
    CHECK(error_after([&](std::size_t i) { network.fail(i); }) == ErrorKind::network);
    CHECK(error_after([&](std::size_t i) {
              desk.pass(session::model_list_ms);
              CHECK(network.is_cancelled(i));
          }) == ErrorKind::total_timeout);
    CHECK(error_after([&](std::size_t i) {
              const run::CallId id = network.calls[i].id;
              network.receiver->on_head(id, {200, {}});
              const std::string part(1 << 20, ' ');
              while (!network.is_cancelled(i))
                  network.receiver->on_bytes(id, part);
          }) == ErrorKind::bad_response);
    REQUIRE(desk.book.list_of(remote()) != nullptr);
    CHECK(desk.book.list_of(remote())->at == monday - 86400);

    desk.requests.load(remote(), desk.keys);
    CHECK(desk.requests.load_error(remote()) == nullptr);
    desk.network.answer(desk.network.calls.size() - 1, 200, "[]");
    CHECK(desk.requests.load_error(remote()) == nullptr);
    CHECK(desk.book.list_of(remote())->models.empty());
}

TEST_CASE("the connection has ten seconds, where the transport sees it") {
    ListDesk desk;
    desk.network.sees_connections = true;
    desk.requests.load(remote(), desk.keys);
    CHECK(desk.requests.next_wake() == 1000 + session::model_connect_ms);
    desk.pass(session::model_connect_ms - 1);
    CHECK(desk.requests.loading(remote()));
    desk.pass(1);
    REQUIRE(desk.requests.load_error(remote()) != nullptr);
    CHECK(desk.requests.load_error(remote())->kind == ErrorKind::connect_timeout);
    CHECK(desk.requests.next_wake() == no_time);

    desk.requests.load(remote(), desk.keys);
    desk.network.connect(1);
    desk.pass(session::model_connect_ms);
    CHECK(desk.requests.loading(remote()));
    desk.pass(session::model_list_ms);
    CHECK(desk.requests.load_error(remote())->kind == ErrorKind::total_timeout);
}

TEST_CASE("a probe asks for one token, and its first one ends the call") {
    ListDesk desk;
    desk.check(remote(), {"acme/one"});
    REQUIRE(desk.network.calls.size() == 1);
    const run::Call& call = desk.network.calls[0];
    CHECK(call.request.method == "POST");
    CHECK(call.request.url == "https://remote.example/v1/chat/completions");
    CHECK(call.authorization->second == "Bearer sekret-remote");
    CHECK(call.request.body.find("sekret") == std::string::npos);
    const Json body = parse_json(call.request.body).value_or(Json());
    CHECK(find_string(body, "model") == "acme/one");
    CHECK(*find(body, "max_tokens") == Json(1));
    CHECK(find(body, "temperature") == nullptr);
    CHECK(desk.requests.checking(remote(), "acme/one"));

    const run::CallId id = call.id;
    desk.network.receiver->on_head(id, {200, {{"content-type", "text/event-stream"}}});
    CHECK(desk.requests.checking());
    desk.network.receiver->on_bytes(id, test::text_event("He"));
    CHECK_FALSE(desk.requests.checking());
    CHECK(desk.network.is_cancelled(0));
    CHECK(desk.result(remote(), "acme/one").verdict == Verdict::callable);
    CHECK(desk.result(remote(), "acme/one").at == monday);
    CHECK_FALSE(desk.result(remote(), "acme/one").error);
}

TEST_CASE("what answers count as callable") {
    ListDesk desk;
    const char* stream = "text/event-stream";
    CHECK(desk.verdict_on(200, one_token, stream) == Verdict::callable);
    CHECK(desk.verdict_on(200, test::reasoning_event("Hm"), stream) == Verdict::callable);
    // A thinker that spent its one token where nobody sees it.
    CHECK(desk.verdict_on(200, test::text_event("") + test::finish_event("length") + test::done_event,
                          stream) == Verdict::callable);
    CHECK(desk.verdict_on(200, test::usage_event(3, 1) + test::done_event, stream) == Verdict::callable);
    CHECK(desk.verdict_on(200, R"({"choices":[{"message":{"content":"Hi"},"finish_reason":"length"}]})") ==
          Verdict::callable);
    CHECK(
        desk.verdict_on(
            400,
            R"({"error":{"message":"Could not finish the message because max_tokens or model output limit was reached. Please try again with higher max_tokens.","type":"invalid_request_error"}})") ==
        Verdict::callable);
    CHECK_FALSE(desk.result(remote(), "m").error);
}

TEST_CASE("why models are not callable, or only later, or who knows") {
    ListDesk desk;
    const auto kind = [&desk] { return desk.result(remote(), "m").error->kind; };
    const auto error = [](std::string_view words) {
        return dump_json(Json{{"error", {{"message", words}}}});
    };
    desk.book.set_list(remote(), {monday, {}});
    desk.requests.load(remote(), desk.keys);
    desk.network.answer(0, 200, "[]");

    CHECK(desk.verdict_on(404, error("The model `m` does not exist")) == Verdict::not_callable);
    CHECK(kind() == ErrorKind::model_gone);
    CHECK(desk.verdict_on(400, error("Unable to access non-serverless model m.")) == Verdict::not_callable);
    CHECK(kind() == ErrorKind::model_gone);
    CHECK(desk.verdict_on(401, error("Invalid API key")) == Verdict::not_callable);
    CHECK(kind() == ErrorKind::wrong_key);
    CHECK(desk.verdict_on(402, error("Insufficient credits")) == Verdict::not_callable);
    CHECK(kind() == ErrorKind::no_credit);
    CHECK(desk.verdict_on(429, error("Rate limit reached")) == Verdict::limited);
    CHECK(kind() == ErrorKind::rate_limited);
    CHECK(desk.verdict_on(503, "") == Verdict::limited);
    CHECK(kind() == ErrorKind::overloaded);
    CHECK(desk.verdict_on(500, "") == Verdict::unclear);
    CHECK(desk.verdict_on(200,
                          R"({"error":{"message":"The model m does not exist","code":"model_not_found"}})") ==
          Verdict::not_callable);
    CHECK(desk.verdict_on(200, "data: [DONE]\n\n", "text/event-stream") == Verdict::unclear);
    CHECK(kind() == ErrorKind::empty_answer);
    CHECK(desk.verdict_on(200, "", "text/event-stream") == Verdict::unclear);

    desk.check(remote(), {"m"});
    desk.network.fail(desk.network.calls.size() - 1);
    CHECK(desk.result(remote(), "m").verdict == Verdict::unclear);
    CHECK(kind() == ErrorKind::network);
    desk.check(remote(), {"m"});
    desk.pass(session::probe_ms);
    CHECK(desk.result(remote(), "m").verdict == Verdict::unclear);
    CHECK(kind() == ErrorKind::total_timeout);
    CHECK(desk.result(remote(), "m").error->message.find("60 s") != std::string::npos);
}

TEST_CASE("an error body that arrived before the connection broke tells more than the break") {
    ListDesk desk;
    desk.check(remote(), {"m"});
    const run::CallId id = desk.network.calls[0].id;
    desk.network.receiver->on_head(id, {402, {}});
    desk.network.receiver->on_bytes(id, R"({"error":{"message":"Insufficient credits"}})");
    desk.network.fail(0);
    CHECK(desk.result(remote(), "m").verdict == Verdict::not_callable);
    CHECK(desk.result(remote(), "m").error->kind == ErrorKind::no_credit);
}

TEST_CASE(
    "at most four probes at once per server, one at a server that takes one; servers do not wait for "
    "each other") {
    ListDesk desk;
    std::vector<session::ProbeTarget> targets;
    for (const char* model : {"a", "b", "c", "d", "e", "f"})
        targets.push_back({remote(), model});
    for (const char* model : {"x", "y"})
        targets.push_back({limited(1), model});
    desk.requests.check(targets, desk.keys);
    CHECK(desk.network.calls.size() == 5);
    CHECK(desk.network.call_for("e") == desk.network.calls.size());
    CHECK(desk.network.call_for("x") < desk.network.calls.size());
    CHECK(desk.network.call_for("y") == desk.network.calls.size());
    CHECK(desk.requests.checking(remote(), "f"));
    CHECK(desk.requests.check_size() == 8);
    CHECK(desk.requests.checked() == 0);

    desk.network.answer_stream(desk.network.call_for("c"), one_token);
    CHECK(desk.network.call_for("e") < desk.network.calls.size());
    CHECK(desk.network.call_for("f") == desk.network.calls.size());
    CHECK(desk.requests.checked() == 1);
    desk.network.answer_stream(desk.network.call_for("x"), one_token);
    CHECK(desk.network.call_for("y") < desk.network.calls.size());
    for (const char* model : {"a", "b", "d", "e", "f", "y"})
        desk.network.answer_stream(desk.network.call_for(model), one_token);
    CHECK_FALSE(desk.requests.checking());
    CHECK(desk.requests.checked() == 8);
    for (const session::ProbeTarget& target : targets)
        CHECK(desk.result(target.provider, target.model).verdict == Verdict::callable);
}

TEST_CASE("stopping a check cancels what is on its way, starts nothing more and keeps what came") {
    ListDesk desk;
    desk.check(remote(), {"a", "b", "c", "d", "e"});
    desk.network.answer_stream(0, one_token);
    REQUIRE(desk.network.calls.size() == 5);
    desk.requests.stop_check();
    CHECK(desk.requests.idle());
    CHECK_FALSE(desk.requests.checking());
    for (std::size_t i = 1; i < 5; ++i)
        CHECK(desk.network.is_cancelled(i));
    CHECK(desk.requests.next_wake() == no_time);
    CHECK(desk.result(remote(), "a").verdict == Verdict::callable);
    CHECK(desk.book.probe_of(remote(), "b") == nullptr);
    desk.network.receiver->on_bytes(desk.network.calls[1].id, one_token);  // late: nobody listens
    CHECK(desk.book.probe_of(remote(), "b") == nullptr);

    desk.check(remote(), {"f"});
    CHECK(desk.requests.check_size() == 1);
    desk.check(remote(), {"g", "h"});
    CHECK(desk.network.is_cancelled(5));
    CHECK(desk.requests.check_size() == 2);
    desk.requests.load(remote(), desk.keys);
    desk.requests.stop();
    CHECK(desk.requests.idle());
}

TEST_CASE("a gone model has the list asked for once, so that the nearest one can be told") {
    ListDesk desk;
    desk.check(remote(), {"llama-3.3-70b", "llama-3.1-8b"});
    const char* gone = R"({"error":{"message":"The model does not exist","code":"model_not_found"}})";
    desk.network.answer(0, 404, gone);
    desk.network.answer(1, 404, gone);
    REQUIRE(desk.network.calls.size() == 3);
    CHECK(desk.network.calls[2].request.method == "GET");
    CHECK(desk.network.calls[2].authorization->second == "Bearer sekret-remote");
    CHECK_FALSE(desk.requests.idle());
    CHECK_FALSE(desk.requests.checking());
    desk.network.answer(2, 200, R"({"data":[{"id":"meta/llama-3.3-70b-instruct"},{"id":"whisper-1"}]})");
    CHECK(desk.requests.idle());
    CHECK(desk.book.nearest(remote(), "llama-3.3-70b", 1) ==
          std::vector<std::string>{"meta/llama-3.3-70b-instruct"});

    desk.check(remote(), {"other"});
    desk.network.answer(3, 404, gone);
    CHECK(desk.network.calls.size() == 4);
}

TEST_CASE("a model whose key is missing is not asked") {
    ListDesk desk;
    std::vector<session::ProbeTarget> targets = {{remote("nokey"), "a"}, {remote(), "b"}, {limited(1), "c"}};
    desk.requests.check(targets, desk.keys);
    CHECK(desk.network.calls.size() == 2);
    CHECK(desk.result(remote("nokey"), "a").verdict == Verdict::unclear);
    CHECK(desk.result(remote("nokey"), "a").error->kind == ErrorKind::missing_key);
    CHECK_FALSE(desk.network.calls[1].authorization);
}

TEST_CASE("each pair of provider and model is probed once") {
    mixture::Recipe recipe = test::recipe({{"a", "b", "a"}, {"b", "c"}, {"a"}});
    recipe.layers[0].agents[0].repeat = 3;
    recipe.layers[1].agents[1].provider = "remote";
    recipe.layers[1].agents[0].provider = "nobody";
    const auto targets = session::probe_targets(recipe, {limited(1), remote()});
    REQUIRE(targets.size() == 3);
    CHECK(targets[0].model == "a");
    CHECK(targets[1].model == "b");
    CHECK(targets[2].model == "c");
    CHECK(targets[2].provider.name == "remote");
}
