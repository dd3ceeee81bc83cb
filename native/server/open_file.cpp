#include "native/server/open_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

namespace moa::server {

OpenFile::OpenFile(const std::filesystem::path& path)
    // Not waiting for a writer, should a pipe have come into the file's place.
    : file_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
    if (file_ >= 0 && (::fstat(file_, &facts_) != 0 || !S_ISREG(facts_.st_mode)))
        ::close(std::exchange(file_, -1));
}

OpenFile::~OpenFile() {
    if (file_ >= 0) ::close(file_);
}

OpenFile::OpenFile(OpenFile&& other) noexcept : file_(std::exchange(other.file_, -1)), facts_(other.facts_) {}

bool OpenFile::is_older_than(const OpenFile& other) const {
    const timespec& own = facts_.st_mtim;
    const timespec& its = other.facts_.st_mtim;
    return own.tv_sec != its.tv_sec ? own.tv_sec < its.tv_sec : own.tv_nsec < its.tv_nsec;
}

std::string OpenFile::tag(std::string_view coding) const {
    return "\"" + std::to_string(facts_.st_size) + "-" + std::to_string(facts_.st_mtim.tv_sec) + "." +
           std::to_string(facts_.st_mtim.tv_nsec) + std::string(coding) + "\"";
}

std::string OpenFile::text(std::size_t most) const {
    if (size() > most) return {};
    std::string text(size(), '\0');
    const ssize_t count = ::pread(file_, text.data(), text.size(), 0);
    text.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    return text;
}

bool OpenFile::send(const RawConnection& connection, FilePart part) const {
    std::array<char, 65'536> slice{};
    while (part.length > 0) {
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(part.length, slice.size()));
        const ssize_t count = ::pread(file_, slice.data(), wanted, static_cast<off_t>(part.offset));
        if (count <= 0 || !connection.send({slice.data(), static_cast<std::size_t>(count)})) return false;
        part.offset += static_cast<std::uint64_t>(count);
        part.length -= static_cast<std::uint64_t>(count);
    }
    return true;
}

}  // namespace moa::server
