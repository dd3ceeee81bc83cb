#include "native/platform/history_transfer.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "native/platform/file_lock.hpp"
#include "native/platform/files.hpp"
#include "native/platform/history_files.hpp"
#include "native/platform/history_listing.hpp"
#include "native/platform/history_paths.hpp"

namespace moa::native {

namespace fs = std::filesystem;

namespace {

enum class Kept : std::uint8_t { no, added, present };

/// Made where deleted ones stand, so that a half of it is taken away at the next start, and then moved.
Result<Kept> keep_as(const std::string& id, const session::FiledConversation& conversation,
                     const fs::path& history, const fs::path& aside) {
    std::error_code failed;
    if (fs::exists(history / id, failed)) {
        const Result<session::KeptConversation> there = HistoryFiles::read(id);
        return there && is_same_conversation(there.value().logs, conversation.kept.logs) ? Kept::present
                                                                                         : Kept::no;
    }
    const fs::path made = aside / (id + "-new");
    if (auto error = make_folder(made)) return *error;
    const FileLock lock = FileLock::take_folder(made.string());
    std::size_t turn = 0;
    for (const std::string& log : conversation.kept.logs) {
        ++turn;
        if (log.empty() && turn < conversation.kept.logs.size()) continue;  // it was not readable
        if (auto error = replace_file(log_path(made, turn), log, Durable::no)) return *error;
    }
    if (conversation.marks != session::HistoryMarks())
        if (auto error = write_marks(made, conversation.marks)) return *error;
    fs::rename(made, history / id, failed);
    if (!failed) return Kept::added;
    return Error{ErrorKind::io, 0,
                 "Could not create " + (history / id).string() + ": " + failed.message() + "."};
}

}  // namespace

bool is_same_conversation(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const std::string& one, const std::string& other) {
                          return session::whole_lines(one) == session::whole_lines(other);
                      });
}

Result<std::vector<std::string>> all_conversations() {
    const auto history = history_folder();
    if (!history) return no_history_folder();
    std::error_code failed;
    std::vector<std::string> ids;
    for (const fs::path& folder : conversations_in(*history, failed)) {
        if (turns_in(folder) > 0) ids.push_back(folder.filename().string());
    }
    if (failed) return unreadable_history(*history, failed);
    std::sort(ids.begin(), ids.end());
    return ids;
}

Result<std::size_t> export_history(const std::vector<std::string>& ids,
                                   const std::function<std::optional<Error>(std::string_view)>& write) {
    if (auto error = write(session::history_file_head())) return *error;
    std::size_t count = 0;
    for (const std::string& id : ids) {
        Result<session::KeptConversation> kept = HistoryFiles::read(id);
        const auto marks = HistoryFiles::marks(id);
        if (!kept || !marks) continue;  // deleted meanwhile
        if (auto error = write(session::conversation_lines({std::move(kept.value()), marks.value()})))
            return *error;
        ++count;
    }
    return count;
}

std::optional<Error> keep_filed(const std::vector<session::FiledConversation>& conversations,
                                session::HistoryImport& import) {
    const auto history = history_folder();
    const auto aside = deleted_folder();
    if (!history || !aside) return no_history_folder();
    if (auto error = make_folder(*history)) return error;
    for (const session::FiledConversation& conversation : conversations) {
        Kept became = Kept::no;
        for (const std::string& id : session::ids_to_import(conversation.kept)) {
            const Result<Kept> kept = keep_as(id, conversation, *history, *aside);
            if (!kept) return kept.error();
            became = kept.value();
            if (became != Kept::no) break;
        }
        if (became == Kept::added) ++import.added;
        if (became == Kept::present) ++import.present;
        if (became == Kept::no) ++import.left_out;
    }
    return std::nullopt;
}

Result<session::HistoryImport> import_history(const std::function<Result<std::string>()>& read) {
    session::HistoryFileReader reader;
    session::HistoryImport import;
    for (bool more = true; more;) {
        const Result<std::string> bytes = read();
        if (!bytes) return bytes.error();
        more = !bytes.value().empty();
        more ? reader.take(bytes.value()) : reader.finish();
        if (auto error = keep_filed(reader.taken(), import)) return *error;
    }
    import.left_out += reader.left_out();
    return import;
}

}  // namespace moa::native
