// Real HTTP for the native shells: one libcurl multi handle on a thread of its own.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <variant>
#include <vector>

#include "run/transport.hpp"

namespace moa::native {

/// Keeps the transport contract of core/run/transport.hpp. The thread that owns the core calls `start`,
/// `cancel` and `deliver`; callbacks come from inside `deliver` only. TLS is verified, redirects are not
/// followed, and no time limit applies but the core's.
class CurlTransport final : public run::Transport {
  public:
    /// `wake` is called from the network thread when there is something to deliver. It must not block, nor
    /// call the transport, and has to be valid until the transport is destroyed.
    explicit CurlTransport(std::function<void()> wake);
    /// Closes what is in flight, without callbacks.
    ~CurlTransport();
    CurlTransport(const CurlTransport&) = delete;
    CurlTransport& operator=(const CurlTransport&) = delete;

    void start(run::Call call, run::TransportEvents& events) override;
    void cancel(run::CallId id) override;
    bool reports_connection() const override { return true; }

    /// Waits until all that lies in the sockets now has been read, so that `deliver` hands it over. For
    /// whoever is about to judge that nothing has arrived: after the program was suspended, this thread may
    /// wake first.
    void catch_up();

    /// Hands over what has arrived, in order. Returns whether anything was handed over.
    bool deliver();

    /// The connection is up and the request is on its way.
    struct Connected {};
    /// What the network thread reports about one call.
    struct Report {
        run::CallId id = 0;
        std::variant<Connected, wire::ResponseHead, std::string, run::CallEnd> content;
    };
    /// What the owner wants done, in order.
    struct StartCommand {
        run::Call call;
    };
    struct CancelCommand {
        run::CallId id = 0;
    };
    using Command = std::variant<StartCommand, CancelCommand>;

  private:
    class Network;

    void post(Command command);
    // The network thread's: how many passes are wanted when one begins, and that it has ended.
    std::uint64_t passes_wanted();
    void pass_ended(std::uint64_t wanted);
    /// The network thread's: returns at `deadline`, or as soon as there is a command.
    void wait_for_command(std::chrono::steady_clock::time_point deadline);
    /// The network thread's: returns when what was published is not too much any more, or there is a command.
    void wait_for_room();

    std::function<void()> wake_;
    std::unordered_map<run::CallId, run::TransportEvents*>
        receivers_;  ///< calls that may still get callbacks
    std::vector<Report> delivering_;

    std::mutex commands_mutex_;
    std::condition_variable command_posted_;
    std::vector<Command> commands_;
    bool stopping_ = false;

    std::condition_variable pass_ended_;
    std::uint64_t passes_wanted_ = 0;  ///< the count that catch_up waits for
    std::uint64_t passes_ended_ = 0;   ///< of those that began after they were wanted

    std::mutex reports_mutex_;
    std::vector<Report> reports_;
    std::atomic<std::size_t> undelivered_ = 0;  ///< bytes in them

    std::unique_ptr<Network> network_;
    std::thread thread_;
};

}  // namespace moa::native
