#include "native/platform/file_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <chrono>
#include <thread>

#include "native/platform/files.hpp"

namespace moa::native {
namespace {

/// Whether the path still leads to the open file: whoever held the lock before may have deleted it.
bool is_at(const std::string& path, int descriptor) {
    struct stat there = {};
    struct stat open = {};
    return ::stat(path.c_str(), &there) == 0 && ::fstat(descriptor, &open) == 0 &&
           there.st_dev == open.st_dev && there.st_ino == open.st_ino;
}

}  // namespace

bool lock_file(int descriptor) {
    while (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EINTR) continue;
        return errno != EWOULDBLOCK;
    }
    return true;
}

FileLock FileLock::take(const std::string& path) {
    return take(path, O_RDWR | O_CREAT);
}

FileLock FileLock::take_folder(const std::string& path) {
    return take(path, O_RDONLY | O_DIRECTORY);
}

FileLock FileLock::wait_for_folder(const std::string& path) {
    constexpr int attempts = 1000;
    constexpr std::chrono::milliseconds pause(2);
    FileLock lock;
    if (make_folder(path)) return lock;
    for (int i = 0; i < attempts; ++i) {
        lock = take_folder(path);
        if (!lock.refused()) return lock;
        std::this_thread::sleep_for(pause);
    }
    return lock;
}

FileLock FileLock::take(const std::string& path, int how) {
    FileLock lock;
    constexpr int attempts = 8;  // each lost to a program that deleted the file in that moment
    for (int i = 0; i < attempts; ++i) {
        Descriptor file(::open(path.c_str(), how | O_CLOEXEC, S_IRUSR | S_IWUSR));
        if (!file) return lock;
        if (!lock_file(file.get())) {
            lock.refused_ = true;
            return lock;
        }
        if (!is_at(path, file.get())) continue;
        lock.file_ = std::move(file);
        return lock;
    }
    return lock;
}

bool is_locked(const std::string& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) return false;
    return ::flock(file.get(), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

}  // namespace moa::native
