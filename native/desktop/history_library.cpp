#include "native/desktop/history_library.hpp"

namespace moa::desktop {

void FileHistoryLibrary::list() {
    session::HistoryListing listing;
    listing.entries = files_.entries();
    listing.error = files_.fault();
    if (reader_ != nullptr) reader_->listed(std::move(listing));
}

void FileHistoryLibrary::open(const std::string& id) {
    const Result<session::KeptConversation> read = files_.read(id);
    const auto error = read ? workspace_.conversation().open(read.value()) : read.error();
    if (reader_ != nullptr) reader_->opened(error, false);
}

void FileHistoryLibrary::answer(const std::optional<Error>& error) {
    if (reader_ != nullptr) reader_->changed(error);
}

void FileHistoryLibrary::remove(const std::string& id) {
    answer(files_.set_aside(id));
}

void FileHistoryLibrary::restore(const std::string& id) {
    answer(files_.bring_back(id));
}

void FileHistoryLibrary::mark(const std::string& id, const session::HistoryMarks& marks) {
    answer(files_.mark(id, marks));
}

void FileHistoryLibrary::remove_all() {
    files_.forget_set_aside();
    std::optional<Error> first;
    for (const session::HistoryEntry& entry : files_.entries()) {
        auto error = files_.remove(entry.id);
        if (!first) first = std::move(error);
    }
    answer(first);
    if (!first) list();
}

void FileHistoryLibrary::save_copy(const std::string& id) {
    const Result<std::string> path = files_.save_copy(id);
    if (reader_ == nullptr) return;
    reader_->saved(path ? Result<std::string>("Saved as " + path.value()) : path);
}

}  // namespace moa::desktop
