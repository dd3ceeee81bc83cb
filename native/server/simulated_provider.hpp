// The simulated provider over HTTP, in real time: an OpenAI-compatible server without a model, with every
// fault down to the socket.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>

#include "native/server/raw_server.hpp"
#include "simulate/fault/rule.hpp"
#include "simulate/provider.hpp"
#include "simulate/skilled.hpp"

namespace moa::server {

/// What a simulated provider is like.
struct ProviderOptions {
    simulate::Pace pace;
    bool any_model = false;
    simulate::FaultPlan faults;
    /// Told of each request that ended, from any thread: "POST /v1/chat/completions sim/echo-8b 200
    /// complete", or "... closed by the client". May be empty.
    std::function<void(const std::string&)> report;
};

class SimulatedProvider {
  public:
    explicit SimulatedProvider(ProviderOptions options);

    /// The address of a base URL's origin and version path, "http://127.0.0.1:8080/v1", or why not.
    Result<std::string> start(const std::string& host, int port);

  private:
    /// Serves the connection's requests, one after another.
    void serve(RawConnection& connection);
    /// Whether the connection can take another request.
    bool answer(RawConnection& connection, const wire::HttpRequest& request);

    ProviderOptions options_;
    /// Waits for one of the server's slots. False when the client is gone.
    bool take_slot(RawConnection& connection);
    void leave_slot();

    std::mutex slots_mutex_;  ///< of the three below
    int busy_ = 0;
    std::uint64_t tickets_ = 0;
    std::deque<std::uint64_t> waiting_;  ///< tickets, first come, first served
    std::mutex faults_mutex_;            ///< of options_.faults and skilled_
    simulate::SkilledModels skilled_;
    std::atomic<std::uint64_t> nonce_ = 0;
    RawServer server_;  ///< last: its threads use the others
};

}  // namespace moa::server
