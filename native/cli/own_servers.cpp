#include "native/cli/own_servers.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>
#include <string>

#include "native/cli/found_address.hpp"
#include "native/cli/model_queries.hpp"
#include "native/cli/terminal/signals.hpp"
#include "native/platform/model_store.hpp"
#include "native/transport/curl_transport.hpp"

namespace moa::cli {
namespace {

constexpr Millis longest_ms = 1500;

/// Lets the network thread end a wait of this one.
class Bell {
  public:
    void ring() {
        const std::lock_guard lock(mutex_);
        rung_ = true;
        changed_.notify_one();
    }
    void wait_until(Millis deadline) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, std::chrono::milliseconds(deadline - now()), [this] { return rung_; });
        rung_ = false;
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool rung_ = false;
};

}  // namespace

void ask_own_servers(const mixture::Recipe& recipe, mixture::Providers& providers,
                     const session::Credentials& keys, session::ModelBook& book) {
    std::set<std::string> asked;
    Bell bell;
    native::CurlTransport network([&bell] { bell.ring(); });
    session::ModelRequests requests({&network, nullptr, &now, &utc_seconds}, book, {});
    for (const session::ProbeTarget& target : session::probe_targets(recipe, providers)) {
        if (target.provider.is_own() && asked.insert(target.provider.name).second)
            requests.load(target.provider, keys);
    }
    if (asked.empty()) return;
    const Millis deadline = now() + longest_ms;
    while (!requests.idle() && now() < deadline) {
        bell.wait_until(deadline);
        network.deliver();
        requests.tick();
    }
    bool any = false;
    for (const std::string& name : asked)
        any = any || requests.loaded(*mixture::find_provider(providers, name));
    // A cache that cannot be written is no reason to speak of it before an answer.
    if (any) (void)native::keep_model_book(book);
    use_found_addresses(requests, providers);
}

}  // namespace moa::cli
