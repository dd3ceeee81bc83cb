// A document laid out: its blocks below each other, laid out once and again only where they have changed, and
// no more of them in one frame than there is room for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "markdown/stream.hpp"
#include "view/markdown/laid_block.hpp"

namespace moa::view {

/// Blocks are numbered from 0 on, as places name them. Heights are measured from the top of the document.
class LaidDocument {
  public:
    /// The blocks of a segment of the stream.
    struct Segment {
        std::size_t begin = 0;      ///< in the source
        std::uint64_t version = 0;  ///< the stream's
        std::uint64_t shape = 0;    ///< the document's; an older one: still to be laid out for the new one
        bool complete = false;      ///< as for LaidBlock
        float top = 0;
        float height = 0;
        int first_id = 0;  ///< of its blocks
        std::vector<LaidBlock> blocks;

        float bottom() const { return top + height; }
        int end_id() const { return first_id + static_cast<int>(blocks.size()); }
    };

    /// Brings it up to date with the stream for a column of `width`. A text that grew costs its last segment.
    /// For another width or other letters, what lies in [seen_top, seen_bottom] comes first.
    void update(const Context& context, const markdown::Stream& stream, float width, float seen_top = 0,
                float seen_bottom = 0);
    /// Whether all that the stream has is laid out. If not, the next frame goes on.
    bool is_complete() const { return complete_; }

    const std::vector<Segment>& segments() const { return segments_; }
    float height() const { return segments_.empty() ? 0 : segments_.back().bottom(); }
    int block_count() const { return segments_.empty() ? 0 : segments_.back().end_id(); }
    /// nullptr for a number that is none.
    const LaidBlock* laid_block_at(int id) const;
    const markdown::Block* block_at(int id) const;
    /// nullptr without blocks.
    const LaidBlock* last_block() const;
    /// Where the line with this place begins; 0 for a place that is none.
    float top_of(TextPlace place) const;

  private:
    /// Counts what the lines depend on beside the text.
    void keep_shape(const Context& context, float width);
    void lay_out(const Context& context, std::size_t segment, const markdown::Stream::Segment& parsed);
    /// The segments [first, behind) that are not as they should be, for as long as there is room.
    void lay_out_stale(const Context& context, const markdown::Stream& stream, std::size_t first,
                       std::size_t behind);
    void stack();
    /// The first segment with this block or one behind it.
    std::vector<Segment>::const_iterator segment_of(int id) const;

    std::vector<Segment> segments_;
    std::size_t settled_ = 0;  ///< segments before this one stay as they are laid out
    std::uint64_t generation_ = 0;
    std::uint64_t shape_ = 0;
    bool complete_ = true;
    float width_ = 0;
    float scale_ = 0;
    bool wraps_code_ = false;
    Letters letters_;
};

}  // namespace moa::view
