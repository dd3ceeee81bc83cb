#include "native/platform/line_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "native/platform/file_lock.hpp"

namespace moa::native {
namespace {

/// What is held back at most while a file cannot be written.
constexpr std::size_t most_held = 8U << 20U;

/// Ends of lines are looked for from the end of the file in steps of this.
constexpr off_t step = 65536;

Error file_error(std::string_view what, const std::string& path, int code) {
    return {ErrorKind::io, 0, std::string(what) + " " + path + ": " + std::strerror(code) + "."};
}

Error refused(const std::string& path, std::string_view why) {
    return {ErrorKind::invalid_input, 0, path + " " + std::string(why)};
}

/// Bytes up to the end of the last whole line.
off_t whole_lines(int file, off_t size) {
    std::string part;
    for (off_t end = size; end > 0;) {
        const off_t from = std::max<off_t>(0, end - step);
        part.resize(static_cast<std::size_t>(end - from));
        if (::pread(file, part.data(), part.size(), from) != static_cast<ssize_t>(part.size())) return size;
        const std::size_t feed = part.rfind('\n');
        if (feed != std::string::npos) return from + static_cast<off_t>(feed) + 1;
        end = from;
    }
    return 0;
}

/// Steps of the run: all but pieces of its texts, of which there are many.
bool marks_step(std::string_view line) {
    const std::string_view head = line.substr(0, 64);
    return head.find("\"event\":\"node.text\"") == std::string_view::npos &&
           head.find("\"event\":\"node.reasoning\"") == std::string_view::npos;
}

}  // namespace

LineFile::LineFile(std::string path, Descriptor file, off_t end, bool regular)
    : path_(std::move(path)), file_(std::move(file)), end_(end), regular_(regular) {
    if (regular_) disk_ = std::make_unique<DiskSync>(file_.get(), path_);
}

Result<LineFile> LineFile::record(const std::string& path, bool overwrite) {
    constexpr int how = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC;
    Descriptor file(::open(path.c_str(), how, S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH));
    struct stat facts = {};
    if (!file || ::fstat(file.get(), &facts) != 0) return file_error("Could not write", path, errno);
    if (!S_ISREG(facts.st_mode)) return LineFile(path, std::move(file), 0, false);
    if (!lock_file(file.get())) return refused(path, "is being written by another run: choose another file.");
    if (::fstat(file.get(), &facts) != 0) return file_error("Could not read", path, errno);
    if (facts.st_size > 0 && !overwrite)
        return refused(path, "already has content: choose another file, or replace it with --overwrite.");
    if (facts.st_size > 0 && ::ftruncate(file.get(), 0) != 0)
        return file_error("Could not write", path, errno);
    return LineFile(path, std::move(file), 0, true);
}

Result<LineFile> LineFile::go_on(const std::string& path, bool make) {
    const int how = O_RDWR | O_APPEND | O_CLOEXEC | (make ? O_CREAT : 0);
    Descriptor file(::open(path.c_str(), how, S_IRUSR | S_IWUSR));
    struct stat facts = {};
    if (!file || ::fstat(file.get(), &facts) != 0) {
        const int code = errno;
        return file_error(code == ENOENT ? "Could not read" : "Could not write", path, code);
    }
    if (!S_ISREG(facts.st_mode))
        return refused(path, "is not a regular file: a run can be resumed only from one.");
    if (!lock_file(file.get()))
        return refused(path,
                       "belongs to a run in progress in another window or terminal: wait for it to finish, "
                       "or stop it there.");
    if (::fstat(file.get(), &facts) != 0) return file_error("Could not read", path, errno);
    LineFile made(path, std::move(file), 0, true);
    made.end_ = whole_lines(made.file_.get(), facts.st_size);
    made.torn_ = made.end_ != facts.st_size;
    return made;
}

std::optional<Error> LineFile::append(std::string_view line) {
    if (given_up_) return std::nullopt;
    held_ += line;
    const int code = write_held();
    if (code == 0) {
        if (disk_ && marks_step(line)) disk_->ask();
        return std::nullopt;
    }
    if (regular_ && held_.size() <= most_held) {
        if (std::exchange(told_, true)) return std::nullopt;
        return file_error("Could not write", path_, code);
    }
    given_up_ = true;
    held_.clear();
    Error error = file_error("Could not write", path_, code);
    if (regular_)
        error.message += " Too much data is waiting to be written: the rest of the run is not recorded.";
    return error;
}

bool LineFile::retry() {
    if (!given_up_ && !held_.empty() && write_held() == 0 && disk_) disk_->ask();
    return !behind();
}

int LineFile::write_held() {
    if (torn_ && ::ftruncate(file_.get(), end_) != 0) return errno;
    torn_ = false;
    std::string_view left = held_;
    while (!left.empty()) {
        const ssize_t count = ::write(file_.get(), left.data(), left.size());
        if (count > 0) {
            left.remove_prefix(static_cast<std::size_t>(count));
            continue;
        }
        if (count < 0 && errno == EINTR) continue;
        const int code = count < 0 ? errno : ENOSPC;
        torn_ = regular_ && left.size() < held_.size() && ::ftruncate(file_.get(), end_) != 0;
        return code;
    }
    end_ += static_cast<off_t>(held_.size());
    held_.clear();
    told_ = false;
    return 0;
}

}  // namespace moa::native
