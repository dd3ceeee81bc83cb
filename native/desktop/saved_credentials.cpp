#include "native/desktop/saved_credentials.hpp"

#include <atomic>
#include <thread>
#include <utility>

#include "native/platform/keys.hpp"

namespace moa::desktop {

struct SavedCredentials::Answer {
    session::Credentials keys;
    std::optional<Error> error;
    std::atomic<bool> ready = false;  ///< the others are written before, and not after
};

void SavedCredentials::ask(std::function<void()> arrived) {
    if (native::noted_keys().empty()) return;
    answer_ = std::make_shared<Answer>();
    std::thread([answer = answer_, arrived = std::move(arrived)] {
        answer->error = native::add_saved_credentials(answer->keys);
        answer->ready = true;
        arrived();
    }).detach();
}

std::optional<Error> SavedCredentials::deliver(session::Workspace& workspace) {
    if (!answer_ || !answer_->ready) return std::nullopt;
    const std::shared_ptr<Answer> answer = std::exchange(answer_, nullptr);
    workspace.access().offer_keys(answer->keys);
    return answer->error;
}

bool SavedCredentials::waiting() const {
    return answer_ != nullptr && !answer_->ready;
}

}  // namespace moa::desktop
