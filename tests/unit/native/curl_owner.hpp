// A libcurl transport and the thread that owns it: the test's, which sleeps until it is woken.
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "native/transport/curl_transport.hpp"
#include "patience.hpp"

namespace moa::test {

class CurlOwner {
    std::mutex mutex_;
    std::condition_variable changed_;
    bool woken_ = false;

  public:
    /// After what its network thread uses.
    native::CurlTransport transport{[this] {
        const std::lock_guard lock(mutex_);
        woken_ = true;
        changed_.notify_all();
    }};

    /// Delivers what comes until `condition` holds, and calls `each_time` after every delivery; at least
    /// every 20 ms, for what waits for the clock. The test case fails when that takes longer than `patience`.
    template <class Condition, class EachTime>
    void deliver_until(const Condition& condition, const EachTime& each_time) {
        const auto end = std::chrono::steady_clock::now() + patience;
        while (!condition()) {
            if (std::chrono::steady_clock::now() >= end) FAIL("what was awaited has not come");
            std::unique_lock lock(mutex_);
            changed_.wait_for(lock, std::chrono::milliseconds(20), [&] { return woken_; });
            woken_ = false;
            lock.unlock();
            transport.deliver();
            each_time();
        }
    }
    template <class Condition>
    void deliver_until(const Condition& condition) {
        deliver_until(condition, [] {});
    }
};

}  // namespace moa::test
