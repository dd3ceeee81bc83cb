// Which HTTP requests a run sends, call by call: at first, after changes of its graph, and after a kill.
#include <doctest/doctest.h>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "curl_owner.hpp"
#include "json.hpp"
#include "loopback_server.hpp"
#include "native/server/raw_server.hpp"
#include "run/stale.hpp"
#include "session/driver.hpp"
#include "session/history/run_log_read.hpp"
#include "session/history/run_log_write.hpp"

namespace {

using namespace moa;
using run::Change;

/// Answers "by MODEL", and writes down whom it was asked for and with which references.
class Provider {
  public:
    /// "c: a0 b0" of a call to model c with the first answers of a and b.
    std::vector<std::string> take_requests() {
        const std::lock_guard lock(mutex_);
        std::sort(requests_.begin(), requests_.end());
        return std::exchange(requests_, {});
    }
    std::size_t request_count() {
        const std::lock_guard lock(mutex_);
        return requests_.size();
    }
    std::string base_url() const { return server_.url("/v1"); }
    /// Whoever asks for this model is left waiting.
    void hang(std::string model) {
        const std::lock_guard lock(mutex_);
        hanging_ = std::move(model);
    }

  private:
    void serve(test::Connection& connection) {
        for (std::string request = connection.read_request(); !request.empty();
             request = connection.read_request()) {
            const auto body = parse_json(request.substr(request.find("\r\n\r\n") + 4));
            const std::string model(body ? find_string(*body, "model") : "");
            std::string said;
            {
                const std::lock_guard lock(mutex_);
                requests_.push_back(model + ":" + references_of(*body));
                said = model + std::to_string(times_[model]++);
                if (model == hanging_) said.clear();
            }
            connection.send(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
            if (said.empty()) {
                connection.wait_for_close();
                return;
            }
            connection.send(R"(data: {"choices":[{"delta":{"content":")" + said +
                            "\"}}]}\n\ndata: [DONE]\n\n");
            return;
        }
    }

    static std::string references_of(const Json& body) {
        const std::string content = body["messages"][0]["content"].get<std::string>();
        std::string names;
        for (int number = 1;; ++number) {
            const std::string mark = "\n" + std::to_string(number) + ". ";
            const auto at = content.find(mark);
            if (at == std::string::npos) return names;
            const auto begin = at + mark.size();
            names += " " + content.substr(begin, content.find('\n', begin) - begin);
        }
    }

    std::mutex mutex_;
    std::vector<std::string> requests_;
    std::map<std::string, int> times_;
    std::string hanging_;
    test::LoopbackServer server_{[this](test::Connection& connection) { serve(connection); }};
};

struct LogKeeper final : run::RunObserver {
    std::string text;
    session::RunLogWriter writer{[this](std::string_view line) { text += line; }, 0};
    void on_event(Millis t, const run::RunEvent& event, const run::RunState& state) override {
        writer.on_event(t, event, state);
    }
};

/// 1.1 to 1.3 are a, b and c; 2.1 and 2.2 are d and e; 3.1 is f.
class Shell {
  public:
    explicit Shell(const Provider& provider) {
        mixture::Provider local;
        local.name = "local";
        local.label = "Local";
        local.base_url = provider.base_url();
        local.max_concurrent = 0;
        run::RunSpec spec;
        for (const std::vector<std::string>& models :
             {std::vector<std::string>{"a", "b", "c"}, {"d", "e"}, {"f"}}) {
            mixture::Layer& layer = spec.recipe.layers.emplace_back();
            for (const std::string& model : models) {
                mixture::Agent& agent = layer.agents.emplace_back();
                agent.provider = "local";
                agent.model = model;
            }
        }
        spec.messages = {{"user", "Why?"}};
        spec.providers = {local};
        driver = std::make_unique<session::Driver>(
            session::DriverPorts{&owner_.transport, &owner_.transport, &server::monotonic_ms, &keys_},
            std::move(spec), &log);
    }

    template <class Condition>
    void deliver_until(const Condition& condition) {
        owner_.deliver_until(condition, [this] { driver->tick(); });
    }
    void to_the_end() {
        deliver_until([this] { return !driver->state().running(); });
    }
    void change(Change change, run::NodeId node = {}, const std::string& text = {}) {
        run::GraphCommand command;
        command.change = change;
        command.node = node;
        command.text = text;
        driver->change(std::move(command));
        to_the_end();
    }

    LogKeeper log;

  private:
    session::Credentials keys_;
    test::CurlOwner owner_;

  public:
    std::unique_ptr<session::Driver> driver;  ///< last: it cancels its calls when it goes
};

using Requests = std::vector<std::string>;

}  // namespace

TEST_CASE("which requests follow from a first run, an edit, a regeneration, a mute") {
    Provider provider;
    Shell shell(provider);
    shell.driver->start();
    shell.to_the_end();
    CHECK(provider.take_requests() == Requests{"a:", "b:", "c:", "d: a0 b0 c0", "e: a0 b0 c0", "f: d0 e0"});

    shell.change(Change::edit, {1, 2}, "by hand");
    CHECK(provider.take_requests().empty());
    CHECK(run::stale_nodes(shell.driver->state()) == std::vector<run::NodeId>{{2, 1}, {2, 2}, {3, 1}});
    shell.change(Change::rerun);
    CHECK(provider.take_requests() == Requests{"d: a0 by hand c0", "e: a0 by hand c0", "f: d1 e1"});

    shell.change(Change::regenerate, {2, 1});
    CHECK(provider.take_requests() == Requests{"d: a0 by hand c0"});
    shell.change(Change::rerun);
    CHECK(provider.take_requests() == Requests{"f: d2 e1"});

    shell.change(Change::mute, {1, 3});
    CHECK(provider.take_requests().empty());
    shell.change(Change::rerun);
    CHECK(provider.take_requests() == Requests{"d: a0 by hand", "e: a0 by hand", "f: d3 e2"});

    shell.change(Change::undo);
    CHECK(provider.take_requests().empty());
}

TEST_CASE("after a kill only what had not finished is requested") {
    Provider provider;
    std::string log;
    {
        Shell shell(provider);
        provider.hang("e");
        shell.driver->start();
        shell.deliver_until([&] {
            const auto& layer = shell.driver->state().layers[1];
            // Sent is not yet arrived.
            return layer[0].state == run::NodeState::done && layer[1].state == run::NodeState::waiting &&
                   provider.request_count() == 5;
        });
        log = shell.log.text;
    }
    CHECK(provider.take_requests() == Requests{"a:", "b:", "c:", "d: a0 b0 c0", "e: a0 b0 c0"});
    provider.hang("");
    const auto read = session::read_run_log(log);
    REQUIRE(read.ok());
    Shell again(provider);
    again.driver->adopt(session::replay(read.value()));
    again.change(Change::resume);
    CHECK(provider.take_requests() == Requests{"e: a0 b0 c0", "f: d0 e1"});
    CHECK(again.driver->state().status == run::RunStatus::complete);
}
