// Markdown that grows: parsed in segments, of which only the last one is parsed again when text is appended.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "view/markdown/block.hpp"
#include "view/markdown/segment_scanner.hpp"

namespace moa::view {

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
