// A small HTTP server on loopback around cpp-httplib: a port, a thread, and a prompt end.
#pragma once

#include <httplib.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "clock.hpp"
#include "result.hpp"

namespace moa::server {

/// Milliseconds of the system's monotonic clock.
Millis monotonic_ms();

/// Tells handlers that wait for their next moment when the server ends.
class StopSignal {
  public:
    void stop();
    bool stopped() const;
    /// Waits until `deadline` (of `monotonic_ms`); false when the server ends meanwhile.
    bool wait_until(Millis deadline) const;

  private:
    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    bool stopped_ = false;
};

/// Routes are set on `routes()` before `start`.
class HttpServer {
  public:
    HttpServer();
    /// Ends the server; streams in progress are cut.
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    httplib::Server& routes() { return server_; }
    const StopSignal& stop_signal() const { return stop_signal_; }

    /// Listens on a loopback host; `port` 0 lets the system choose. The port it got, or why not.
    Result<int> start(const std::string& host, int port);

  private:
    StopSignal stop_signal_;
    httplib::Server server_;
    socket_t listening_ = INVALID_SOCKET;
    std::thread thread_;
};

}  // namespace moa::server
