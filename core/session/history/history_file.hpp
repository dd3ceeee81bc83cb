// Many conversations in one file, moa-history/1: JSON Lines. The first line is {"format": "moa-history/1"}.
// Each conversation begins with {"conversation": id}, with its "name" and "pinned" where they are set; each
// of its turns with {"turn": number}, and behind that stand the lines of its run log as they were kept.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "session/history/history.hpp"

namespace moa::session {

struct FiledConversation {
    KeptConversation kept;
    HistoryMarks marks;
};

/// The first line of the file.
std::string history_file_head();
/// Whether a text begins as such a file does.
bool is_history_file(std::string_view text);
/// The line a conversation begins with, and the one a turn begins with.
std::string conversation_line(const std::string& id, const HistoryMarks& marks);
std::string turn_line(std::size_t turn);
/// All lines of a conversation.
std::string conversation_lines(const FiledConversation& conversation);
/// A log without what stands behind its last line feed: so much of it goes into a file.
std::string_view whole_lines(std::string_view log);

/// Reads the file in pieces, so that it may be larger than the memory.
class HistoryFileReader {
  public:
    void take(std::string_view bytes);
    /// There is no more.
    void finish();
    /// The conversations that have been read since this was called.
    std::vector<FiledConversation> taken() { return std::exchange(done_, {}); }
    /// Conversations and beginnings of lines that could not be read.
    std::size_t left_out() const { return left_out_; }

  private:
    void take_line(std::string_view line);
    bool begins_part(std::string_view line);
    void end_conversation();

    std::string rest_;  ///< of the bytes: the beginning of a line
    bool began_ = false;
    bool skipping_ = false;  ///< to the next conversation
    std::optional<FiledConversation> current_;
    std::size_t size_ = 0;  ///< bytes of it
    std::vector<FiledConversation> done_;
    std::size_t left_out_ = 0;
};

/// Ids under which a conversation from a file may be kept: its own, and others that follow from what is in
/// it, so that the same file gives the same ones again. The first that is free is taken, or the first that
/// holds just this conversation: then it is there already.
std::vector<std::string> ids_to_import(const KeptConversation& conversation);

/// What became of a file.
struct HistoryImport {
    std::size_t added = 0;
    std::size_t present = 0;  ///< were there already
    std::size_t left_out = 0;
};
/// "Imported 3 conversations; 2 were here already. 1 part could not be read."
std::string import_words(const HistoryImport& import);
/// "Saved 3 conversations as /home/..."; without a place: "Saved 3 conversations."
std::string export_words(std::size_t count, const std::string& place);

}  // namespace moa::session
