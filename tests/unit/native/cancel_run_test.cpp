#include <doctest/doctest.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "curl_owner.hpp"
#include "faults/tap.hpp"
#include "native/server/raw_server.hpp"
#include "native/server/simulated_provider.hpp"
#include "session/driver.hpp"

namespace {

using namespace moa;

/// Something that another thread tells, line by line.
class Lines {
  public:
    void add(const std::string& line) {
        const std::lock_guard lock(mutex_);
        lines_.push_back(line);
        changed_.notify_all();
    }
    void wait_for(const std::string& words) {
        std::unique_lock lock(mutex_);
        if (!changed_.wait_for(lock, test::patience, [&] { return count_of(words) > 0; }))
            FAIL_CHECK("nobody told of: " << words);
    }
    std::size_t count(const std::string& words) {
        const std::lock_guard lock(mutex_);
        return count_of(words);
    }

  private:
    std::size_t count_of(const std::string& words) const {
        std::size_t number = 0;
        for (const std::string& line : lines_)
            number += line.find(words) != std::string::npos ? 1 : 0;
        return number;
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::string> lines_;
};

/// A provider with one fault, over HTTP, and what it tells of its requests.
struct FaultyProvider {
    explicit FaultyProvider(const std::string& fault) : http(options_for(fault, lines)) {}

    static server::ProviderOptions options_for(const std::string& fault, Lines& lines) {
        server::ProviderOptions options;
        options.pace.first_token_ms = 5;
        options.pace.tokens_per_second = 0;
        if (!fault.empty()) options.faults = {{simulate::parse_fault_rule(fault).value()}, 1};
        options.report = [&lines](const std::string& line) { lines.add(line); };
        return options;
    }

    Lines lines;
    server::SimulatedProvider http;
    std::string base_url = http.start("127.0.0.1", 0).value();
};

/// A run of one agent at a provider over HTTP.
class OneCall {
  public:
    explicit OneCall(const std::string& base_url) {
        mixture::Provider provider;
        provider.name = "local";
        provider.label = "Local";
        provider.base_url = base_url;
        mixture::Agent agent;
        agent.provider = "local";
        agent.model = "sim/echo-8b";
        run::RunSpec spec;
        spec.recipe.name = "Stopped";
        spec.recipe.layers.resize(1);
        spec.recipe.layers[0].agents = {agent};
        spec.messages = {{"user", "What is 2 + 3?"}};
        spec.providers = {provider};
        driver = std::make_unique<session::Driver>(
            session::DriverPorts{&tap, &tap, &server::monotonic_ms, &keys_}, std::move(spec), &tap);
    }

    const run::Node& node() const { return driver->state().aggregator(); }
    template <class Condition>
    void deliver_until(const Condition& condition) {
        owner_.deliver_until(condition);
    }
    /// What has come by now, if anything has.
    void deliver() { owner_.transport.deliver(); }

  private:
    session::Credentials keys_;
    test::CurlOwner owner_;

  public:
    test::Tap tap{owner_.transport};
    std::unique_ptr<session::Driver> driver;  ///< last: it cancels its calls when it goes
};

/// Stops the run; its provider's `lines` tell that the connection was closed.
void stop_and_check(OneCall& call, Lines& lines) {
    const std::string text = call.node().text;
    call.driver->stop();
    CHECK(call.driver->state().status == run::RunStatus::cancelled);
    CHECK(call.driver->next_wake() == no_time);
    const Millis latest = call.driver->state().latest;
    lines.wait_for("closed by the client");
    call.deliver();
    CHECK(call.node().text == text);
    CHECK(call.driver->state().latest == latest);
    CHECK_FALSE(call.tap.out_of_order);
}

}  // namespace

TEST_CASE("a run that is stopped before the head closes its connection, and nothing arrives after it") {
    Lines lines;
    server::RawServer silent([&lines](server::RawConnection& connection, const auto&) {
        if (!connection.read_request()) return;
        lines.add("arrived");
        if (!connection.wait_until(no_time)) lines.add("closed by the client");
    });
    const int port = silent.start("127.0.0.1", 0).value();
    OneCall call("http://127.0.0.1:" + std::to_string(port) + "/v1");
    call.driver->start();
    lines.wait_for("arrived");
    stop_and_check(call, lines);
}

TEST_CASE("a run that is stopped behind the head closes its connection") {
    FaultyProvider provider("stall-after-head");
    OneCall call(provider.base_url);
    call.driver->start();
    call.deliver_until([&] { return call.tap.calls.begin()->second.status == 200; });
    stop_and_check(call, provider.lines);
}

TEST_CASE("a run that is stopped inside a callback closes its connection") {
    FaultyProvider provider("stall-mid-stream");
    OneCall call(provider.base_url);
    call.tap.inside = [&] {
        if (!call.node().text.empty()) call.driver->stop();
    };
    call.driver->start();
    call.deliver_until([&] { return !call.driver->state().running(); });
    stop_and_check(call, provider.lines);
}

TEST_CASE("a run that is stopped before its request has left sends nothing") {
    FaultyProvider provider("");
    OneCall call(provider.base_url);
    call.driver->start();
    call.driver->stop();
    call.deliver();
    CHECK(call.driver->state().status == run::RunStatus::cancelled);
    CHECK(call.tap.calls.begin()->second.status == 0);
    CHECK_FALSE(call.tap.out_of_order);
}

TEST_CASE("a run that is stopped in mid-stream closes its connection and keeps its text") {
    FaultyProvider provider("stall-mid-stream");
    OneCall call(provider.base_url);
    call.driver->start();
    call.deliver_until([&] { return !call.node().text.empty(); });
    stop_and_check(call, provider.lines);
    CHECK_FALSE(call.node().text.empty());
}

TEST_CASE("a run that is stopped while it waits to repeat a request sends it no more") {
    FaultyProvider provider("rate-limit-seconds");
    OneCall call(provider.base_url);
    call.driver->start();
    call.deliver_until([&] { return call.node().state == run::NodeState::queued; });
    call.driver->stop();
    CHECK(call.driver->state().status == run::RunStatus::cancelled);
    CHECK(call.driver->next_wake() == no_time);
    call.driver->tick();
    call.deliver();
    provider.lines.wait_for("429");  // which the provider tells after it has sent it
    CHECK(provider.lines.count("429") == 1);
}
