#include "native/server/task_queue.hpp"

#include <system_error>
#include <thread>
#include <utility>

namespace moa::server {

void ElasticThreads::add(std::function<void()> task) {
    const std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
    if (idle_ >= tasks_.size() || threads_ >= most_) {
        changed_.notify_one();
        return;
    }
    ++threads_;
    try {
        // Detached, but counted: `join` waits for the count.
        std::thread([this] { work(); }).detach();
    } catch (const std::system_error&) {
        // No more threads to be had: one that is there takes it, or the next that can be made.
        --threads_;
        changed_.notify_one();
    }
}

void ElasticThreads::join() {
    std::unique_lock lock(mutex_);
    ending_ = true;
    changed_.notify_all();
    changed_.wait(lock, [&] { return threads_ == 0; });
}

void ElasticThreads::work() {
    std::unique_lock lock(mutex_);
    for (;;) {
        if (!tasks_.empty()) {
            const std::function<void()> task = std::move(tasks_.front());
            tasks_.pop_front();
            lock.unlock();
            task();
            lock.lock();
            continue;
        }
        if (ending_) break;
        ++idle_;
        changed_.wait(lock);
        --idle_;
    }
    --threads_;
    // Under the lock: after it is given up, the object may be gone.
    changed_.notify_all();
}

}  // namespace moa::server
