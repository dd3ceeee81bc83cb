#include "native/server/raw_connection.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>

#include "ascii.hpp"
#include "wire/error_text.hpp"

namespace moa::server {
namespace {

constexpr std::string_view head_end = "\r\n\r\n";

/// Takes a line off the front, without its end.
std::string_view take_line(std::string_view& text) {
    const auto end = text.find("\r\n");
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 2);
    return line;
}

bool is_token(std::string_view text) {
    constexpr std::string_view signs = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               signs.find(c) != std::string_view::npos;
    });
}

bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) < ' ' && c != '\t') || c == '\x7F';
    });
}

/// Request line and headers of a whole head. Nothing for what two readers could take in two ways (RFC 9112).
std::optional<wire::HttpRequest> parse_head(std::string_view head) {
    wire::HttpRequest request;
    std::string_view line = take_line(head);
    const auto first = line.find(' ');
    const auto second = line.rfind(' ');
    if (first == std::string_view::npos || second <= first + 1 || has_control(line)) return std::nullopt;
    const std::string_view version = line.substr(second + 1);
    request.method = line.substr(0, first);
    request.url = line.substr(first + 1, second - first - 1);
    if (!is_token(request.method) || request.url.find(' ') != std::string::npos) return std::nullopt;
    if (version != "HTTP/1.1" && version != "HTTP/1.0") return std::nullopt;
    // Connections of HTTP/1.0 last for one request.
    if (version == "HTTP/1.0") request.headers.emplace_back("Connection", "close");
    while (!(line = take_line(head)).empty()) {
        const auto colon = line.find(':');
        if (colon == std::string_view::npos || !is_token(line.substr(0, colon)) || has_control(line))
            return std::nullopt;
        request.headers.emplace_back(line.substr(0, colon), trimmed(line.substr(colon + 1)));
    }
    return request;
}

/// The length of the body in bytes; nothing where the digits are none.
std::optional<std::size_t> body_length(const wire::HttpRequest& request, std::size_t most) {
    std::size_t length = 0;
    for (const char digit : wire::find_header(request.headers, "Content-Length")) {
        if (digit < '0' || digit > '9') return std::nullopt;
        // Beyond the limit it only has to stay there.
        length = std::min(length * 10 + static_cast<std::size_t>(digit - '0'), most + 1);
    }
    return length;
}

timeval as_timeval(Millis ms) {
    return {static_cast<time_t>(ms / 1000), static_cast<suseconds_t>(ms % 1000 * 1000)};
}

}  // namespace

Millis monotonic_ms() {
    const auto since_boot = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since_boot).count();
}

bool wants_close(const wire::HttpRequest& request) {
    return lower_case(wire::find_header(request.headers, "Connection")) == "close";
}

bool announces_body(const wire::HttpRequest& request) {
    return !wire::find_header(request.headers, "Transfer-Encoding").empty() ||
           wire::find_header(request.headers, "Content-Length").find_first_not_of('0') !=
               std::string_view::npos;
}

RawConnection::RawConnection(int socket, const Bounds& bounds) : socket_(socket), bounds_(bounds) {
    const timeval longest = as_timeval(bounds.send_ms);
    ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &longest, sizeof longest);
}

bool RawConnection::read_more(Millis deadline) {
    pollfd watched = {socket_, POLLIN, 0};
    const Millis left = std::max<Millis>(deadline - monotonic_ms(), 0);
    if (::poll(&watched, 1, static_cast<int>(left)) <= 0) return false;
    std::array<char, 16'384> part{};
    const ssize_t count = ::recv(socket_, part.data(), part.size(), 0);
    if (count <= 0) return false;
    received_.append(part.data(), static_cast<std::size_t>(count));
    return true;
}

std::nullopt_t RawConnection::refuse(int status) {
    refusal_ = status;
    return std::nullopt;
}

std::optional<wire::HttpRequest> RawConnection::read_head() {
    const Millis deadline = monotonic_ms() + bounds_.head_ms;
    std::size_t searched = 0;
    std::size_t end = 0;
    while ((end = received_.find(head_end, searched)) == std::string::npos) {
        if (received_.size() > bounds_.head_bytes) return refuse(431);
        searched = received_.size() - std::min(received_.size(), head_end.size() - 1);
        if (!read_more(deadline)) return refuse(received_.empty() ? 0 : 408);
    }
    end += head_end.size();
    if (end > bounds_.head_bytes) return refuse(431);
    auto request = parse_head(std::string_view(received_).substr(0, end));
    if (!request) return refuse(400);
    received_.erase(0, end);
    return request;
}

std::optional<wire::HttpRequest> RawConnection::read_request() {
    auto request = read_head();
    if (!request) return std::nullopt;
    if (!wire::find_header(request->headers, "Transfer-Encoding").empty()) return refuse(411);
    const auto length = body_length(*request, bounds_.body_bytes);
    if (!length) return refuse(400);
    if (*length > bounds_.body_bytes) return refuse(413);
    if (!wire::find_header(request->headers, "Expect").empty() && !send("HTTP/1.1 100 Continue\r\n\r\n"))
        return std::nullopt;
    while (received_.size() < *length) {
        if (!read_more(monotonic_ms() + bounds_.head_ms)) return std::nullopt;
    }
    request->body = received_.substr(0, *length);
    received_.erase(0, *length);
    return request;
}

bool RawConnection::send(std::string_view bytes) const {
    while (!bytes.empty()) {
        const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

bool RawConnection::wait_until(Millis deadline) const {
    constexpr Millis hour = 3'600'000;
    for (;;) {
        const Millis left = deadline == no_time ? hour : deadline - monotonic_ms();
        pollfd watched = {socket_, POLLRDHUP, 0};
        const int ready = ::poll(&watched, 1, static_cast<int>(std::clamp<Millis>(left, 0, hour)));
        if (ready > 0) return false;
        if (left <= 0) return true;
    }
}

void RawConnection::reset_at_end() const {
    const linger at_once = {1, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

void RawConnection::finish_sending() {
    constexpr Millis long_enough = 1000;
    constexpr std::size_t enough_bytes = std::size_t{1024} * 1024;
    ::shutdown(socket_, SHUT_WR);
    const Millis deadline = monotonic_ms() + long_enough;
    std::size_t taken = 0;
    received_.clear();
    while (taken < enough_bytes && read_more(deadline)) {
        taken += received_.size();
        received_.clear();
    }
}

}  // namespace moa::server
