#include "native/desktop/history_library.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "native/desktop/open_files.hpp"
#include "native/platform/history_listing.hpp"
#include "native/platform/history_paths.hpp"

namespace moa::desktop {
namespace {

using Folders = std::vector<std::filesystem::path>;

constexpr std::size_t first_part = 50;  ///< conversations that are read before anything is shown
constexpr std::size_t later_part = 250;

}  // namespace

/// Reads what is left of the list on a thread of its own, until it is destroyed.
class FileHistoryLibrary::Reading {
  public:
    Reading(Folders folders, std::uint64_t bytes, std::function<void()> arrived)
        : folders_(std::move(folders)),
          bytes_(bytes),
          arrived_(std::move(arrived)),
          thread_([this] { read_all(); }) {}
    ~Reading() {
        left_ = true;
        thread_.join();
    }
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;

    /// Moves the conversations among the first `count` that are left into a part of the list.
    static session::HistoryListing read_part(Folders& folders, std::size_t count, std::uint64_t& bytes,
                                             const std::atomic<bool>* left = nullptr) {
        session::HistoryListing part;
        part.first = false;
        for (; count > 0 && !folders.empty() && (left == nullptr || !*left); --count) {
            if (auto entry = native::entry_in(folders.back())) part.entries.push_back(std::move(*entry));
            bytes += native::bytes_in(folders.back());
            folders.pop_back();
        }
        part.more = !folders.empty();
        if (!part.more) part.storage = session::HistoryStorage{bytes};
        return part;
    }
    std::vector<session::HistoryListing> take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(parts_, {});
    }

  private:
    void read_all() {
        while (!folders_.empty() && !left_) {
            session::HistoryListing part = read_part(folders_, later_part, bytes_, &left_);
            {
                const std::lock_guard lock(mutex_);
                parts_.push_back(std::move(part));
            }
            arrived_();
        }
    }

    Folders folders_;  ///< the latest last
    std::uint64_t bytes_;
    std::function<void()> arrived_;
    std::mutex mutex_;
    std::vector<session::HistoryListing> parts_;  ///< read and not taken
    std::atomic<bool> left_ = false;
    std::thread thread_;
};

FileHistoryLibrary::FileHistoryLibrary(native::HistoryFiles& files, session::Workspace& workspace,
                                       std::function<void()> arrived, bool keeps)
    : files_(files), workspace_(workspace), arrived_(std::move(arrived)), keeps_(keeps) {}

FileHistoryLibrary::~FileHistoryLibrary() = default;

void FileHistoryLibrary::list() {
    reading_.reset();
    session::HistoryListing part;
    const auto history = native::history_folder();
    if (!history) {
        part.error = native::no_history_folder();
        if (reader_ != nullptr) reader_->listed(std::move(part));
        return;
    }
    std::error_code failed;
    Folders folders = native::conversations_in(*history, failed);
    std::sort(folders.begin(), folders.end());
    std::uint64_t bytes = 0;
    part = Reading::read_part(folders, first_part, bytes);
    part.first = true;
    if (failed) part.error = native::unreadable_history(*history, failed);
    if (reader_ != nullptr) reader_->listed(std::move(part));
    if (!folders.empty()) reading_ = std::make_unique<Reading>(std::move(folders), bytes, arrived_);
}

void FileHistoryLibrary::read_by(session::HistoryReader* reader) {
    reader_ = reader;
    if (reader_ == nullptr) reading_.reset();
}

void FileHistoryLibrary::save_all() {
    if (saving_.valid()) return;
    saving_ = std::async(std::launch::async, [this] {
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        auto sentence = native::HistoryFiles::save_all(
            std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
        {
            const std::lock_guard lock(saved_mutex_);
            saved_ = std::move(sentence);
        }
        arrived_();
    });
}

bool FileHistoryLibrary::deliver() {
    std::optional<Result<std::string>> sentence;
    {
        const std::lock_guard lock(saved_mutex_);
        sentence = std::exchange(saved_, std::nullopt);
    }
    const bool saved = sentence.has_value();
    if (saved) saving_.get();
    if (saved && reader_ != nullptr) reader_->saved(*sentence);
    return deliver_parts() || saved;
}

bool FileHistoryLibrary::deliver_parts() {
    if (!reading_) return false;
    std::vector<session::HistoryListing> parts = reading_->take();
    for (session::HistoryListing& part : parts) {
        if (!part.more) reading_.reset();
        if (reader_ != nullptr) reader_->listed(std::move(part));
    }
    return !parts.empty();
}

void FileHistoryLibrary::open(const std::string& id) {
    const Result<session::KeptConversation> read = files_.read(id);
    const auto error = read ? workspace_.conversation().open(read.value()) : read.error();
    if (reader_ != nullptr) reader_->opened(error, false);
}

void FileHistoryLibrary::take_over(std::string_view logs) {
    const auto error = open_given(workspace_, keeps_ ? &files_ : nullptr, "The run", std::string(logs));
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
