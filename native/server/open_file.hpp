// A file that is read while others may write to its folder.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "native/server/raw_connection.hpp"
#include "native/server/site_files.hpp"

namespace moa::server {

/// A regular file that is open for reading, and what it was when it was opened; false where there is none.
class OpenFile {
  public:
    explicit OpenFile(const std::filesystem::path& path);
    ~OpenFile();
    OpenFile(OpenFile&& other) noexcept;
    OpenFile& operator=(OpenFile&&) = delete;
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    explicit operator bool() const { return file_ >= 0; }
    std::uint64_t size() const { return static_cast<std::uint64_t>(facts_.st_size); }
    bool is_older_than(const OpenFile& other) const;
    /// An entity tag, which changes with the file and is another for each `coding` of it.
    std::string tag(std::string_view coding) const;
    /// Its text; empty where that is more than `most` bytes, or cannot be read.
    std::string text(std::size_t most) const;
    /// False where the client is gone, or the file has become shorter: then the connection has to end.
    bool send(const RawConnection& connection, FilePart part) const;

  private:
    int file_;
    struct stat facts_ = {};
};

}  // namespace moa::server
