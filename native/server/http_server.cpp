#include "native/server/http_server.hpp"

#include <sys/socket.h>

#include <functional>
#include <utility>

#include "native/server/task_queue.hpp"
#include "wire/http.hpp"

namespace moa::server {
namespace {

/// Far more connections than a page and a few command lines hold open.
constexpr std::size_t most_threads = 512;
/// Connections that may wait to be accepted: a hundred streams are opened at one moment.
constexpr int backlog = 256;
constexpr std::size_t largest_request = 16u << 20;

/// Newer versions of the library want to be told that a task was taken, older ones nothing.
using Taken = decltype(std::declval<httplib::TaskQueue&>().enqueue(std::function<void()>()));

class Tasks final : public httplib::TaskQueue {
  public:
    Taken enqueue(std::function<void()> task) override {
        threads_.add(std::move(task));
        return static_cast<Taken>(true);
    }
    void shutdown() override { threads_.join(); }

  private:
    ElasticThreads threads_{most_threads};
};

std::string bracketed(const std::string& host) {
    return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

}  // namespace

std::optional<Error> refuse_other_machines(const std::string& host) {
    if (wire::is_loopback("http://" + bracketed(host))) return std::nullopt;
    return Error{ErrorKind::invalid_input, 0, "--host must be this machine: 127.0.0.1, ::1 or localhost."};
}

Error cannot_listen(const std::string& host) {
    return {ErrorKind::io, 0, "Could not listen on " + host + ": the port is in use or not allowed."};
}

HttpServer::HttpServer() {
    server_.new_task_queue = [] { return new Tasks; };
    server_.set_tcp_nodelay(true);
    server_.set_socket_options([this](socket_t socket) {
        listening_ = socket;
        // Not SO_REUSEPORT, the library's choice: a second server on the port must be refused.
        const int yes = 1;
        ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    server_.set_payload_max_length(largest_request);
    // An idle connection holds a thread and delays the end by at most this.
    server_.set_keep_alive_timeout(1);
    server_.set_keep_alive_max_count(10'000);
}

HttpServer::~HttpServer() {
    server_.stop();
    if (thread_.joinable()) thread_.join();
}

Result<int> HttpServer::start(const std::string& host, int port) {
    if (auto error = refuse_other_machines(host)) return *error;
    if (port == 0) {
        port = server_.bind_to_any_port(host);
    } else if (!server_.bind_to_port(host, port)) {
        port = -1;
    }
    if (port <= 0) return cannot_listen(host);
    // The library listens with a backlog of five; listening again raises it.
    ::listen(listening_, backlog);
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    // Requests are taken from here on; stopping earlier would be lost on the library.
    while (!server_.is_running())
        std::this_thread::yield();
    return port;
}

}  // namespace moa::server
