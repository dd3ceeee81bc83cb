// Base URLs that lack their version: the likely one is tried once, and used where it answers.
#include <doctest/doctest.h>

#include "session/kept_setup.hpp"
#include "session/workspace.hpp"
#include "unit/run/harness.hpp"
#include "unit/session/list_desk.hpp"

using namespace moa;
using session::Verdict;
using test::ListDesk;

namespace {

constexpr const char* bare = "https://remote.example";
constexpr const char* right = "https://remote.example/v1";
constexpr const char* nothing = R"({"error":{"message":"Invalid URL (POST /chat/completions)."}})";

mixture::Provider at(const char* base_url) {
    mixture::Provider provider = test::remote();
    provider.base_url = base_url;
    return provider;
}

}  // namespace

TEST_CASE("a list that is not there is asked for once at the likely address, with the key of this origin") {
    ListDesk desk;
    desk.requests.load(at(bare), desk.keys);
    CHECK(desk.network.calls[0].request.url == "https://remote.example/models");
    desk.network.answer(0, 404, "404 page not found", "text/plain");
    REQUIRE(desk.network.calls.size() == 2);
    CHECK(desk.network.calls[1].request.url == "https://remote.example/v1/models");
    CHECK(desk.network.calls[1].authorization->second == "Bearer sekret-remote");
    CHECK(desk.requests.loading(at(bare)));
    CHECK(desk.requests.moved_to(at(bare)) == nullptr);
    desk.network.answer(1, 200, R"({"data":[{"id":"m"}]})");
    CHECK(desk.requests.idle());
    REQUIRE(desk.requests.moved_to(at(bare)) != nullptr);
    CHECK(*desk.requests.moved_to(at(bare)) == right);
    for (const char* address : {bare, right}) {
        CAPTURE(address);
        CHECK(desk.requests.loaded(at(address)));
        CHECK(desk.book.list_of(at(address)) != nullptr);
    }
    // From then on the right one is asked at once.
    desk.requests.load(at(bare), desk.keys);
    CHECK(desk.network.calls[2].request.url == "https://remote.example/v1/models");
}

TEST_CASE("where the likely address has no list, either, the error is that of the address that was meant") {
    ListDesk desk;
    desk.requests.load(at(bare), desk.keys);
    desk.network.answer(0, 404, nothing);
    desk.network.answer(1, 404, nothing);
    CHECK(desk.requests.idle());
    CHECK(desk.network.calls.size() == 2);
    REQUIRE(desk.requests.load_error(at(bare)) != nullptr);
    CHECK(desk.requests.load_error(at(bare))->message == "There is no model list at this address.");
    CHECK(desk.requests.moved_to(at(bare)) == nullptr);
}

TEST_CASE("a probe goes to the likely address once, and so do the ones behind it") {
    ListDesk desk;
    mixture::Provider one_at_once = at(bare);
    one_at_once.max_concurrent = 1;
    desk.check(one_at_once, {"a", "b"});
    CHECK(desk.network.calls[0].request.url == "https://remote.example/chat/completions");
    desk.network.answer(0, 404, nothing);
    CHECK(desk.network.calls[1].request.url == "https://remote.example/v1/chat/completions");
    const std::string token = test::text_event("Hel") + test::finish_event("length") + test::done_event;
    desk.network.answer_stream(1, token);
    REQUIRE(desk.network.calls.size() == 3);
    CHECK(desk.network.calls[2].request.url == "https://remote.example/v1/chat/completions");
    desk.network.answer_stream(2, token);
    CHECK_FALSE(desk.requests.checking());
    CHECK(desk.result(at(bare), "a").verdict == Verdict::callable);
    CHECK(desk.result(at(right), "b").verdict == Verdict::callable);
    CHECK(*desk.requests.moved_to(at(bare)) == right);
}

TEST_CASE("a workspace goes on with the address at which a provider answered, says so and keeps it") {
    Millis now = 0;
    test::FakeNetwork network;
    session::Workspace workspace({&network, [&now] { return now; }, {}, {}});
    REQUIRE_FALSE(workspace.set_base_url("lab", "http://127.0.0.1:1234"));
    const auto lab = [&workspace] {
        return *mixture::find_provider(workspace.configuration().providers(), "lab");
    };
    REQUIRE_FALSE(workspace.access().load_models(lab()));
    network.answer(0, 404, nothing);
    network.answer(1, 200, R"({"data":[{"id":"m"}]})");
    workspace.tick();
    CHECK(lab().base_url == "http://127.0.0.1:1234/v1");
    REQUIRE(workspace.notice());
    CHECK(workspace.notice()->message ==
          "lab answers at http://127.0.0.1:1234/v1, which is its address from now on.");
    CHECK(session::write_kept_setup(workspace).find("http://127.0.0.1:1234/v1") != std::string::npos);
}

TEST_CASE("a workspace goes on with the address that its run has found") {
    Millis now = 0;
    test::FakeNetwork network;
    session::Workspace workspace({&network, [&now] { return now; }, {}, {}});
    REQUIRE_FALSE(workspace.set_base_url("local", "http://127.0.0.1:1234"));
    REQUIRE_FALSE(workspace.use_recipe(test::recipe({{"final"}})));
    workspace.conversation().set_draft("Why?");
    REQUIRE_FALSE(workspace.run());
    network.answer(0, 404, nothing);
    CHECK(network.calls[1].request.url == "http://127.0.0.1:1234/v1/chat/completions");
    network.say(1, "Because.");
    workspace.tick();
    CHECK(mixture::find_provider(workspace.configuration().providers(), "local")->base_url ==
          "http://127.0.0.1:1234/v1");
}
