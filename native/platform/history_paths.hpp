// Where conversations are on the disk: moa/history/<id>/<turn>.jsonl in the user's data folder; those that
// are deleted and can still be brought back in moa/deleted/<id>.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "result.hpp"

namespace moa::native {

/// Nothing where there is no data folder.
std::optional<std::filesystem::path> history_folder();
std::optional<std::filesystem::path> deleted_folder();
/// The folder of a conversation. Nothing for what is no id, which might lead elsewhere.
std::optional<std::filesystem::path> folder_of(const std::string& id);
std::filesystem::path log_path(const std::filesystem::path& folder, std::size_t turn);
/// How many turns there are: the highest number among the files.
std::size_t turns_in(const std::filesystem::path& folder);
/// The folders of conversations; `failed` is set where they cannot be listed. None where there is no such
/// folder yet.
std::vector<std::filesystem::path> conversations_in(const std::filesystem::path& folder,
                                                    std::error_code& failed);

Error no_history_folder();
Error unreadable_history(const std::filesystem::path& folder, const std::error_code& why);
Error no_conversation(const std::string& id);

}  // namespace moa::native
