#include "native/server/raw_server.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <utility>

#include "native/server/http_server.hpp"

namespace moa::server {
namespace {

constexpr std::size_t most_threads = 512;
constexpr int backlog = 256;
constexpr std::size_t largest_request = 16u << 20;
constexpr Millis longest_silence_ms = 30'000;

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

/// Takes a line off the front, without its end.
std::string_view take_line(std::string_view& text) {
    const auto end = text.find("\r\n");
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 2);
    return line;
}

/// Request line and headers; the URL is empty when it is none.
wire::HttpRequest parse_head(std::string_view head) {
    wire::HttpRequest request;
    std::string_view line = take_line(head);
    const auto first = line.find(' ');
    const auto second = line.rfind(' ');
    if (first == std::string_view::npos || second <= first || !line.substr(second).starts_with(" HTTP/1."))
        return request;
    request.method = line.substr(0, first);
    request.url = line.substr(first + 1, second - first - 1);
    while (!(line = take_line(head)).empty()) {
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        request.headers.emplace_back(line.substr(0, colon), trimmed(line.substr(colon + 1)));
    }
    return request;
}

std::size_t body_length(const wire::HttpRequest& request) {
    std::size_t length = 0;
    for (const char digit : wire::find_header(request.headers, "Content-Length")) {
        if (digit < '0' || digit > '9' || length > largest_request) return largest_request + 1;
        length = length * 10 + static_cast<std::size_t>(digit - '0');
    }
    return length;
}

/// Listens on the first address of `host` that allows it; -1 when none does.
int listen_on(const std::string& host, int port) {
    addrinfo hints = {};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_NUMERICSERV | AI_PASSIVE;
    addrinfo* found = nullptr;
    if (::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0) return -1;
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> addresses(found, &::freeaddrinfo);
    for (const addrinfo* address = found; address != nullptr; address = address->ai_next) {
        const int listening = ::socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (listening < 0) continue;
        const int yes = 1;
        ::setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        if (::bind(listening, address->ai_addr, address->ai_addrlen) == 0 &&
            ::listen(listening, backlog) == 0)
            return listening;
        ::close(listening);
    }
    return -1;
}

int port_of(int listening) {
    sockaddr_storage address = {};
    socklen_t size = sizeof address;
    if (::getsockname(listening, reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
    return ntohs(address.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6*>(&address)->sin6_port
                                               : reinterpret_cast<sockaddr_in*>(&address)->sin_port);
}

}  // namespace

Millis monotonic_ms() {
    const auto since_boot = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since_boot).count();
}

bool RawConnection::read_more() {
    pollfd watched = {socket_, POLLIN, 0};
    if (::poll(&watched, 1, static_cast<int>(longest_silence_ms)) <= 0) return false;
    std::array<char, 16'384> part{};
    const ssize_t count = ::recv(socket_, part.data(), part.size(), 0);
    if (count <= 0) return false;
    received_.append(part.data(), static_cast<std::size_t>(count));
    return true;
}

std::optional<wire::HttpRequest> RawConnection::read_request() {
    constexpr std::string_view head_end = "\r\n\r\n";
    std::size_t end = 0;
    while ((end = received_.find(head_end)) == std::string::npos) {
        if (received_.size() > largest_request || !read_more()) return std::nullopt;
    }
    end += head_end.size();
    wire::HttpRequest request = parse_head(std::string_view(received_).substr(0, end));
    const std::size_t length = body_length(request);
    if (request.url.empty() || length > largest_request) return std::nullopt;
    if (!wire::find_header(request.headers, "Expect").empty() && !send("HTTP/1.1 100 Continue\r\n\r\n"))
        return std::nullopt;
    while (received_.size() < end + length) {
        if (!read_more()) return std::nullopt;
    }
    request.body = received_.substr(end, length);
    received_.erase(0, end + length);
    return request;
}

bool RawConnection::send(std::string_view bytes) const {
    while (!bytes.empty()) {
        const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
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

RawServer::RawServer(std::function<void(RawConnection&)> serve)
    : serve_(std::move(serve)), threads_(most_threads) {}

RawServer::~RawServer() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        if (listening_ >= 0) ::shutdown(listening_, SHUT_RDWR);
        for (const int socket : open_)
            ::shutdown(socket, SHUT_RDWR);
    }
    if (acceptor_.joinable()) acceptor_.join();
    threads_.join();
    if (listening_ >= 0) ::close(listening_);
}

Result<int> RawServer::start(const std::string& host, int port) {
    if (auto error = refuse_other_machines(host)) return *error;
    listening_ = listen_on(host, port);
    if (listening_ < 0) return cannot_listen(host);
    acceptor_ = std::thread([this] { accept_all(); });
    return port_of(listening_);
}

void RawServer::accept_all() {
    for (;;) {
        const int socket = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
        const std::lock_guard lock(mutex_);
        if (stopping_) {
            if (socket >= 0) ::close(socket);
            return;
        }
        if (socket < 0) continue;  // a client that gave up while it waited
        const int yes = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        open_.insert(socket);
        threads_.add([this, socket] { serve(socket); });
    }
}

void RawServer::serve(int socket) {
    RawConnection connection(socket);
    serve_(connection);
    // Closed under the lock: the number may be another connection's as soon as it is free.
    const std::lock_guard lock(mutex_);
    open_.erase(socket);
    ::close(socket);
}

}  // namespace moa::server
