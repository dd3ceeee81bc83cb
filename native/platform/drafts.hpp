// What was typed in a window and neither asked nor used yet, so that a crash does not take it: files in
// moa/drafts in the user's data folder. Each window that is open has its own place there.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "native/platform/file_lock.hpp"
#include "result.hpp"

namespace moa::native {

enum class Draft { question, recipe };

class Drafts {
  public:
    /// Finds what is kept in the first place that no other window has, and takes that place when something is
    /// first read or kept. A place that a window has left is the next one's, with what stands there.
    std::string kept(Draft draft);
    /// An empty text removes it. Nothing happens on a machine without a data folder. A power failure may take
    /// what a crash may not.
    std::optional<Error> keep(Draft draft, std::string_view text);

  private:
    std::optional<std::filesystem::path> path_of(Draft draft);

    int place_ = 0;  ///< from 1; 0 before it is taken
    FileLock lock_;
};

}  // namespace moa::native
