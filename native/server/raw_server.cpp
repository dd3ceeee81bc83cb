#include "native/server/raw_server.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <utility>

#include "wire/http.hpp"

namespace moa::server {
namespace {

std::string bracketed(const std::string& host) {
    return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

Error cannot_listen(const std::string& host) {
    return {ErrorKind::io, 0,
            "Could not listen on " + host +
                ": the port is in use or not permitted; choose another one with --port."};
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
            ::listen(listening, SOMAXCONN) == 0)
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

/// Whether accepting fails for as long as nothing is given back, rather than for one client that went away.
bool is_exhausted(int error) {
    return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

}  // namespace

std::optional<Error> refuse_other_machines(const std::string& host) {
    if (wire::is_loopback("http://" + bracketed(host))) return std::nullopt;
    return invalid_input("--host must be an address of this machine: 127.0.0.1, ::1 or localhost.");
}

RawServer::RawServer(Serve serve, Bounds bounds)
    : serve_(std::move(serve)), bounds_(bounds), threads_(bounds.connections) {}

RawServer::~RawServer() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        if (listening_ >= 0) ::shutdown(listening_, SHUT_RDWR);
        for (const Open& open : open_)
            ::shutdown(open.socket, SHUT_RDWR);
    }
    changed_.notify_all();
    if (acceptor_.joinable()) acceptor_.join();
    threads_.join();
    if (listening_ >= 0) ::close(listening_);
}

Result<int> RawServer::start(const std::string& host, int port) {
    if (auto error = refuse_other_machines(host)) return *error;
    listening_ = listen_on(host, port);
    if (listening_ < 0) return cannot_listen(host);
    port_ = port_of(listening_);
    acceptor_ = std::thread([this] { accept_all(); });
    return port_;
}

void RawServer::accept_all() {
    for (;;) {
        // Without a free descriptor accept fails at once, also where nobody waits to be accepted.
        pollfd client = {listening_, POLLIN, 0};
        (void)::poll(&client, 1, -1);
        const int socket = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
        const int error = socket < 0 ? errno : 0;
        std::unique_lock lock(mutex_);
        if (stopping_) {
            if (socket >= 0) ::close(socket);
            return;
        }
        if (socket >= 0) {
            take(socket);
        } else if (is_exhausted(error)) {
            // The client stays in the queue, and asking again at once would get the same answer.
            constexpr std::chrono::milliseconds pause(100);
            if (bounds_.newest_first) cut_longest();
            changed_.wait_for(lock, pause);
        }
    }
}

/// With the lock held.
void RawServer::take(int socket) {
    const int yes = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    const auto kept = std::count_if(open_.begin(), open_.end(), [](const Open& open) { return !open.cut; });
    if (bounds_.newest_first && static_cast<std::size_t>(kept) >= bounds_.connections) cut_longest();
    const auto open = open_.insert(open_.end(), Open{socket});
    threads_.add([this, open] { serve(open); });
}

/// Of those that only wait, if there are any; with the lock held. Its thread closes it.
void RawServer::cut_longest() {
    const auto waits = [](const Open& open) { return !open.cut && !open.answering; };
    auto longest = std::find_if(open_.begin(), open_.end(), waits);
    if (longest == open_.end())
        longest = std::find_if(open_.begin(), open_.end(), [](const Open& open) { return !open.cut; });
    if (longest == open_.end()) return;
    longest->cut = true;
    ::shutdown(longest->socket, SHUT_RDWR);
}

void RawServer::note_busy(OpenList::iterator open, bool answering) {
    const std::lock_guard lock(mutex_);
    open->answering = answering;
    open_.splice(open_.end(), open_, open);
}

void RawServer::serve(OpenList::iterator open) {
    const int socket = open->socket;
    {
        RawConnection connection(socket, bounds_);
        serve_(connection, [this, open](bool answering) { note_busy(open, answering); });
    }
    // Closed under the lock: the number may be another connection's as soon as it is free.
    const std::lock_guard lock(mutex_);
    open_.erase(open);
    ::close(socket);
    changed_.notify_all();
}

}  // namespace moa::server
