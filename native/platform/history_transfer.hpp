// The whole history, or some of it, as one file and back: see session/history/history_file.hpp.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "result.hpp"
#include "session/history/history_file.hpp"

namespace moa::native {

/// The ids of all conversations, the oldest first.
Result<std::vector<std::string>> all_conversations();

/// Hands the file over in pieces, one conversation at a time; how many there were. An error of `write` ends
/// it.
Result<std::size_t> export_history(const std::vector<std::string>& ids,
                                   const std::function<std::optional<Error>(std::string_view)>& write);

/// Keeps what stands in the file, one conversation at a time. `read` gives the next bytes; empty: the end.
Result<session::HistoryImport> import_history(const std::function<Result<std::string>()>& read);

/// Keeps these conversations; `import` counts them.
std::optional<Error> keep_filed(const std::vector<session::FiledConversation>& conversations,
                                session::HistoryImport& import);

/// Whether the logs say the same; the beginning of a line at the end of one does not count.
bool is_same_conversation(const std::vector<std::string>& a, const std::vector<std::string>& b);

}  // namespace moa::native
