// A note on disk that a conversation is being opened without anybody having asked for it. Where it is still
// there at the next start, the program ended while it read that conversation, and would again.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace moa::native {

/// Lies in $XDG_DATA_HOME/moa/opening while it lives, and holds the conversation's id.
class OpeningMark {
  public:
    explicit OpeningMark(const std::string& id);
    ~OpeningMark();
    OpeningMark(const OpeningMark&) = delete;
    OpeningMark& operator=(const OpeningMark&) = delete;

  private:
    std::optional<std::filesystem::path> file_;
};

/// The conversation that a program before this one did not come to the end of opening.
std::optional<std::string> unfinished_opening();

/// The id of the latest conversation of the history, found without reading any.
std::optional<std::string> latest_conversation();

}  // namespace moa::native
