// Markdown that grows: parsed in segments, of which only the last one is parsed again when text is appended.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "view/text/markdown.hpp"

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

class MarkdownStream {
  public:
    struct Segment {
        std::size_t begin = 0;
        std::uint64_t version = 0;  ///< changes whenever the blocks do
        std::vector<Block> blocks;
    };

    /// Brings the blocks up to date with `text`. `version`: another one for a text that was replaced; under
    /// the same one a text only grows.
    void update(std::string_view text, std::uint64_t version);
    const std::vector<Segment>& segments() const { return segments_; }
    /// Changes whenever another segment than the last one may have changed.
    std::uint64_t generation() const { return generation_; }
    /// Bytes parsed by all updates so far: what the tests hold against the length of the text.
    std::uint64_t bytes_parsed() const { return bytes_parsed_; }

  private:
    void parse_last(std::string_view text);
    /// Code that goes on is longer code: true when `text` was that, and nothing need be parsed.
    bool append_to_code(std::string_view text);

    std::vector<Segment> segments_;
    std::vector<std::size_t> cuts_;
    SegmentScanner scanner_;
    std::size_t size_ = 0;
    std::uint64_t text_version_ = 0;
    std::uint64_t version_ = 0;
    std::uint64_t generation_ = 0;
    bool whole_ = false;  ///< parsed in one piece because of link definitions
    std::uint64_t bytes_parsed_ = 0;
};

}  // namespace moa::view
