#include "native/platform/history_files.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <system_error>
#include <utility>

#include "native/platform/environment.hpp"
#include "native/platform/files.hpp"
#include "native/platform/files_for_user.hpp"
#include "native/platform/paths.hpp"
#include "session/history/run_log_read.hpp"

namespace moa::native {

namespace fs = std::filesystem;

namespace {

/// More than any answer; lines are looked for from the end in steps of this.
constexpr std::size_t read_at_once = 65536;

std::optional<fs::path> history_folder() {
    const auto data = data_folder();
    if (!data) return std::nullopt;
    return *data / "history";
}

/// Nothing for what is no id, which might lead elsewhere.
std::optional<fs::path> folder_of(const std::string& id) {
    const auto folder = history_folder();
    if (!folder || !session::is_history_id(id)) return std::nullopt;
    return *folder / id;
}

fs::path log_path(const fs::path& folder, std::size_t turn) {
    return folder / (std::to_string(turn) + ".jsonl");
}

/// How many turns there are: the highest number among the files.
std::size_t turns_in(const fs::path& folder) {
    std::size_t turns = 0;
    std::error_code failed;
    for (const fs::directory_entry& file : fs::directory_iterator(folder, failed)) {
        const std::string stem = file.path().stem().string();
        std::size_t number = 0;
        const auto [end, error] = std::from_chars(stem.data(), stem.data() + stem.size(), number);
        constexpr std::size_t most = 100000;
        if (file.path().extension() == ".jsonl" && error == std::errc() && end == stem.data() + stem.size() &&
            number <= most)
            turns = std::max(turns, number);
    }
    return turns;
}

Error no_place() {
    return {ErrorKind::io, 0,
            "There is no folder for the history: set HOME or XDG_DATA_HOME to an absolute path."};
}

Error no_conversation(const std::string& id) {
    return {ErrorKind::invalid_input, 0, "There is no conversation " + id + " in the history."};
}

/// The folders of conversations; `failed` is set where they cannot be listed. None where there is no history
/// yet.
std::vector<fs::path> conversations_in(const fs::path& history, std::error_code& failed) {
    std::vector<fs::path> folders;
    const fs::file_status status = fs::status(history, failed);
    if (status.type() == fs::file_type::not_found) {
        failed.clear();
        return folders;
    }
    if (failed) return folders;
    for (fs::directory_iterator it(history, failed), end; !failed && it != end; it.increment(failed)) {
        if (session::is_history_id(it->path().filename().string())) folders.push_back(it->path());
    }
    return folders;
}

std::string first_line(std::FILE* file) {
    std::string line;
    std::array<char, 16384> part{};
    while (std::fgets(part.data(), static_cast<int>(part.size()), file) != nullptr) {
        line += part.data();
        if (!line.empty() && line.back() == '\n') break;
    }
    return line;
}

/// The last line, where it ends with a line feed; empty for one longer than any that ends a run, whose log is
/// then read from its beginning.
std::string last_line(std::FILE* file) {
    constexpr std::size_t longest = std::size_t{32} * 1024 * 1024;
    std::vector<std::string> parts;  // from the end
    std::size_t length = 0;
    (void)std::fseek(file, 0, SEEK_END);
    long left = std::ftell(file);
    while (left > 0 && length <= longest) {
        const auto size = static_cast<std::size_t>(std::min<long>(left, static_cast<long>(read_at_once)));
        left -= static_cast<long>(size);
        std::string part(size, '\0');
        if (std::fseek(file, left, SEEK_SET) != 0 || std::fread(part.data(), 1, size, file) != size)
            return {};
        if (parts.empty() && part.back() != '\n') return {};
        // The line feed that ends the line does not begin it.
        const std::size_t searched = parts.empty() ? size - 1 : size;
        const std::size_t begin = std::string_view(part).substr(0, searched).rfind('\n');
        if (begin != std::string_view::npos) part.erase(0, begin + 1);
        length += part.size();
        parts.push_back(std::move(part));
        if (begin != std::string_view::npos) break;
        if (left > 0 && length > longest) return {};
    }
    std::string line;
    line.reserve(length);
    for (auto part = parts.rbegin(); part != parts.rend(); ++part)
        line += *part;
    return line;
}

/// Without reading all of a log where its ends tell enough. A log that cannot be read is an empty turn.
session::TurnSummary summary_of_file(const fs::path& path) {
    session::TurnSummary unreadable;
    unreadable.status = run::RunStatus::failed;
    // A pipe or a device may never end.
    std::error_code failed;
    if (!fs::is_regular_file(path, failed)) return unreadable;
    if (std::FILE* file = std::fopen(path.c_str(), "rbe")) {
        const std::string first = first_line(file);
        const std::string last = last_line(file);
        std::fclose(file);
        if (auto summary = session::summary_of_ends(first, last)) return *summary;
    }
    const Result<std::string> text = read_file(path.string());
    auto summary = text ? session::summary_of_log(text.value()) : std::nullopt;
    return summary ? *summary : unreadable;
}

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

}  // namespace

std::string HistoryFiles::begin_conversation(std::int64_t utc_ms) {
    release();
    const auto history = history_folder();
    if (!history) {
        error_ = no_place();
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
        fault_ = no_place();
        return all;
    }
    std::error_code failed;
    for (const fs::path& folder : conversations_in(*history, failed)) {
        session::HistoryEntry entry{folder.filename().string(), {}};
        const std::size_t turns = turns_in(folder);
        for (std::size_t turn = 1; turn <= turns; ++turn)
            entry.turns.push_back(summary_of_file(log_path(folder, turn)));
        if (turns > 0) all.push_back(std::move(entry));
    }
    if (failed)
        fault_ = Error{ErrorKind::io, 0,
                       "Could not read the history in " + history->string() + ": " + failed.message() + "."};
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
    then(folder ? read_file(log_path(*folder, turn).string()) : no_place());
}

std::optional<Error> HistoryFiles::remove(const std::string& id) {
    const auto folder = folder_of(id);
    std::error_code failed;
    if (!folder || !fs::is_directory(*folder, failed)) return no_conversation(id);
    if (id == held_) release();
    // Held until all of it is gone.
    const FileLock lock = FileLock::take_folder(folder->string());
    if (lock.refused())
        return invalid_input(
            "The conversation " + id +
            " is open in another window or terminal: stop its run or close it there before you delete it.");
    fs::remove_all(*folder, failed);
    if (!failed) return std::nullopt;
    return Error{ErrorKind::io, 0, "Could not delete " + folder->string() + ": " + failed.message() + "."};
}

Result<std::string> HistoryFiles::save_copy(const std::string& id) {
    const Result<session::KeptConversation> conversation = read(id);
    if (!conversation) return conversation.error();
    std::string text;
    for (const std::string& log : conversation.value().logs)
        text += log;
    return save_for_user("moa-" + id + ".jsonl", text);
}

Result<std::string> HistoryFiles::import(std::string_view text, std::int64_t utc_ms) {
    const std::vector<std::string_view> logs = session::split_run_logs(text);
    for (const std::string_view log : logs) {
        if (const auto read = session::read_run_log(log); !read) return read.error();
    }
    if (std::string kept = conversation_of(logs); !kept.empty()) return kept;
    const auto history = history_folder();
    if (!history) return no_place();
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
