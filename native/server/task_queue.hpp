// Threads for a server whose answers take their time: as many as there are connections, up to a limit.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>

namespace moa::server {

/// Runs tasks on threads made when all others are busy, and kept for the next task. Every stream of a
/// simulated provider holds a thread for its whole time, so that a fixed pool would let streams wait for each
/// other.
class ElasticThreads {
  public:
    explicit ElasticThreads(std::size_t most) : most_(most) {}
    ElasticThreads(const ElasticThreads&) = delete;
    ElasticThreads& operator=(const ElasticThreads&) = delete;
    ~ElasticThreads() { join(); }

    void add(std::function<void()> task);
    /// Runs what was added, and ends all threads.
    void join();

  private:
    void work();

    const std::size_t most_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<void()>> tasks_;
    std::size_t threads_ = 0;
    std::size_t idle_ = 0;
    bool ending_ = false;
};

}  // namespace moa::server
