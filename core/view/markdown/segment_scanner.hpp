// Where a document that grows can be cut into segments.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace moa::view {

/// Finds the places where a document can be cut so that both sides mean the same on their own: a complete
/// line that begins at the margin after a blank line, outside fences and lists. Fed line by line; what it has
/// decided never changes.
class SegmentScanner {
  public:
    /// Looks at the complete lines of `text` it has not seen yet (the beginning must be the text of the last
    /// call) and appends the new cutting places to `cuts`.
    void scan(std::string_view text, std::vector<std::size_t>& cuts);
    /// Whether a link definition may stand anywhere: it changes the meaning of text far away from it.
    bool has_definitions() const { return has_definitions_; }
    /// Whether the complete lines end within fenced code at the margin.
    bool in_fence() const { return inside_ == Inside::fence && fence_at_margin_; }
    /// Bytes of the complete lines looked at.
    std::size_t seen() const { return seen_; }

  private:
    enum class Inside { text, fence, list, unknown };
    void take_line(std::string_view line, std::size_t begin, std::vector<std::size_t>& cuts);

    std::size_t seen_ = 0;
    Inside inside_ = Inside::text;
    char fence_ = 0;
    std::size_t fence_length_ = 0;
    bool fence_at_margin_ = false;
    bool after_blank_ = false;
    bool has_definitions_ = false;
};

}  // namespace moa::view
