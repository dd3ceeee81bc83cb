// A small HTTP server on loopback around cpp-httplib: a port, a thread, and a prompt end.
#pragma once

#include <httplib.h>

#include <optional>
#include <string>
#include <thread>

#include "result.hpp"

namespace moa::server {

/// Why a server may not listen there: only this machine's own addresses are allowed.
std::optional<Error> refuse_other_machines(const std::string& host);

Error cannot_listen(const std::string& host);

/// Routes are set on `routes()` before `start`.
class HttpServer {
  public:
    HttpServer();
    /// Ends the server; streams in progress are cut.
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    httplib::Server& routes() { return server_; }

    /// Listens on a loopback host; `port` 0 lets the system choose. The port it got, or why not.
    Result<int> start(const std::string& host, int port);

  private:
    httplib::Server server_;
    socket_t listening_ = INVALID_SOCKET;
    std::thread thread_;
};

}  // namespace moa::server
