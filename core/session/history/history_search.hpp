// Finding conversations by the words in them.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "session/history/history.hpp"

namespace moa::session {

/// Conversations to look through: pinned ones first, each group with the latest first. Made for thousands:
/// texts lose their case once, and while a word is being typed only what held its beginning is read again.
class HistoryList {
  public:
    /// In any order. One whose id is there already is left out.
    void add(std::vector<HistoryEntry> entries);
    /// How many there are.
    std::size_t size() const { return size_; }
    /// Null where there is none of this id. Valid as long as the list.
    const HistoryEntry* find(std::string_view id) const;
    /// Takes it out of all that follows; `restore` brings it back.
    void remove(std::string_view id) { hide(id, true); }
    void restore(std::string_view id) { hide(id, false); }
    void mark(std::string_view id, HistoryMarks marks);

    /// Those are found in which every word of `query` occurs (in name, questions and answers, in either
    /// case); all where it has no words.
    void look_for(std::string query);
    const std::string& query() const { return query_; }
    std::size_t found() const { return found_.size(); }
    const HistoryEntry& found(std::size_t index) const { return found_[index]->entry; }

  private:
    struct Kept {
        HistoryEntry entry;
        std::string folded = {};  ///< its texts without case
        bool hidden = false;
    };
    Kept* kept(std::string_view id) const;
    void hide(std::string_view id, bool hidden);
    bool matches(const Kept& kept) const;
    void find_among_all();

    std::deque<Kept> all_;
    std::unordered_map<std::string_view, Kept*> by_id_;
    std::size_t size_ = 0;
    std::string query_;
    std::vector<std::string> words_;  ///< of it, without case
    std::vector<Kept*> found_;
};

/// The turn (from 1) that holds most of the words of `query`, the latest of those; 0 where none holds any.
std::size_t turn_with(const HistoryEntry& entry, std::string_view query);

/// A line of text, and the bytes [first, second) of it that were looked for.
struct FoundLine {
    std::string words;
    std::vector<std::pair<std::size_t, std::size_t>> marks;
};
/// The words around the first place of the question or answer that holds most of the words of `query`,
/// without the signs of Markdown; nothing where none stands in any.
std::optional<FoundLine> line_with(const HistoryEntry& entry, std::string_view query);

}  // namespace moa::session
