// Where a document that grows can be cut into segments.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace moa::markdown {

/// A segment that is longer is cut all the same, unless it is code: so what is parsed and laid out at once
/// has a bound.
inline constexpr std::size_t longest_segment = std::size_t{12} << 10U;
/// Text behind this is shown as it stands.
inline constexpr std::size_t longest_markdown = std::size_t{1} << 20U;

/// Where a segment begins.
struct SegmentCut {
    std::size_t at = 0;
    /// The bytes [first, second) of the head of the table that goes on there; both 0 for none.
    std::pair<std::size_t, std::size_t> table_head = {};
};

/// Finds the places where a document can be cut so that both sides mean the same on their own: a complete
/// line that begins at the margin after a blank line, outside fences and lists. Where there is none for too
/// long: before a line, best one at the margin, else within it. Fed line by line; what it has decided never
/// changes, and does not depend on the pieces in which the text came.
class SegmentScanner {
  public:
    /// Looks at what of `text` it has not seen yet (the beginning must be the text of the last call) and
    /// appends the new cutting places to `cuts`, in their order.
    void scan(std::string_view text, std::vector<SegmentCut>& cuts);
    /// The lines in which link definitions may stand: they change the meaning of text far away from them.
    const std::vector<std::pair<std::size_t, std::size_t>>& definitions() const { return definitions_; }
    /// Where the text that is shown as it stands begins; npos for nowhere.
    std::size_t plain_from() const { return plain_from_; }
    /// Whether the complete lines end within fenced code at the margin.
    bool in_fence() const { return inside_ == Inside::fence && fence_at_margin_; }
    /// Bytes of the complete lines looked at.
    std::size_t seen() const { return seen_; }

  private:
    enum class Inside { text, fence, list, unknown, plain };
    void take_line(std::string_view line, std::size_t begin, std::vector<SegmentCut>& cuts);
    void cut(std::size_t at, std::vector<SegmentCut>& cuts);
    void cut_long_line(std::string_view text, std::size_t end, std::vector<SegmentCut>& cuts);
    void note_table(std::string_view line, std::size_t begin);
    void bound(std::size_t begin, std::size_t end, std::vector<SegmentCut>& cuts);

    std::size_t seen_ = 0;
    std::size_t begin_ = 0;        ///< of the latest segment
    std::size_t at_margin_ = 0;    ///< the latest line that begins there
    std::size_t line_before_ = 0;  ///< where it began
    std::size_t plain_from_ = std::string_view::npos;
    Inside inside_ = Inside::text;
    char fence_ = 0;
    std::size_t fence_length_ = 0;
    bool fence_at_margin_ = false;
    bool after_blank_ = false;
    bool cells_before_ = false;  ///< the line before may be the head of a table
    std::pair<std::size_t, std::size_t> table_head_ = {};
    std::vector<std::pair<std::size_t, std::size_t>> definitions_;
};

}  // namespace moa::markdown
