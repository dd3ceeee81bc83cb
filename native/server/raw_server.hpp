// A server that reads HTTP/1.1 requests and leaves the answer to the bytes of its owner: a library that keeps
// the protocol cannot break it, and a simulated provider has to.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>

#include "clock.hpp"
#include "native/server/task_queue.hpp"
#include "result.hpp"
#include "wire/http.hpp"

namespace moa::server {

/// Milliseconds of the system's monotonic clock.
Millis monotonic_ms();

/// One accepted connection, used by one thread.
class RawConnection {
  public:
    /// Takes over the socket, but does not close it.
    explicit RawConnection(int socket) : socket_(socket) {}
    RawConnection(const RawConnection&) = delete;
    RawConnection& operator=(const RawConnection&) = delete;

    /// The next request, with the target ("/v1/models") as its URL. Nothing when the client has closed, keeps
    /// silent for half a minute, or sends what is no request (with a body of known length).
    std::optional<wire::HttpRequest> read_request();
    /// False when the client is gone.
    bool send(std::string_view bytes) const;
    /// Waits until `deadline` (of `monotonic_ms`; no_time: for ever). False when the client closes or the
    /// server ends meanwhile.
    bool wait_until(Millis deadline) const;
    /// The end of this connection will be a reset (RST) instead of an orderly close.
    void reset_at_end() const;

  private:
    bool read_more();

    int socket_;
    std::string received_;  ///< and not taken yet
};

class RawServer {
  public:
    /// `serve` is called for every connection, on a thread of its own, and closes it by returning.
    explicit RawServer(std::function<void(RawConnection&)> serve);
    /// Ends the server; connections in use are shut down.
    ~RawServer();
    RawServer(const RawServer&) = delete;
    RawServer& operator=(const RawServer&) = delete;

    /// Listens on a loopback host; `port` 0 lets the system choose. The port it got, or why not.
    Result<int> start(const std::string& host, int port);

  private:
    void accept_all();
    void serve(int socket);

    std::function<void(RawConnection&)> serve_;
    int listening_ = -1;
    std::mutex mutex_;
    std::set<int> open_;
    bool stopping_ = false;
    std::thread acceptor_;
    ElasticThreads threads_;
};

}  // namespace moa::server
