#include "native/cli/evaluation/item_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

namespace moa::cli {
namespace {

constexpr std::size_t part_bytes = 65536;

Error cannot_read(const std::string& path, int code) {
    return {ErrorKind::io, 0, "Could not read " + path + ": " + std::strerror(code) + "."};
}

}  // namespace

Result<ItemFile> ItemFile::open(const std::string& path, bool may_miss) {
    native::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    const int code = errno;
    if (!file && !(may_miss && code == ENOENT)) return cannot_read(path, code);
    ItemFile made(path, std::move(file));
    made.at_end_ = !made.file_;
    return made;
}

std::optional<Error> ItemFile::fill() {
    const auto take = [this](evaluation::Item item) { waiting_.push_back(std::move(item)); };
    std::vector<char> part(part_bytes);
    const ssize_t count = ::read(file_.get(), part.data(), part.size());
    if (count < 0) return errno == EINTR ? std::nullopt : std::optional(cannot_read(path_, errno));
    const std::string_view bytes(part.data(), static_cast<std::size_t>(count));
    at_end_ = count == 0;
    hash_.add(bytes);
    auto error = at_end_ ? scanner_.finish(take) : scanner_.feed(bytes, take);
    if (error) error->message = path_ + ": " + error->message;
    return error;
}

Result<std::optional<evaluation::Item>> ItemFile::next() {
    while (waiting_.empty() && !at_end_)
        if (auto error = fill()) return *error;
    if (waiting_.empty()) return std::optional<evaluation::Item>();
    std::optional<evaluation::Item> item = std::move(waiting_.front());
    waiting_.pop_front();
    return item;
}

Error at_item(const std::string& path, const evaluation::Item& item, const Error& error) {
    return {error.kind, 0, path + ", line " + std::to_string(item.line) + ": " + error.message};
}

}  // namespace moa::cli
