// What is selected of a document: it grows from where it began.
#pragma once

#include "view/markdown/text_place.hpp"

namespace moa::view {

/// A selection as a pointer and a keyboard make it, by letters, words or whole parts.
class TextSelection {
  public:
    void begin(const TextRange& from) { anchor_ = head_ = from; }
    void extend(const TextRange& to) { head_ = to; }
    /// Moves the end that moves; from where the selection began, letter by letter.
    void move_head(TextPlace to) { head_ = {to, to}; }
    void clear() { anchor_ = head_ = {}; }

    TextRange range() const;
    bool empty() const { return range().empty(); }
    /// The end that moves.
    TextPlace head() const { return head_.begin < anchor_.begin ? head_.begin : head_.end; }

  private:
    TextRange anchor_;
    TextRange head_;
};

}  // namespace moa::view
