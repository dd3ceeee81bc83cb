#include "native/cli/evaluation/answer_index.hpp"

#include <fcntl.h>
#include <unistd.h>

#include "native/cli/evaluation/item_file.hpp"
#include "random.hpp"

namespace moa::cli {

std::uint64_t AnswerIndex::hash_of(std::string_view key) {
    return stable_hash(key);
}

std::optional<Error> AnswerIndex::add(const std::string& path, bool may_end_early) {
    Result<ItemFile> file = ItemFile::open(path, true);
    if (!file) return file.error();
    native::Descriptor open(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!open) return std::nullopt;
    const auto number = static_cast<std::uint32_t>(files_.size());
    files_.push_back(std::move(open));
    for (;;) {
        Result<std::optional<evaluation::Item>> next = file.value().next();
        if (!next) return next.error();
        if (!next.value()) break;
        const evaluation::Item& item = *next.value();
        const Result<evaluation::ReadAnswer> read = evaluation::read_answer(format_, fields_, item.text);
        if (!read) {
            Result<std::optional<evaluation::Item>> after = file.value().next();
            if (may_end_early && after && !after.value()) break;
            return at_item(path, item, read.error());
        }
        if (places_.empty()) model_ = read.value().model;
        places_[hash_of(read.value().key)] = {item.at, static_cast<std::uint32_t>(item.text.size()), number};
    }
    hash_ = file.value().hash();
    return std::nullopt;
}

Result<std::string> AnswerIndex::text(std::string_view key) const {
    const Place& place = places_.at(hash_of(key));
    std::string text(place.size, '\0');
    const ssize_t count =
        ::pread(files_[place.file].get(), text.data(), text.size(), static_cast<off_t>(place.at));
    if (count == static_cast<ssize_t>(text.size())) return text;
    return Error{ErrorKind::io, 0, "A file of answers has changed while it was read."};
}

Result<evaluation::ReadAnswer> AnswerIndex::read(std::string_view key) const {
    const Result<std::string> json = text(key);
    if (!json) return json.error();
    return evaluation::read_answer(format_, fields_, json.value());
}

}  // namespace moa::cli
