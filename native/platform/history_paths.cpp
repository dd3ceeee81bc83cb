#include "native/platform/history_paths.hpp"

#include <algorithm>
#include <charconv>

#include "native/platform/paths.hpp"
#include "session/history/history.hpp"

namespace moa::native {

namespace fs = std::filesystem;

std::optional<fs::path> history_folder() {
    const auto data = data_folder();
    if (!data) return std::nullopt;
    return *data / "history";
}

std::optional<fs::path> deleted_folder() {
    const auto data = data_folder();
    if (!data) return std::nullopt;
    return *data / "deleted";
}

std::optional<fs::path> folder_of(const std::string& id) {
    const auto folder = history_folder();
    if (!folder || !session::is_history_id(id)) return std::nullopt;
    return *folder / id;
}

fs::path log_path(const fs::path& folder, std::size_t turn) {
    return folder / (std::to_string(turn) + ".jsonl");
}

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

Error no_history_folder() {
    return {ErrorKind::io, 0,
            "There is no folder for the history: set HOME or XDG_DATA_HOME to an absolute path."};
}

Error unreadable_history(const fs::path& folder, const std::error_code& why) {
    return {ErrorKind::io, 0,
            "Could not read the history in " + folder.string() + ": " + why.message() + "."};
}

Error no_conversation(const std::string& id) {
    return {ErrorKind::invalid_input, 0, "There is no conversation " + id + " in the history."};
}

std::vector<fs::path> conversations_in(const fs::path& folder, std::error_code& failed) {
    std::vector<fs::path> folders;
    const fs::file_status status = fs::status(folder, failed);
    if (status.type() == fs::file_type::not_found) {
        failed.clear();
        return folders;
    }
    if (failed) return folders;
    for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
        if (session::is_history_id(it->path().filename().string())) folders.push_back(it->path());
    }
    return folders;
}

}  // namespace moa::native
