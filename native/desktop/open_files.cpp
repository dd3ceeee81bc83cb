#include "native/desktop/open_files.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>

#include "native/platform/files.hpp"
#include "native/platform/history_transfer.hpp"
#include "session/history/history_file.hpp"
#include "session/open_text.hpp"

namespace moa::desktop {
namespace {

std::int64_t utc_now() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

/// A conversation of a file under the id it has here.
session::KeptConversation as_kept(const session::KeptConversation& filed) {
    for (const std::string& id : session::ids_to_import(filed)) {
        Result<session::KeptConversation> kept = native::HistoryFiles::read(id);
        if (kept && native::is_same_conversation(kept.value().logs, filed.logs))
            return std::move(kept.value());
    }
    return {{}, filed.logs};
}

/// Keeps all conversations of a file; the latest of them comes on screen.
std::optional<Error> open_history_file(session::Workspace& workspace, const std::string& text) {
    session::HistoryFileReader reader;
    reader.take(text);
    reader.finish();
    const std::vector<session::FiledConversation> filed = reader.taken();
    session::HistoryImport import;
    if (auto error = native::keep_filed(filed, import)) return error;
    const auto latest = std::max_element(filed.begin(), filed.end(),
                                         [](const auto& a, const auto& b) { return a.kept.id < b.kept.id; });
    import.left_out += reader.left_out();
    std::optional<Error> error;
    if (latest != filed.end()) error = workspace.conversation().open(as_kept(latest->kept));
    if (!error && (latest == filed.end() || import.left_out > 0))
        workspace.note(Error{ErrorKind::io, 0, session::import_words(import)});
    return error;
}

}  // namespace

std::optional<Error> open_given(session::Workspace& workspace, native::HistoryFiles* history,
                                const std::string& name, const std::string& text) {
    if (history != nullptr && !workspace.running() && session::is_history_file(text))
        return open_history_file(workspace, text);
    // What cannot be kept, or is wrong, is told or shown as without a history.
    if (history == nullptr || workspace.running() || !session::is_run_log(text))
        return session::open_text(workspace, name, text);
    const Result<std::string> id = history->import(text, utc_now());
    const auto conversation = id ? history->read(id.value()) : id.error();
    if (!conversation) return session::open_text(workspace, name, text);
    return workspace.conversation().open(conversation.value());
}

std::optional<Error> open_file(session::Workspace& workspace, native::HistoryFiles* history,
                               const std::string& path) {
    const Result<std::string> text = native::read_file(path);
    if (!text) return text.error();
    return open_given(workspace, history, path, text.value());
}

}  // namespace moa::desktop
