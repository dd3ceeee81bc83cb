#include "native/platform/disk_sync.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <thread>

#include "native/platform/descriptor.hpp"

namespace moa::native {

void sync_folder(const std::string& folder) {
    const Descriptor open(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (open) (void)::fsync(open.get());
}

struct DiskSync::Work {
    Work(int descriptor, const std::string& path)
        : file(::fcntl(descriptor, F_DUPFD_CLOEXEC, 0)), folder(std::filesystem::path(path).parent_path()) {}

    void run() {
        bool folders_written = false;
        std::unique_lock lock(mutex);
        for (;;) {
            changed.wait(lock, [this] { return asked || ending; });
            if (!asked) return;
            asked = false;
            lock.unlock();
            (void)::fdatasync(file.get());
            if (!std::exchange(folders_written, true)) {
                sync_folder(folder.string());
                sync_folder(folder.parent_path().string());
            }
            lock.lock();
        }
    }

    Descriptor file;
    std::filesystem::path folder;
    std::mutex mutex;
    std::condition_variable changed;
    bool asked = false;
    bool ending = false;
    std::thread thread;  ///< begins with the first request
};

DiskSync::DiskSync(int descriptor, const std::string& path)
    : work_(std::make_unique<Work>(descriptor, path)) {}

DiskSync::~DiskSync() {
    if (!work_->thread.joinable()) return;
    {
        const std::lock_guard lock(work_->mutex);
        work_->ending = true;
    }
    work_->changed.notify_one();
    work_->thread.join();
}

void DiskSync::ask() {
    {
        const std::lock_guard lock(work_->mutex);
        work_->asked = true;
    }
    if (!work_->thread.joinable()) work_->thread = std::thread([work = work_.get()] { work->run(); });
    work_->changed.notify_one();
}

}  // namespace moa::native
