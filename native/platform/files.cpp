#include "native/platform/files.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

namespace moa::native {
namespace {

Error io_error(std::string_view what, const std::string& path, int code) {
    return {ErrorKind::io, 0, std::string(what) + " " + path + ": " + std::strerror(code) + "."};
}

Result<std::string> read_all(std::FILE* file, const std::string& name) {
    std::string text;
    std::array<char, 16384> part{};
    while (const std::size_t count = std::fread(part.data(), 1, part.size(), file))
        text.append(part.data(), count);
    if (std::ferror(file)) return io_error("Could not read", name, errno);
    return text;
}

}  // namespace

Result<std::string> read_file(const std::string& path) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) return io_error("Could not read", path, EISDIR);
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (file == nullptr) return io_error("Could not read", path, errno);
    Result<std::string> text = read_all(file, path);
    std::fclose(file);
    return text;
}

Result<std::string> read_standard_input() {
    return read_all(stdin, "standard input");
}

Result<LineFile> LineFile::create(const std::string& path) {
    std::FILE* file = std::fopen(path.c_str(), "wb");
    if (file == nullptr) return io_error("Could not write", path, errno);
    return LineFile(path, file);
}

std::optional<Error> LineFile::append(std::string_view line) {
    if (!file_) return std::nullopt;
    if (std::fwrite(line.data(), 1, line.size(), file_.get()) == line.size() &&
        std::fflush(file_.get()) == 0) {
        return std::nullopt;
    }
    const int code = errno;
    file_.reset();
    return io_error("Could not write", path_, code);
}

}  // namespace moa::native
