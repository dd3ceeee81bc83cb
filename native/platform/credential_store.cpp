#include "native/platform/credential_store.hpp"

#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "native/platform/keys.hpp"

namespace moa::native {

struct SecretCredentialStore::Tasks {
    using Task = std::function<std::optional<Error>()>;

    /// One after another: what was asked for last holds at the end.
    void work() {
        std::unique_lock lock(mutex);
        while (!tasks.empty()) {
            Task task = std::move(tasks.front());
            lock.unlock();
            auto failed = task();
            task = nullptr;
            lock.lock();
            tasks.pop_front();
            if (failed) error = std::move(failed);
            lock.unlock();
            answered();
            lock.lock();
        }
        working = false;
    }

    std::function<void()> answered;
    std::mutex mutex;
    std::deque<Task> tasks;  ///< the first one is being done
    bool working = false;
    std::optional<Error> error;
};

namespace {

/// A key that is overwritten when it is no longer needed.
class HeldKey {
  public:
    explicit HeldKey(std::string_view key) : key_(key) {}
    ~HeldKey() { key_.assign(key_.size(), '\0'); }
    HeldKey(const HeldKey&) = delete;
    HeldKey& operator=(const HeldKey&) = delete;
    const std::string& text() const { return key_; }

  private:
    std::string key_;
};

}  // namespace

SecretCredentialStore::SecretCredentialStore(std::function<void()> answered)
    : tasks_(std::make_shared<Tasks>()) {
    tasks_->answered = std::move(answered);
}

bool SecretCredentialStore::has(const mixture::Provider& provider) const {
    return is_kept(provider);
}

std::optional<Error> SecretCredentialStore::keep(const mixture::Provider& provider, std::string_view key) {
    if (auto error = cannot_keep(provider, key)) return error;
    const auto held = std::make_shared<HeldKey>(key);
    begin([provider, held]() -> std::optional<Error> {
        auto error = keep_key(provider, held->text());
        if (error) error->message = "The key is in use, but was not saved. " + error->message;
        return error;
    });
    return std::nullopt;
}

std::optional<Error> SecretCredentialStore::forget(const mixture::Provider& provider) {
    begin([place = place_of(provider)]() -> std::optional<Error> {
        const Result<bool> removed = forget_key(place);
        if (removed) return std::nullopt;
        Error error = removed.error();
        error.message = "The key is still saved. " + error.message;
        return error;
    });
    return std::nullopt;
}

void SecretCredentialStore::begin(std::function<std::optional<Error>()> task) {
    const std::lock_guard lock(tasks_->mutex);
    tasks_->tasks.push_back(std::move(task));
    if (std::exchange(tasks_->working, true)) return;
    std::thread([tasks = tasks_] { tasks->work(); }).detach();
}

bool SecretCredentialStore::waiting() const {
    const std::lock_guard lock(tasks_->mutex);
    return !tasks_->tasks.empty();
}

std::optional<Error> SecretCredentialStore::take_error() {
    const std::lock_guard lock(tasks_->mutex);
    return std::exchange(tasks_->error, std::nullopt);
}

}  // namespace moa::native
