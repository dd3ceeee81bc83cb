#include "native/platform/opening_mark.hpp"

#include <algorithm>
#include <system_error>

#include "native/platform/files.hpp"
#include "native/platform/paths.hpp"
#include "session/history/history.hpp"

namespace moa::native {

namespace fs = std::filesystem;

namespace {

std::optional<fs::path> mark_path() {
    const auto data = data_folder();
    if (!data) return std::nullopt;
    return *data / "opening";
}

}  // namespace

OpeningMark::OpeningMark(const std::string& id) : file_(mark_path()) {
    // What cannot be noted down is opened all the same.
    if (file_ && replace_file(*file_, id + "\n")) file_.reset();
}

OpeningMark::~OpeningMark() {
    std::error_code ignored;
    if (file_) fs::remove(*file_, ignored);
}

std::optional<std::string> unfinished_opening() {
    const auto path = mark_path();
    std::error_code failed;
    if (!path || !fs::is_regular_file(*path, failed)) return std::nullopt;
    const Result<std::string> text = read_file(path->string());
    if (!text) return std::nullopt;
    std::string id = text.value().substr(0, text.value().find('\n'));
    return session::is_history_id(id) ? std::optional(std::move(id)) : std::nullopt;
}

std::optional<std::string> latest_conversation() {
    const auto data = data_folder();
    std::error_code failed;
    if (!data || !fs::is_directory(*data / "history", failed)) return std::nullopt;
    std::string latest;
    for (const fs::directory_entry& folder : fs::directory_iterator(*data / "history", failed)) {
        std::string id = folder.path().filename().string();
        if (session::is_history_id(id)) latest = std::max(latest, id);
    }
    return latest.empty() ? std::nullopt : std::optional(std::move(latest));
}

}  // namespace moa::native
