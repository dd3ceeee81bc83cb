#include "native/models/list_requests.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <iterator>
#include <mutex>

#include "native/transport/curl_transport.hpp"
#include "session/models/model_requests.hpp"

namespace moa::native {
namespace {

/// Lets the network thread end a wait of this one.
class Bell {
  public:
    void ring() {
        const std::lock_guard lock(mutex_);
        rung_ = true;
        changed_.notify_one();
    }
    void wait(Millis longest) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, std::chrono::milliseconds(longest), [this] { return rung_; });
        rung_ = false;
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool rung_ = false;
};

Millis monotonic_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

UtcSeconds utc_now() {
    return std::chrono::duration_cast<std::chrono::seconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

}  // namespace

std::vector<mixture::Provider> request_lists(std::vector<mixture::Provider>& providers,
                                             const session::Credentials& keys, session::ModelBook& book,
                                             Millis longest_ms) {
    Bell bell;
    CurlTransport network([&bell] { bell.ring(); });
    session::ModelRequests requests({&network, nullptr, &monotonic_ms, &utc_now}, book, {});
    for (const mixture::Provider& provider : providers)
        requests.load(provider, keys);
    const Millis end = longest_ms == no_time ? no_time : monotonic_ms() + longest_ms;
    while (!requests.idle()) {
        const Millis now = monotonic_ms();
        if (end != no_time && now >= end) break;
        const Millis due = earlier(end, requests.next_wake());
        bell.wait(due == no_time ? session::model_list_ms : std::max<Millis>(due - now, 0));
        network.deliver();
        requests.tick();
    }
    std::vector<mixture::Provider> answered;
    std::copy_if(providers.begin(), providers.end(), std::back_inserter(answered),
                 [&requests](const mixture::Provider& each) { return requests.loaded(each); });
    for (mixture::Provider& provider : providers)
        if (const std::string* found = requests.moved_to(provider)) provider.base_url = *found;
    return answered;
}

}  // namespace moa::native
