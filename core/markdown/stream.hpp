// Markdown that grows: parsed in segments, of which only the last one is parsed again when text is appended.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "markdown/block.hpp"
#include "markdown/segment_scanner.hpp"
#include "markdown/text_room.hpp"

namespace moa::markdown {

class Stream {
  public:
    struct Segment {
        std::size_t begin = 0;
        std::uint64_t version = 0;  ///< changes whenever the blocks do
        std::vector<Block> blocks;
        std::pair<std::size_t, std::size_t> table_head = {};  ///< as for SegmentCut
    };

    /// Brings the blocks up to date with `text`, as far as there is room: a text that came as a whole is
    /// taken in pieces, as one that streams. `version`: another one for a text that was replaced; under the
    /// same one a text only grows.
    void update(std::string_view text, std::uint64_t version, TextRoom& room);
    void update(std::string_view text, std::uint64_t version) {
        TextRoom room{TextRoom::unlimited};
        update(text, version, room);
    }
    /// Whether all of the text has been taken.
    bool is_complete() const { return size_ == text_size_; }

    const std::vector<Segment>& segments() const { return segments_; }
    /// Changes whenever another segment than the last one may have changed.
    std::uint64_t generation() const { return generation_; }
    /// Bytes parsed by all updates so far: what the tests hold against the length of the text.
    std::uint64_t bytes_parsed() const { return bytes_parsed_; }

  private:
    void begin();
    /// `text` is what has been taken and the next piece of it.
    void grow(std::string_view text);
    /// The segment, which ends there.
    void parse_segment(std::string_view text, Segment& segment, std::size_t end);
    /// Code that goes on is longer code: true when `text` was that, and nothing need be parsed.
    bool append_to_code(std::string_view text);
    /// Those before there.
    void note_definitions(std::string_view text, std::size_t before);
    void take_cut(std::string_view text, const SegmentCut& cut);

    std::vector<Segment> segments_;
    std::vector<SegmentCut> cuts_;  ///< all so far
    SegmentScanner scanner_;
    std::size_t size_ = 0;
    std::size_t text_size_ = 0;
    std::size_t plain_code_to_ = 0;  ///< before there, nothing in the unfinished line of code can end it
    std::uint64_t text_version_ = 0;
    std::uint64_t version_ = 0;
    std::uint64_t generation_ = 0;
    bool whole_ = false;       ///< the first segment is long, because of link definitions
    std::string definitions_;  ///< of links, for the segments behind the first one
    std::size_t defined_ = 0;  ///< how many of the scanner's have been looked at
    std::uint64_t bytes_parsed_ = 0;
    std::uint64_t blocks_parsed_ = 0;
};

}  // namespace moa::markdown
