#include "native/server/simulated_provider.hpp"

#include <array>
#include <utility>

#include "json.hpp"

namespace moa::server {
namespace {

using simulate::Ending;
using simulate::TimedResponse;

std::string_view short_reason(int status) {
    return status < 300 ? "OK" : "Error";
}

/// Any page may talk to it: there is nothing here to protect.
wire::Headers allowing_every_origin(const wire::HttpRequest& request) {
    wire::Headers headers = {{"Access-Control-Allow-Origin", "*"}, {"Access-Control-Expose-Headers", "*"}};
    if (request.method != "OPTIONS") return headers;
    const std::string_view wanted = wire::find_header(request.headers, "Access-Control-Request-Headers");
    headers.emplace_back("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
    // "*" would not cover Authorization.
    headers.emplace_back("Access-Control-Allow-Headers",
                         wanted.empty() ? "Authorization, Content-Type" : wanted);
    headers.emplace_back("Access-Control-Allow-Private-Network", "true");
    headers.emplace_back("Access-Control-Max-Age", "600");
    return headers;
}

std::string head_text(int status, std::initializer_list<wire::Headers> all) {
    std::string text =
        "HTTP/1.1 " + std::to_string(status) + " " + std::string(short_reason(status)) + "\r\n";
    for (const wire::Headers& headers : all) {
        for (const auto& [name, value] : headers)
            text.append(name).append(": ").append(value).append("\r\n");
    }
    return text + "\r\n";
}

std::string chunk_text(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string size;
    for (std::size_t left = bytes.size(); left > 0; left /= 16)
        size.insert(size.begin(), digits[left % 16]);
    return size.append("\r\n").append(bytes).append("\r\n");
}

/// One answer on its way to one client.
class Playback {
  public:
    Playback(RawConnection& connection, const TimedResponse& response, Millis started_at)
        : connection_(connection), response_(response), started_at_(started_at) {}

    /// Sends head and body, each part when its time has come. False when the client or the server is gone.
    bool send(const std::string& head) const {
        if (!wait_for(response_.head_at)) return false;
        if (!response_.no_head && !connection_.send(head)) return false;
        for (const simulate::TimedBytes& part : response_.body) {
            if (part.bytes.empty()) continue;
            if (!wait_for(part.at)) return false;
            if (!connection_.send(response_.no_head ? part.bytes : chunk_text(part.bytes))) return false;
        }
        return wait_for(response_.end_at);
    }

    /// Ends the exchange the way the response does. False when the client or the server is gone.
    bool end() const {
        switch (response_.ending) {
            case Ending::complete:
                return connection_.send("0\r\n\r\n");
            case Ending::never:
                return connection_.wait_until(no_time);
            case Ending::cut:
                // A chunk that is announced and never comes.
                return response_.no_head || connection_.send("ff\r\n");
            case Ending::broken:
            case Ending::unreachable:  // the nearest that a server can do
                connection_.reset_at_end();
                return true;
        }
        return true;
    }

  private:
    bool wait_for(Millis at) const { return connection_.wait_until(started_at_ + at); }

    RawConnection& connection_;
    const TimedResponse& response_;
    Millis started_at_;
};

}  // namespace

SimulatedProvider::SimulatedProvider(ProviderOptions options)
    : options_(std::move(options)),
      server_([this](RawConnection& connection, const RawServer::Busy&) { serve(connection); }) {}

Result<std::string> SimulatedProvider::start(const std::string& host, int port) {
    const Result<int> bound = server_.start(host, port);
    if (!bound) return bound.error();
    const bool is_ipv6 = host.find(':') != std::string::npos;
    return "http://" + (is_ipv6 ? "[" + host + "]" : host) + ":" + std::to_string(bound.value()) + "/v1";
}

void SimulatedProvider::serve(RawConnection& connection) {
    while (const auto request = connection.read_request()) {
        if (request->method == "OPTIONS") {
            if (!connection.send(head_text(204, {allowing_every_origin(*request)}))) return;
        } else if (!answer(connection, *request)) {
            return;
        }
        // A client repeats a request by itself when a connection it had kept turns out to be dead. With
        // faults every request has a connection of its own, so that each fault is met once.
        if (!options_.faults.empty() || wants_close(*request)) return;
    }
}

bool SimulatedProvider::take_slot(RawConnection& connection) {
    constexpr Millis look_again_ms = 2;  // nobody can wait for a socket and for others' threads at once
    std::uint64_t ticket = 0;
    {
        const std::lock_guard lock(slots_mutex_);
        ticket = ++tickets_;
        waiting_.push_back(ticket);
    }
    for (;;) {
        {
            const std::lock_guard lock(slots_mutex_);
            if (waiting_.front() == ticket && busy_ < options_.pace.slots) {
                waiting_.pop_front();
                ++busy_;
                return true;
            }
        }
        if (connection.wait_until(monotonic_ms() + look_again_ms)) continue;
        const std::lock_guard lock(slots_mutex_);
        std::erase(waiting_, ticket);
        return false;
    }
}

void SimulatedProvider::leave_slot() {
    const std::lock_guard lock(slots_mutex_);
    --busy_;
}

bool SimulatedProvider::answer(RawConnection& connection, const wire::HttpRequest& request) {
    const bool works = options_.pace.slots > 0 && request.method == "POST";
    if (works && !take_slot(connection)) return false;
    const Millis started_at = monotonic_ms();
    TimedResponse response = simulate::respond(request, options_.pace, nonce_++, options_.any_model);
    std::string_view fault;
    {
        const std::lock_guard lock(faults_mutex_);
        skilled_.answer(request, response);
        fault = options_.faults.disturb(request, response);
    }
    const wire::Headers cross_origin =
        response.readable_by_pages ? allowing_every_origin(request) : wire::Headers{};
    wire::Headers framing = {{"Transfer-Encoding", "chunked"}};
    if (!options_.faults.empty()) framing.emplace_back("Connection", "close");
    const std::string head = head_text(response.head.status, {response.head.headers, cross_origin, framing});
    const Playback playback(connection, response, started_at);
    const bool played = playback.send(head) && playback.end();
    if (works) leave_slot();
    if (options_.report) {
        std::string line = request.method + " " + request.url;
        if (const auto body = parse_json(request.body))
            line += " " + std::string(find_string(*body, "model"));
        line += " " + (response.no_head ? "no head" : std::to_string(response.head.status));
        if (!fault.empty()) line.append(" ").append(fault);
        options_.report(line + (!played                               ? " closed by the client"
                                : response.ending == Ending::complete ? " complete"
                                                                      : " interrupted"));
    }
    return played && response.ending == Ending::complete;
}

}  // namespace moa::server
