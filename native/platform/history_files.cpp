#include "native/platform/history_files.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "native/platform/environment.hpp"
#include "native/platform/files.hpp"
#include "native/platform/files_for_user.hpp"
#include "native/platform/history_listing.hpp"
#include "native/platform/history_paths.hpp"
#include "native/platform/history_transfer.hpp"
#include "session/history/run_log_read.hpp"

namespace moa::native {

namespace fs = std::filesystem;

namespace {

/// Whether the folder's turns are these logs, to the byte.
bool holds(const fs::path& folder, const std::vector<std::string_view>& logs) {
    if (turns_in(folder) != logs.size()) return false;
    const auto turn_of = [&](std::size_t index) { return log_path(folder, index + 1); };
    std::error_code failed;
    for (std::size_t i = 0; i < logs.size(); ++i) {
        if (fs::file_size(turn_of(i), failed) != logs[i].size() || failed) return false;
    }
    for (std::size_t i = 0; i < logs.size(); ++i) {
        const Result<std::string> text = read_file(turn_of(i).string());
        if (!text || text.value() != logs[i]) return false;
    }
    return true;
}

/// A folder for a new conversation, and its id.
std::string new_conversation_in(const fs::path& history, std::int64_t utc_ms) {
    std::string id = session::history_id(utc_ms);
    // Two programs may begin in the same millisecond: the folder is whose made it.
    std::error_code failed;
    for (int i = 2; !fs::create_directory(history / id, failed) && !failed && i < 100; ++i)
        id = session::history_id(utc_ms) + "-" + std::to_string(i);
    return id;
}

/// The conversation of exactly these logs; empty where there is none.
std::string conversation_of(const std::vector<std::string_view>& logs) {
    const auto history = history_folder();
    if (!history) return {};
    std::error_code failed;
    for (const fs::path& folder : conversations_in(*history, failed)) {
        if (holds(folder, logs)) return folder.filename().string();
    }
    return {};
}

Error not_moved(const char* act, const fs::path& folder, const std::error_code& why) {
    return {ErrorKind::io, 0,
            "Could not " + std::string(act) + " " + folder.string() + ": " + why.message() + "."};
}

}  // namespace

std::string HistoryFiles::begin_conversation(std::int64_t utc_ms) {
    release();
    const auto history = history_folder();
    if (!history) {
        error_ = no_history_folder();
        return session::history_id(utc_ms);
    }
    if (auto error = make_folder(*history)) error_ = error;
    std::string id = new_conversation_in(*history, utc_ms);
    (void)claim(id);
    return id;
}

std::optional<Error> HistoryFiles::claim(const std::string& id) {
    if (id == held_) return std::nullopt;
    release();
    const auto folder = folder_of(id);
    if (!folder) return std::nullopt;
    lock_ = FileLock::take_folder(folder->string());
    if (lock_.refused())
        return Error{ErrorKind::invalid_input, 0,
                     "This conversation is open in another window or terminal: continue there, or close it "
                     "there first."};
    held_ = id;
    return std::nullopt;
}

void HistoryFiles::release() {
    file_.reset();
    lock_.release();
    held_.clear();
}

void HistoryFiles::open_turn(const std::string& id, std::size_t turn) {
    file_.reset();
    const auto folder = folder_of(id);
    if (!folder) return;
    if (auto error = make_folder(*folder)) {
        error_ = error;
        return;
    }
    if (auto error = claim(id)) {
        error_ = error;
        return;
    }
    Result<LineFile> opened = LineFile::go_on(log_path(*folder, turn).string(), true);
    if (opened) {
        file_ = std::move(opened.value());
    } else {
        error_ = opened.error();
    }
}

void HistoryFiles::append(std::string_view line) {
    if (!file_) return;
    if (auto error = file_->append(line)) error_ = std::move(error);
}

std::optional<Error> HistoryFiles::take_error() {
    return std::exchange(error_, std::nullopt);
}

std::vector<session::HistoryEntry> HistoryFiles::entries() {
    std::vector<session::HistoryEntry> all;
    fault_.reset();
    const auto history = history_folder();
    if (!history) {
        fault_ = no_history_folder();
        return all;
    }
    std::error_code failed;
    for (const fs::path& folder : conversations_in(*history, failed)) {
        if (auto entry = entry_in(folder)) all.push_back(std::move(*entry));
    }
    if (failed) fault_ = unreadable_history(*history, failed);
    return all;
}

Result<session::KeptConversation> HistoryFiles::read(const std::string& id) {
    session::KeptConversation conversation{id, {}};
    const auto folder = folder_of(id);
    const std::size_t turns = folder ? turns_in(*folder) : 0;
    for (std::size_t turn = 1; turn <= turns; ++turn) {
        const fs::path log = log_path(*folder, turn);
        std::error_code failed;
        if (!fs::is_regular_file(log, failed)) {
            conversation.logs.emplace_back();
            continue;
        }
        Result<std::string> text = read_file(log.string());
        conversation.logs.push_back(text ? std::move(text.value()) : std::string());
    }
    if (!conversation.logs.empty()) return conversation;
    return no_conversation(id);
}

void HistoryFiles::read_log(const std::string& id, std::size_t turn, const session::LogReader& then) {
    const auto folder = folder_of(id);
    then(folder ? read_file(log_path(*folder, turn).string()) : no_history_folder());
}

/// Deleting takes what nobody else has; `lock` is then held.
std::optional<Error> HistoryFiles::take_to_delete(const std::string& id, FileLock& lock) {
    const auto folder = folder_of(id);
    std::error_code failed;
    if (!folder || !fs::is_directory(*folder, failed)) return no_conversation(id);
    if (id == held_) release();
    lock = FileLock::take_folder(folder->string());
    if (!lock.refused()) return std::nullopt;
    return invalid_input(
        "The conversation " + id +
        " is open in another window or terminal: stop its run or close it there before you delete it.");
}

std::optional<Error> HistoryFiles::remove(const std::string& id) {
    FileLock lock;  // held until all of it is gone
    if (auto error = take_to_delete(id, lock)) return error;
    std::error_code failed;
    const fs::path folder = *folder_of(id);
    fs::remove_all(folder, failed);
    return failed ? std::optional(not_moved("delete", folder, failed)) : std::nullopt;
}

std::optional<Error> HistoryFiles::set_aside(const std::string& id) {
    FileLock lock;
    if (auto error = take_to_delete(id, lock)) return error;
    const fs::path folder = *folder_of(id);
    const auto aside = deleted_folder();
    if (auto error = make_folder(*aside)) return error;
    std::error_code failed;
    fs::rename(folder, *aside / id, failed);
    if (failed) return not_moved("delete", folder, failed);
    aside_[id] = std::move(lock);
    return std::nullopt;
}

std::optional<Error> HistoryFiles::bring_back(const std::string& id) {
    const auto folder = folder_of(id);
    const auto aside = deleted_folder();
    if (!folder || !aside || !aside_.contains(id)) return no_conversation(id);
    std::error_code failed;
    fs::rename(*aside / id, *folder, failed);
    if (failed) return not_moved("restore", *folder, failed);
    aside_.erase(id);
    return std::nullopt;
}

void HistoryFiles::forget_set_aside() {
    const auto aside = deleted_folder();
    std::error_code ignored;
    for (const auto& [id, lock] : aside_) {
        if (aside) fs::remove_all(*aside / id, ignored);
    }
    aside_.clear();
}

void HistoryFiles::forget_left_aside() {
    const auto aside = deleted_folder();
    if (!aside) return;
    std::error_code ignored;
    for (const fs::path& folder : conversations_in(*aside, ignored)) {
        const FileLock lock = FileLock::take_folder(folder.string());
        if (!lock.refused()) fs::remove_all(folder, ignored);
    }
}

Result<session::HistoryMarks> HistoryFiles::marks(const std::string& id) {
    const auto folder = folder_of(id);
    if (!folder || turns_in(*folder) == 0) return no_conversation(id);
    return marks_in(*folder);
}

std::optional<Error> HistoryFiles::mark(const std::string& id, const session::HistoryMarks& marks) {
    const auto folder = folder_of(id);
    std::error_code failed;
    if (!folder || !fs::is_directory(*folder, failed)) return no_conversation(id);
    return write_marks(*folder, marks);
}

Result<std::string> HistoryFiles::save_copy(const std::string& id) {
    const Result<session::KeptConversation> conversation = read(id);
    if (!conversation) return conversation.error();
    std::string text;
    for (const std::string& log : conversation.value().logs)
        text += log;
    return save_for_user("moa-" + id + ".jsonl", text);
}

Result<std::string> HistoryFiles::save_all(std::int64_t utc_ms) {
    const auto ids = all_conversations();
    if (!ids) return ids.error();
    const Result<fs::path> path = free_path_for_user("moa-history-" + session::history_id(utc_ms) + ".jsonl");
    if (!path) return path.error();
    Result<LineFile> file = LineFile::record(path.value().string(), false);
    if (!file) return file.error();
    const auto count =
        export_history(ids.value(), [&file](std::string_view text) { return file.value().append(text); });
    if (!count) return count.error();
    return session::export_words(count.value(), path.value().string());
}

Result<std::string> HistoryFiles::import(std::string_view text, std::int64_t utc_ms) {
    const std::vector<std::string_view> logs = session::split_run_logs(text);
    for (const std::string_view log : logs) {
        if (const auto read = session::read_run_log(log); !read) return read.error();
    }
    if (std::string kept = conversation_of(logs); !kept.empty()) return kept;
    const auto history = history_folder();
    if (!history) return no_history_folder();
    if (auto error = make_folder(*history)) return *error;
    std::string id = new_conversation_in(*history, utc_ms);
    for (std::size_t i = 0; i < logs.size(); ++i) {
        if (auto error = replace_file(log_path(*history / id, i + 1), logs[i])) return *error;
    }
    return id;
}

std::optional<fs::path> HistoryFiles::latest_log(const std::string& id) {
    const auto folder = folder_of(id);
    const std::size_t turns = folder ? turns_in(*folder) : 0;
    if (turns == 0) return std::nullopt;
    return log_path(*folder, turns);
}

std::optional<std::string> HistoryFiles::conversation_at(const fs::path& path) {
    const auto history = history_folder();
    if (!history) return std::nullopt;
    std::error_code failed;
    const fs::path folder = fs::weakly_canonical(path, failed).parent_path();
    std::string id = folder.filename().string();
    if (failed || !session::is_history_id(id) || !fs::equivalent(folder, *history / id, failed))
        return std::nullopt;
    return id;
}

std::optional<std::string> HistoryFiles::interrupted() {
    const auto history = history_folder();
    if (!history) return std::nullopt;
    std::error_code failed;
    const std::vector<fs::path> folders = conversations_in(*history, failed);
    const auto latest = std::max_element(folders.begin(), folders.end());
    if (latest == folders.end()) return std::nullopt;
    std::string id = latest->filename().string();
    const auto log = latest_log(id);
    if (!log || summary_of_file(*log).status != run::RunStatus::running || is_locked(latest->string()))
        return std::nullopt;
    return id;
}

}  // namespace moa::native
