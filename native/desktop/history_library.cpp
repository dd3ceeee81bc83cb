#include "native/desktop/history_library.hpp"

#include "session/open_text.hpp"

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

void FileHistoryLibrary::take_over(std::string_view logs) {
    const auto error = session::open_text(workspace_, "The run", logs);
    if (reader_ != nullptr) reader_->opened(error, false);
}

void FileHistoryLibrary::remove(const std::string& id) {
    const auto error = files_.remove(id);
    if (reader_ != nullptr) reader_->removed(error);
}

void FileHistoryLibrary::remove_all() {
    std::optional<Error> first;
    for (const session::HistoryEntry& entry : files_.entries()) {
        auto error = files_.remove(entry.id);
        if (!first) first = std::move(error);
    }
    if (reader_ != nullptr) reader_->removed(first);
}

void FileHistoryLibrary::save_copy(const std::string& id) {
    const Result<std::string> path = files_.save_copy(id);
    if (reader_ == nullptr) return;
    reader_->saved(path ? Result<std::string>("Saved as " + path.value()) : path);
}

}  // namespace moa::desktop
