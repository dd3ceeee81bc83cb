// What is selected of a text that was laid out as blocks: two places in it, and what lies between them.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "view/text/markdown.hpp"

namespace moa::view {

/// A place between two units of text: a block, its cell (0 outside of tables), and bytes from its beginning.
struct TextPlace {
    int block = 0;
    int cell = 0;
    std::uint32_t offset = 0;

    auto operator<=>(const TextPlace&) const =
        default;  // NOLINT(modernize-use-nullptr): clang-tidy 14 misreads it
};

/// From `begin` up to `end`; never the other way round.
struct TextRange {
    TextPlace begin;
    TextPlace end;

    bool empty() const { return begin == end; }
    bool operator==(const TextRange&) const = default;
};

/// How many texts of a block can be selected: the cells of a table, none of a rule, else one.
int part_count(const Block& block);
/// One of them.
const RichText& part_of(const Block& block, int cell);

/// The bytes of a part that lie in `range`: [first, second).
std::pair<std::uint32_t, std::uint32_t> covered(const TextRange& range, int block, int cell,
                                                std::size_t size);

/// The word, the run of blanks or the single mark around a byte of `text`, as a double click selects it.
std::pair<std::uint32_t, std::uint32_t> word_around(std::string_view text, std::uint32_t offset);

/// Appends what `range` holds of a block as plain text: list items with their markers, rows of tables as
/// lines with tabs between the cells. Blocks are set apart by a blank line, items of tight lists by none.
/// `before` is the block before it, nullptr at the beginning.
void append_plain(std::string& out, const Block* before, const Block& block, int id, const TextRange& range);

/// A selection as a pointer and a keyboard make it: it grows from where it began, by letters, words or whole
/// parts.
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
