// A server of a few lines on loopback: each connection is handed to the test's own code, which speaks raw
// bytes.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "patience.hpp"

namespace moa::test {

/// One accepted connection. Closed when it goes.
class Connection {
  public:
    explicit Connection(int socket) : socket_(socket) {
        const timeval limit = {patience.count(), 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    }
    ~Connection() { ::close(socket_); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Head and body (by Content-Length) of the next request; empty when the client closes first.
    std::string read_request() {
        std::string request;
        std::array<char, 4096> part{};
        std::size_t needed = std::string::npos;
        while (request.size() < needed) {
            const ssize_t count = ::recv(socket_, part.data(), part.size(), 0);
            if (count <= 0) return {};
            request.append(part.data(), static_cast<std::size_t>(count));
            const auto head_end = request.find("\r\n\r\n");
            if (needed != std::string::npos || head_end == std::string::npos) continue;
            const auto length = request.find("Content-Length: ");
            needed = head_end + 4 + (length < head_end ? std::stoul(request.substr(length + 16)) : 0);
        }
        return request;
    }
    bool send(std::string_view bytes) {
        return ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
               static_cast<ssize_t>(bytes.size());
    }
    /// A send that has not got rid of its bytes for so long fails.
    void give_up_sending_after(int seconds) {
        const timeval limit = {seconds, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    }
    /// Waits for the client to close its side.
    bool wait_for_close() {
        char byte = 0;
        const ssize_t count = ::recv(socket_, &byte, 1, 0);
        return count == 0 || (count < 0 && errno != EAGAIN);
    }

  private:
    int socket_;
};

class LoopbackServer {
  public:
    using Handler = std::function<void(Connection&)>;

    explicit LoopbackServer(Handler handler)
        : handler_(std::move(handler)), socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
            ::listen(socket_, 256) != 0) {
            std::abort();  // no loopback, no test
        }
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        acceptor_ = std::thread([this] { accept_all(); });
    }
    ~LoopbackServer() {
        stopping_ = true;
        ::shutdown(socket_, SHUT_RDWR);
        acceptor_.join();
        ::close(socket_);
        for (std::thread& thread : handlers_)
            thread.join();
    }
    LoopbackServer(const LoopbackServer&) = delete;
    LoopbackServer& operator=(const LoopbackServer&) = delete;

    std::string url(std::string_view path = "/v1/chat/completions") const {
        return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
    }
    int accepted() const { return accepted_; }

  private:
    void accept_all() {
        while (!stopping_) {
            const int socket = ::accept(socket_, nullptr, nullptr);
            if (socket < 0) return;
            ++accepted_;
            handlers_.emplace_back([this, socket] {
                Connection connection(socket);
                handler_(connection);
            });
        }
    }

    Handler handler_;
    int socket_;
    int port_ = 0;
    std::atomic<bool> stopping_ = false;
    std::atomic<int> accepted_ = 0;
    std::vector<std::thread> handlers_;
    std::thread acceptor_;
};

}  // namespace moa::test
