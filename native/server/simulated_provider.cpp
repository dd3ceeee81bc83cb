#include "native/server/simulated_provider.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "json.hpp"

namespace moa::server {
namespace {

/// How often a stream that waits for its next moment looks whether its client is still there.
constexpr Millis look_ms = 50;

wire::HttpRequest to_core(const httplib::Request& request) {
    wire::HttpRequest converted;
    converted.method = request.method;
    converted.url = "http://simulated" + request.target;
    for (const auto& [name, value] : request.headers)
        converted.headers.emplace_back(name, value);
    converted.body = request.body;
    return converted;
}

bool is_framing(std::string_view name) {
    constexpr std::array<std::string_view, 4> framing = {"content-length", "transfer-encoding", "connection",
                                                         "content-type"};
    return std::any_of(framing.begin(), framing.end(), [&](std::string_view each) {
        return std::equal(each.begin(), each.end(), name.begin(), name.end(), [](char a, char b) {
            return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
        });
    });
}

/// Any page may talk to it: there is nothing here to protect.
void allow_every_origin(const httplib::Request& request, httplib::Response& response) {
    response.set_header("Access-Control-Allow-Origin", "*");
    response.set_header("Access-Control-Expose-Headers", "*");
    if (request.method != "OPTIONS") return;
    const std::string wanted = request.get_header_value("Access-Control-Request-Headers");
    response.set_header("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
    // "*" would not cover Authorization.
    response.set_header("Access-Control-Allow-Headers",
                        wanted.empty() ? "Authorization, Content-Type" : wanted);
    response.set_header("Access-Control-Allow-Private-Network", "true");
    response.set_header("Access-Control-Max-Age", "600");
}

/// One answer on its way to one client.
struct Playback {
    simulate::TimedResponse response;
    Millis started_at = 0;
    std::size_t next = 0;

    /// Sends the next part when its time has come. False when the client or the server is gone.
    bool send_next(httplib::DataSink& sink, const StopSignal& stop) {
        const bool at_end = next == response.body.size();
        const Millis due = started_at + (at_end ? response.end_at : response.body[next].at);
        for (;;) {
            const Millis now = monotonic_ms();
            if (now >= due) break;
            if (!stop.wait_until(std::min(due, now + look_ms)) || !sink.is_writable()) return false;
        }
        if (at_end) {
            sink.done();
            return true;
        }
        const std::string& bytes = response.body[next++].bytes;
        return sink.write(bytes.data(), bytes.size());
    }
};

}  // namespace

SimulatedProvider::SimulatedProvider(simulate::Pace pace, bool any_model,
                                     std::function<void(const std::string&)> report)
    : pace_(pace), any_model_(any_model), report_(std::move(report)) {
    const auto handle = [this](const httplib::Request& request, httplib::Response& response) {
        answer(request, response);
    };
    server_.routes().Get(".*", handle);
    server_.routes().Post(".*", handle);
    server_.routes().Options(".*", [](const httplib::Request& request, httplib::Response& response) {
        allow_every_origin(request, response);
        response.status = 204;
    });
}

Result<std::string> SimulatedProvider::start(const std::string& host, int port) {
    const Result<int> bound = server_.start(host, port);
    if (!bound) return bound.error();
    const bool is_ipv6 = host.find(':') != std::string::npos;
    return "http://" + (is_ipv6 ? "[" + host + "]" : host) + ":" + std::to_string(bound.value()) + "/v1";
}

void SimulatedProvider::answer(const httplib::Request& request, httplib::Response& response) {
    auto playback = std::make_shared<Playback>();
    playback->started_at = monotonic_ms();
    playback->response = simulate::respond(to_core(request), pace_, nonce_++, any_model_);
    const wire::ResponseHead& head = playback->response.head;
    allow_every_origin(request, response);
    response.status = head.status;
    for (const auto& [name, value] : head.headers) {
        if (!is_framing(name)) response.set_header(name, value);
    }
    const std::string type(wire::find_header(head.headers, "Content-Type"));
    std::string line = request.method + " " + request.path;
    if (const auto body = parse_json(request.body)) line += " " + std::string(find_string(*body, "model"));
    line += " " + std::to_string(head.status);

    if (!server_.stop_signal().wait_until(playback->started_at + playback->response.head_at)) return;
    response.set_chunked_content_provider(
        type,
        [this, playback](std::size_t, httplib::DataSink& sink) {
            return playback->send_next(sink, server_.stop_signal());
        },
        [this, line](bool complete) {
            if (report_) report_(line + (complete ? " complete" : " closed by the client"));
        });
}

}  // namespace moa::server
