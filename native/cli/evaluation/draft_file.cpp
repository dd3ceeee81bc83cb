#include "native/cli/evaluation/draft_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>

#include "native/cli/terminal/terminal.hpp"
#include "native/platform/disk_sync.hpp"

namespace moa::cli {
namespace {

constexpr std::size_t most_held = 1U << 20U;
constexpr mode_t mode = S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH;

}  // namespace

AnswersDraft::AnswersDraft(std::string path, bool array)
    : path_(std::move(path)),
      draft_path_(path_ + ".new"),
      array_(array),
      file_(::open(draft_path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)) {}

AnswersDraft::~AnswersDraft() {
    if (file_) (void)std::remove(draft_path_.c_str());
}

std::optional<Error> AnswersDraft::flush() {
    if (file_ && write_all(file_.get(), held_)) {
        held_.clear();
        return std::nullopt;
    }
    return Error{ErrorKind::io, 0, "Could not write " + draft_path_ + ": " + std::strerror(errno) + "."};
}

std::optional<Error> AnswersDraft::add(std::string_view answer) {
    const bool first = std::exchange(empty_, false);
    if (array_) held_ += first ? "[\n" : ",\n";
    held_ += answer;
    if (!array_) held_ += '\n';
    return held_.size() < most_held ? std::nullopt : flush();
}

std::optional<Error> AnswersDraft::move_into_place() {
    if (array_) held_ += empty_ ? "[]\n" : "\n]\n";
    if (auto error = flush()) return error;
    if (::fsync(file_.get()) != 0 || std::rename(draft_path_.c_str(), path_.c_str()) != 0)
        return Error{ErrorKind::io, 0, "Could not write " + path_ + ": " + std::strerror(errno) + "."};
    file_ = native::Descriptor();
    native::sync_folder(std::filesystem::path(path_).parent_path().string());
    return std::nullopt;
}

}  // namespace moa::cli
