#include "native/platform/files.hpp"

#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <limits>
#include <system_error>
#include <utility>

namespace moa::native {
namespace {

Error io_error(std::string_view what, const std::string& path, int code) {
    return {ErrorKind::io, 0, std::string(what) + " " + path + ": " + std::strerror(code) + "."};
}

/// To the end, or until there is more than `most`.
Result<std::string> read_all(std::FILE* file, const std::string& name,
                             std::size_t most = std::numeric_limits<std::size_t>::max()) {
    std::string text;
    std::array<char, 16384> part{};
    while (const std::size_t count = std::fread(part.data(), 1, part.size(), file)) {
        text.append(part.data(), count);
        if (text.size() > most) return text;
    }
    if (std::ferror(file)) return io_error("Could not read", name, errno);
    return text;
}

}  // namespace

std::optional<Error> make_folder(const std::filesystem::path& folder) {
    std::error_code ignored;
    if (folder.empty() || std::filesystem::is_directory(folder, ignored)) return std::nullopt;
    if (auto error = make_folder(folder.parent_path())) return error;
    if (::mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST)
        return io_error("Could not make the folder", folder.string(), errno);
    return std::nullopt;
}

bool is_claimed(const std::string& path) {
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (file == nullptr) return false;
    const bool claimed = ::flock(::fileno(file), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    std::fclose(file);
    return claimed;
}

Result<std::string> read_file(const std::string& path) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) return io_error("Could not read", path, EISDIR);
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (file == nullptr) return io_error("Could not read", path, errno);
    Result<std::string> text = read_all(file, path);
    std::fclose(file);
    return text;
}

Result<std::string> read_standard_input(std::size_t most) {
    Result<std::string> text = read_all(stdin, "standard input", most);
    if (!text || text.value().size() <= most) return text;
    constexpr std::size_t megabyte = std::size_t{1024} * 1024;
    return Error{ErrorKind::invalid_input, 0,
                 "Standard input has more than " + std::to_string(most / megabyte) +
                     " MB, and is read no further. Is it a stream that never ends?"};
}

std::optional<Error> replace_file(const std::filesystem::path& path, std::string_view text) {
    if (auto error = make_folder(path.parent_path())) return error;
    const std::string draft = path.string() + "." + std::to_string(::getpid());
    std::FILE* file = std::fopen(draft.c_str(), "wb");
    if (file == nullptr) return io_error("Could not write", draft, errno);
    const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
    int code = written ? 0 : errno;
    if (std::fclose(file) != 0 && code == 0) code = errno;
    if (code == 0 && std::rename(draft.c_str(), path.c_str()) != 0) code = errno;
    if (code == 0) return std::nullopt;
    std::remove(draft.c_str());
    return io_error("Could not write", path.string(), code);
}

Result<LineFile> LineFile::create(const std::string& path) {
    std::FILE* file = std::fopen(path.c_str(), "wb");
    if (file == nullptr) return io_error("Could not write", path, errno);
    return LineFile(path, file);
}

Result<LineFile> LineFile::go_on(const std::string& path, std::uintmax_t length) {
    std::error_code failed;
    std::filesystem::resize_file(path, length, failed);
    if (failed) return io_error("Could not write", path, failed.value());
    std::FILE* file = std::fopen(path.c_str(), "ab");
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

void LineFile::claim() {
    if (file_) (void)::flock(::fileno(file_.get()), LOCK_EX | LOCK_NB);
}

}  // namespace moa::native
