// What a list shows of the conversations on the disk: read from the ends of their logs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "session/history/history.hpp"

namespace moa::native {

/// Of a log, without reading all of it where its ends tell enough. One that cannot be read is an empty turn.
session::TurnSummary summary_of_file(const std::filesystem::path& path);

/// The conversation in this folder; nothing where it has no turns.
std::optional<session::HistoryEntry> entry_in(const std::filesystem::path& folder);
/// Bytes of the logs in this folder.
std::uint64_t bytes_in(const std::filesystem::path& folder);

/// What the user has said about the conversation in this folder: a file beside its logs.
session::HistoryMarks marks_in(const std::filesystem::path& folder);
std::optional<Error> write_marks(const std::filesystem::path& folder, const session::HistoryMarks& marks);

}  // namespace moa::native
