// What a server does when the process has no file descriptor left for another connection.
#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <string>
#include <string_view>
#include <vector>

#include "native/server/raw_server.hpp"
#include "patience.hpp"

using namespace moa;

namespace {

constexpr std::string_view request = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
constexpr std::string_view reply = "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n";

/// Uses up the descriptors of this process, until it ends or some are given back.
class NoDescriptors {
  public:
    NoDescriptors() {
        ::getrlimit(RLIMIT_NOFILE, &before_);
        const rlimit few = {64, before_.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &few);
        for (int copy = ::dup(0); copy >= 0; copy = ::dup(0))
            taken_.push_back(copy);
    }
    ~NoDescriptors() {
        while (!taken_.empty())
            give_back();
        ::setrlimit(RLIMIT_NOFILE, &before_);
    }
    NoDescriptors(const NoDescriptors&) = delete;
    NoDescriptors& operator=(const NoDescriptors&) = delete;

    void give_back() {
        ::close(taken_.back());
        taken_.pop_back();
    }
    bool any() const { return !taken_.empty(); }

  private:
    rlimit before_ = {};
    std::vector<int> taken_;
};

class Client {
  public:
    explicit Client(int port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        const timeval limit = {test::patience.count(), 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    }
    ~Client() { ::close(socket_); }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    bool connected() const { return connected_; }
    void ask() const { (void)::send(socket_, request.data(), request.size(), MSG_NOSIGNAL); }
    /// As much as a reply has; less when the server closes first.
    std::string read() const {
        std::string text(reply.size(), '\0');
        const ssize_t size = ::recv(socket_, text.data(), text.size(), MSG_WAITALL);
        text.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
        return text;
    }

  private:
    int socket_;
    bool connected_ = false;
};

void answer_all(server::RawConnection& connection, const server::RawServer::Busy& busy) {
    while (connection.read_request()) {
        busy(true);
        if (!connection.send(reply)) return;
        busy(false);
    }
}

}  // namespace

TEST_CASE("a client for whom there is no descriptor is answered once there is one") {
    server::RawServer server(answer_all);
    const int port = server.start("127.0.0.1", 0).value();
    NoDescriptors none;
    REQUIRE(none.any());
    none.give_back();
    const Client client(port);
    REQUIRE(client.connected());
    client.ask();
    none.give_back();
    CHECK(client.read() == reply);
}

TEST_CASE("where the newest client comes first, one that only waits gives its descriptor") {
    server::Bounds bounds;
    bounds.newest_first = true;
    server::RawServer server(answer_all, bounds);
    const int port = server.start("127.0.0.1", 0).value();
    const Client idle(port);
    idle.ask();
    REQUIRE(idle.read() == reply);
    NoDescriptors none;
    REQUIRE(none.any());
    none.give_back();
    const Client newest(port);
    REQUIRE(newest.connected());
    newest.ask();
    CHECK(newest.read() == reply);
    CHECK(idle.read().empty());
    // There is none left still, but nobody waits for one.
    newest.ask();
    CHECK(newest.read() == reply);
}
