#include "native/platform/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <limits>
#include <system_error>

#include "native/platform/descriptor.hpp"
#include "native/platform/disk_sync.hpp"

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

/// Zero, or why not all of it could be written.
int write_all(int file, std::string_view text) {
    while (!text.empty()) {
        const ssize_t count = ::write(file, text.data(), text.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return errno;
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    return 0;
}

constexpr std::size_t megabyte = std::size_t{1024} * 1024;

}  // namespace

std::optional<Error> make_folder(const std::filesystem::path& folder) {
    std::error_code ignored;
    if (folder.empty() || std::filesystem::is_directory(folder, ignored)) return std::nullopt;
    if (auto error = make_folder(folder.parent_path())) return error;
    if (::mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST)
        return io_error("Could not create the folder", folder.string(), errno);
    return std::nullopt;
}

Result<std::string> read_file(const std::string& path, std::size_t most) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) return io_error("Could not read", path, EISDIR);
    std::FILE* file = std::fopen(path.c_str(), "rbe");
    if (file == nullptr) return io_error("Could not read", path, errno);
    Result<std::string> text = read_all(file, path, most);
    std::fclose(file);
    if (!text || text.value().size() <= most) return text;
    return invalid_input(path + " is longer than " + std::to_string(most / megabyte) + " MB.");
}

Result<std::string> read_standard_input(std::size_t most) {
    Result<std::string> text = read_all(stdin, "standard input", most);
    if (!text || text.value().size() <= most) return text;
    return invalid_input("Standard input is longer than " + std::to_string(most / megabyte) +
                         " MB and was not read further: check that it is not an endless stream.");
}

std::optional<Error> replace_file(const std::filesystem::path& path, std::string_view text, Durable durable,
                                  Readers readers) {
    if (auto error = make_folder(path.parent_path())) return error;
    static std::atomic<unsigned> count = 0;
    const std::string draft =
        path.string() + "." + std::to_string(::getpid()) + "." + std::to_string(++count);
    constexpr mode_t own = S_IRUSR | S_IWUSR;
    const mode_t mode = readers == Readers::owner ? own : own | S_IRGRP | S_IROTH;
    Descriptor file(::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode));
    if (!file) return io_error("Could not write", draft, errno);
    int code = write_all(file.get(), text);
    if (code == 0 && durable == Durable::yes && ::fsync(file.get()) != 0) code = errno;
    file = Descriptor();
    if (code == 0 && std::rename(draft.c_str(), path.c_str()) != 0) code = errno;
    if (code != 0) {
        std::remove(draft.c_str());
        return io_error("Could not write", path.string(), code);
    }
    if (durable == Durable::yes) sync_folder(path.parent_path().string());
    return std::nullopt;
}

}  // namespace moa::native
