// The simulated provider over HTTP, in real time: an OpenAI-compatible server without a model.
#pragma once

#include <atomic>
#include <functional>
#include <string>

#include "native/server/http_server.hpp"
#include "simulate/provider.hpp"

namespace moa::server {

class SimulatedProvider {
  public:
    /// `report` is told of each request that ended, from any thread: "POST /v1/chat/completions sim/echo-8b
    /// 200 complete", or "... closed by the client". May be empty.
    SimulatedProvider(simulate::Pace pace, bool any_model, std::function<void(const std::string&)> report);

    /// The address of a base URL's origin and version path, "http://127.0.0.1:8080/v1", or why not.
    Result<std::string> start(const std::string& host, int port);

  private:
    void answer(const httplib::Request& request, httplib::Response& response);

    simulate::Pace pace_;
    bool any_model_;
    std::function<void(const std::string&)> report_;
    std::atomic<std::uint64_t> nonce_ = 0;
    HttpServer server_;  ///< last: its threads use the others
};

}  // namespace moa::server
