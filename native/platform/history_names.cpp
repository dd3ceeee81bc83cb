#include "native/platform/history_names.hpp"

#include <algorithm>
#include <system_error>
#include <vector>

#include "native/platform/files.hpp"
#include "native/platform/history_paths.hpp"

namespace moa::native {
namespace {

constexpr std::size_t most_named = 5;  // in a sentence
/// "20261124-133304-017" is whole; what stands behind that tells apart conversations of one moment.
constexpr std::size_t whole_id = 19;

}  // namespace

Result<std::string> conversation_named(const std::string& name) {
    const auto folder = history_folder();
    if (!folder) return no_history_folder();
    std::error_code failed;
    std::vector<std::string> ids;
    for (const auto& path : conversations_in(*folder, failed))
        ids.push_back(path.filename().string());
    if (failed) return unreadable_history(*folder, failed);
    std::sort(ids.begin(), ids.end());
    if (name == "last") {
        if (ids.empty()) return invalid_input("The history is empty.");
        return ids.back();
    }
    const auto first = std::lower_bound(ids.begin(), ids.end(), name);
    if (first != ids.end() && *first == name) return name;
    const auto end =
        std::find_if(first, ids.end(), [&](const std::string& id) { return !id.starts_with(name); });
    if (name.empty() || name.size() >= whole_id || first == end) return no_conversation(name);
    if (end - first == 1) return *first;
    std::string sentence = std::to_string(end - first) + " conversations begin with " + name + ": ";
    for (auto id = first; id != end && id - first < static_cast<std::ptrdiff_t>(most_named); ++id)
        sentence += (id == first ? "" : ", ") + *id;
    return invalid_input(sentence + (end - first > static_cast<std::ptrdiff_t>(most_named) ? ", ..." : "") +
                         ". Write more of the ID.");
}

std::optional<std::string> conversation_ending_with(const std::filesystem::path& file) {
    const auto folder = history_folder();
    std::error_code failed;
    const std::uintmax_t size = std::filesystem::file_size(file, failed);
    if (!folder || failed) return std::nullopt;
    std::optional<Result<std::string>> text;
    for (const std::filesystem::path& path : conversations_in(*folder, failed)) {
        const std::size_t turns = turns_in(path);
        std::error_code none;
        if (turns == 0 || std::filesystem::file_size(log_path(path, turns), none) != size || none) continue;
        if (!text) text = read_file(file.string());
        const Result<std::string> kept = read_file(log_path(path, turns).string());
        if (*text && kept && kept.value() == text->value()) return path.filename().string();
    }
    return std::nullopt;
}

}  // namespace moa::native
