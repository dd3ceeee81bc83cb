// Which file of a folder a request means, and what is to be said about it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace moa::server {

/// The MIME type for a file's extension; "application/octet-stream" for an unknown one.
std::string_view mime_type(const std::filesystem::path& file);

/// The path of a request's target without its query, percent escapes decoded; nothing where it is none.
std::optional<std::string> path_of_target(std::string_view target);

/// What follows the '?' of a request's target, as it was sent; empty where there is none.
std::string_view query_of_target(std::string_view target);

/// The file a request's path (decoded, beginning with '/') means: a regular one inside `root`, also after
/// links are followed; a folder means its index.html. Nothing when there is no such file, it lies outside, or
/// a name on the way to it begins with a dot: what is hidden is not meant to be served.
std::optional<std::filesystem::path> find_site_file(const std::filesystem::path& root,
                                                    std::string_view request_path);

/// The regular file `name` in the folder of `file`, which find_site_file found, under the same conditions.
std::optional<std::filesystem::path> find_beside(const std::filesystem::path& root,
                                                 const std::filesystem::path& file, const std::string& name);

/// Part of a file, in bytes.
struct FilePart {
    std::uint64_t offset = 0;
    std::uint64_t length = 0;

    bool operator==(const FilePart&) const = default;
};

enum class RangeVerdict { whole, part, outside };

/// What a Range header asks of a file of `size` bytes. `part` is always inside the file. A header that is
/// none, or asks for several ranges, is answered with the whole file, as HTTP allows (RFC 9110, 14.2).
RangeVerdict read_range(std::string_view header, std::uint64_t size, FilePart& part);

}  // namespace moa::server
