#include "native/transport/curl_transport.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <condition_variable>
#include <map>

#include "curl_owner.hpp"
#include "loopback_server.hpp"

namespace {

using moa::run::CallEnd;
using moa::run::CallId;
using moa::test::Connection;
using moa::test::LoopbackServer;

/// Set by one thread, awaited by another.
class Gate {
  public:
    void open() {
        const std::lock_guard lock(mutex_);
        opened_ = true;
        changed_.notify_all();
    }
    /// Fails the test case when the gate stays shut; its thread goes on, so that the other ones can end.
    void wait() {
        std::unique_lock lock(mutex_);
        if (!changed_.wait_for(lock, moa::test::patience, [&] { return opened_; }))
            FAIL_CHECK("the gate was not opened");
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool opened_ = false;
};

/// Writes down what it is told, and checks the order: connected, one head, bytes, one end.
class Recorder final : public moa::run::TransportEvents {
  public:
    struct Seen {
        bool connected = false;
        bool has_head = false;
        moa::wire::ResponseHead head;
        std::string body;
        int ends = 0;
        CallEnd end;
    };
    std::map<CallId, Seen> calls;
    std::function<void(CallId)> after_bytes;
    std::function<void(CallId)> after_end;

    void on_connected(CallId id) override {
        CHECK_FALSE(calls[id].connected);
        CHECK_FALSE(calls[id].has_head);
        calls[id].connected = true;
    }
    void on_head(CallId id, const moa::wire::ResponseHead& head) override {
        CHECK(calls[id].connected);
        CHECK_FALSE(calls[id].has_head);
        calls[id].has_head = true;
        calls[id].head = head;
    }
    void on_bytes(CallId id, std::string_view bytes) override {
        CHECK(calls[id].has_head);
        CHECK(calls[id].ends == 0);
        calls[id].body += bytes;
        if (after_bytes) after_bytes(id);
    }
    void on_end(CallId id, const CallEnd& end) override {
        ++calls[id].ends;
        calls[id].end = end;
        if (after_end) after_end(id);
    }
};

using Owner = moa::test::CurlOwner;

moa::run::Call post(CallId id, const std::string& url, std::string body = "{}") {
    moa::run::Call call;
    call.id = id;
    call.request = {"POST", url, {{"Content-Type", "application/json"}}, std::move(body)};
    return call;
}

std::string response(std::string_view status, std::string_view body) {
    return "HTTP/1.1 " + std::string(status) + "\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + std::string(body);
}

constexpr std::string_view chunked_head =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

}  // namespace

TEST_CASE("curl transport: a request arrives whole, with the key only in its Authorization header") {
    std::string request;
    LoopbackServer server([&](Connection& connection) {
        request = connection.read_request();
        connection.send(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nX-Limit:  7 \r\nContent-Length: 2\r\n\r\nhi");
    });
    Recorder recorder;
    Owner owner;
    const std::string body(200'000, 'x');  // large enough for libcurl to ask for "100 Continue" by itself
    moa::run::Call call = post(1, server.url(), body);
    call.authorization = {{"Authorization", "Bearer k-123"}};
    owner.transport.start(std::move(call), recorder);
    owner.deliver_until([&] { return recorder.calls[1].ends == 1; });

    const Recorder::Seen& seen = recorder.calls[1];
    CHECK(seen.end.ok);
    CHECK(seen.head.status == 200);
    CHECK(moa::wire::find_header(seen.head.headers, "x-limit") == "7");
    CHECK(seen.body == "hi");
    CHECK(request.rfind("POST /v1/chat/completions HTTP/1.1\r\n", 0) == 0);
    CHECK(request.find("\r\nAuthorization: Bearer k-123\r\n") != std::string::npos);
    CHECK(request.find("\r\nUser-Agent: moa\r\n") != std::string::npos);
    CHECK(request.find("\r\nAccept-Encoding: identity\r\n") != std::string::npos);
    CHECK(request.find("Expect:") == std::string::npos);
    CHECK(request.substr(request.find("\r\n\r\n") + 4) == body);
}

TEST_CASE("curl transport: bytes are handed over while the response goes on") {
    Gate first_part_seen;
    LoopbackServer server([&](Connection& connection) {
        connection.read_request();
        connection.send(chunked_head);
        connection.send("5\r\nhello\r\n");
        first_part_seen.wait();
        connection.send("6\r\n world\r\n0\r\n\r\n");
    });
    Recorder recorder;
    Owner owner;
    owner.transport.start(post(1, server.url()), recorder);
    owner.deliver_until([&] { return recorder.calls[1].body == "hello"; });
    CHECK(recorder.calls[1].ends == 0);
    first_part_seen.open();
    owner.deliver_until([&] { return recorder.calls[1].ends == 1; });
    CHECK(recorder.calls[1].end.ok);
    CHECK(recorder.calls[1].body == "hello world");
}

TEST_CASE("curl transport: a server that sends faster than its bytes are taken is held back") {
    constexpr std::size_t wanted = std::size_t{256} << 20U;
    const std::string part(std::size_t{1} << 16U, '\n');
    std::size_t sent = 0;
    Gate held_back;
    LoopbackServer server([&](Connection& connection) {
        connection.read_request();
        connection.give_up_sending_after(1);
        connection.send("HTTP/1.1 200 OK\r\n\r\n");
        while (sent < wanted && connection.send(part))
            sent += part.size();
        held_back.open();
    });
    Recorder recorder;
    Owner owner;
    owner.transport.start(post(1, server.url()), recorder);
    held_back.wait();
    CHECK(sent < wanted / 4);
    owner.deliver_until([&] { return recorder.calls[1].ends == 1; });
    CHECK(recorder.calls[1].body.size() >= sent);
}

TEST_CASE("curl transport: heads and trailers without end are refused in words") {
    const std::string line = "X-Filler: " + std::string(1000, 'x') + "\r\n";
    for (const std::string_view begin :
         {"HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n"}) {
        CAPTURE(begin);
        LoopbackServer server([&](Connection& connection) {
            connection.read_request();
            connection.send(begin);
            while (connection.send(line)) {
            }
        });
        Recorder recorder;
        Owner owner;
        owner.transport.start(post(1, server.url()), recorder);
        owner.deliver_until([&] { return recorder.calls[1].ends == 1; });
        CHECK_FALSE(recorder.calls[1].end.ok);
        CHECK(recorder.calls[1].end.failure.message == "The server sent more than 256 KB of headers.");
    }
}

TEST_CASE("curl transport: cancel closes the connection and nothing follows, also from inside a callback") {
    Gate closed;
    LoopbackServer server([&](Connection& connection) {
        connection.read_request();
        connection.send(chunked_head);
        connection.send("5\r\nhello\r\n");
        if (connection.wait_for_close()) closed.open();
    });
    Recorder recorder;
    Owner owner;
    recorder.after_bytes = [&](CallId id) {
        owner.transport.cancel(id);
        owner.transport.cancel(id);  // idempotent
    };
    owner.transport.start(post(1, server.url()), recorder);
    owner.transport.cancel(99);  // unknown
    owner.deliver_until([&] { return !recorder.calls[1].body.empty(); });
    closed.wait();
    owner.transport.deliver();
    CHECK(recorder.calls[1].body == "hello");
    CHECK(recorder.calls[1].ends == 0);
}

TEST_CASE("curl transport: an HTTP error delivers its body and ends well; a redirect is not followed") {
    LoopbackServer server([&](Connection& connection) {
        const std::string request = connection.read_request();
        if (request.find(" /error ") != std::string::npos) {
            connection.send(response("429 Too Many Requests", R"({"error":{"message":"slow down"}})"));
        } else {
            connection.send("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n");
        }
    });
    Recorder recorder;
    Owner owner;
    owner.transport.start(post(1, server.url("/error")), recorder);
    owner.transport.start(post(2, server.url("/moved")), recorder);
    owner.deliver_until([&] { return recorder.calls[1].ends + recorder.calls[2].ends == 2; });
    CHECK(recorder.calls[1].end.ok);
    CHECK(recorder.calls[1].head.status == 429);
    CHECK(recorder.calls[1].body == R"({"error":{"message":"slow down"}})");
    CHECK(recorder.calls[2].end.ok);
    CHECK(recorder.calls[2].head.status == 302);
    CHECK(server.accepted() == 2);
}

TEST_CASE("curl transport: failures are told in plain words, without the key") {
    std::string refused;
    {
        LoopbackServer gone([](Connection&) {});
        refused = gone.url();
    }
    LoopbackServer breaking([](Connection& connection) {
        connection.read_request();
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this");
    });
    LoopbackServer silent([](Connection& connection) { connection.read_request(); });
    LoopbackServer strange([](Connection& connection) {
        connection.send("220 mail ready\r\n");
        connection.wait_for_close();
    });
    const std::vector<std::pair<std::string, std::string>> cases = {
        {refused, "refused the connection"},
        {breaking.url(), "was lost"},
        {silent.url(), "without a response"},
        {strange.url(), "does not speak HTTP"},
        {"https" + strange.url().substr(4), "TLS"},
        {"http://no-such-host.invalid/v1", "Could not resolve the host name no-such-host.invalid"},
        {"file:///etc/hostname", "not an http or https address"},
    };
    Recorder recorder;
    Owner owner;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        moa::run::Call call = post(i + 1, cases[i].first);
        call.authorization = {{"Authorization", "Bearer secret-key"}};
        owner.transport.start(std::move(call), recorder);
    }
    owner.deliver_until([&] {
        return std::all_of(cases.begin(), cases.end(), [&, id = CallId{0}](const auto&) mutable {
            return recorder.calls[++id].ends == 1;
        });
    });
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const CallEnd& end = recorder.calls[i + 1].end;
        CAPTURE(cases[i].first);
        CAPTURE(end.failure.message);
        CHECK_FALSE(end.ok);
        CHECK(end.failure.kind == moa::ErrorKind::network);
        CHECK(end.failure.message.find(cases[i].second) != std::string::npos);
        CHECK(end.failure.message.find("secret-key") == std::string::npos);
    }
    CHECK(recorder.calls[2].body == "only this");
}

TEST_CASE("curl transport: a hundred calls at once, and calls started from callbacks") {
    std::atomic<int> waiting = 0;
    Gate all_there;
    LoopbackServer server([&](Connection& connection) {
        for (;;) {
            const std::string request = connection.read_request();
            if (request.empty()) return;
            if (request.find("\r\n\r\nfirst") != std::string::npos) {
                // Nobody is answered before everybody has asked: the calls do run side by side.
                if (++waiting == 100) all_there.open();
                all_there.wait();
            }
            connection.send(response("200 OK", request.substr(request.find("\r\n\r\n") + 4)));
        }
    });
    Recorder recorder;
    Owner owner;
    int ended = 0;
    recorder.after_end = [&](CallId id) {
        ++ended;
        if (id <= 100)
            owner.transport.start(post(id + 100, server.url(), "second " + std::to_string(id)), recorder);
    };
    for (CallId id = 1; id <= 100; ++id) {
        owner.transport.start(post(id, server.url(), "first " + std::to_string(id)), recorder);
    }
    owner.deliver_until([&] { return ended == 200; });
    for (CallId id = 1; id <= 100; ++id) {
        CHECK(recorder.calls[id].body == "first " + std::to_string(id));
        CHECK(recorder.calls[id + 100].body == "second " + std::to_string(id));
        CHECK(recorder.calls[id + 100].end.ok);
    }
    // Connections are used again.
    CHECK(server.accepted() <= 110);
}

TEST_CASE("curl transport: a request is not sent again when a kept connection closes before the answer") {
    std::atomic<int> requests = 0;
    LoopbackServer server([&](Connection& connection) {
        if (connection.read_request().empty()) return;
        ++requests;
        connection.send(response("200 OK", "first"));
        if (!connection.read_request().empty()) ++requests;
    });
    Recorder recorder;
    Owner owner;
    owner.transport.start(post(1, server.url()), recorder);
    owner.deliver_until([&] { return recorder.calls[1].ends == 1; });
    owner.transport.start(post(2, server.url()), recorder);
    owner.deliver_until([&] { return recorder.calls[2].ends == 1; });
    CHECK(recorder.calls[1].body == "first");
    CHECK_FALSE(recorder.calls[2].end.ok);
    CHECK(recorder.calls[2].end.failure.message.find("without a response") != std::string::npos);
    CHECK(recorder.calls[2].end.stale_connection);
    CHECK(requests == 2);
}

TEST_CASE("curl transport: a new connection that closes before the answer is not taken for a stale one") {
    LoopbackServer server([&](Connection& connection) { (void)connection.read_request(); });
    Recorder recorder;
    Owner owner;
    owner.transport.start(post(1, server.url()), recorder);
    owner.deliver_until([&] { return recorder.calls[1].ends == 1; });
    CHECK_FALSE(recorder.calls[1].end.ok);
    CHECK_FALSE(recorder.calls[1].end.stale_connection);
}

TEST_CASE("curl transport: destroyed with calls in flight, it closes them without callbacks") {
    Gate request_seen;
    Gate closed;
    Recorder recorder;
    LoopbackServer server([&](Connection& connection) {
        connection.read_request();
        request_seen.open();
        if (connection.wait_for_close()) closed.open();
    });
    {
        Owner owner;
        owner.transport.start(post(1, server.url()), recorder);
        request_seen.wait();
    }
    closed.wait();
    CHECK(recorder.calls[1].ends == 0);
}
