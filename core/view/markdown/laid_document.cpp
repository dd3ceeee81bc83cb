#include "view/markdown/laid_document.hpp"

#include <algorithm>

namespace moa::view {

void LaidDocument::keep_shape(const Context& context, float width) {
    const float scale = context.options.text_scale;
    const Letters letters = context.pen.letters();
    if (width == width_ && scale == scale_ && letters == letters_ && wraps_code_ == context.wrap_code) return;
    width_ = width;
    scale_ = scale;
    letters_ = letters;
    wraps_code_ = context.wrap_code;
    ++shape_;
    settled_ = 0;
}

void LaidDocument::update(const Context& context, const markdown::Stream& stream, float width, float seen_top,
                          float seen_bottom) {
    keep_shape(context, width);
    if (generation_ != stream.generation()) settled_ = 0;
    generation_ = stream.generation();
    const auto& parsed = stream.segments();
    const std::size_t known = std::min(segments_.size(), parsed.size());
    segments_.resize(parsed.size());
    if (!complete_) settled_ = 0;
    // What is new was parsed in this frame, within the room that there was.
    for (std::size_t s = settled_; s < parsed.size(); ++s) {
        if (s >= known || segments_[s].version != parsed[s].version) lay_out(context, s, parsed[s]);
    }
    const auto row = [&](float y) {
        const auto found = std::partition_point(segments_.begin(), segments_.end(),
                                                [y](const Segment& each) { return each.bottom() < y; });
        return static_cast<std::size_t>(found - segments_.begin());
    };
    if (settled_ == 0) {
        const std::size_t seen = row(seen_top);
        lay_out_stale(context, stream, seen, std::min(row(seen_bottom) + 1, segments_.size()));
        lay_out_stale(context, stream, 0, segments_.size());
    }
    stack();
}

/// Only the last segment ever changes, once all are as they should be.
void LaidDocument::stack() {
    for (std::size_t s = settled_; s < segments_.size(); ++s) {
        segments_[s].top = s > 0 ? segments_[s - 1].bottom() : 0;
        segments_[s].first_id = s > 0 ? segments_[s - 1].end_id() : 0;
    }
    complete_ =
        std::all_of(segments_.begin() + static_cast<std::ptrdiff_t>(settled_), segments_.end(),
                    [this](const Segment& segment) { return segment.complete && segment.shape == shape_; });
    settled_ = segments_.empty() ? 0 : segments_.size() - 1;
}

void LaidDocument::lay_out_stale(const Context& context, const markdown::Stream& stream, std::size_t first,
                                 std::size_t behind) {
    markdown::TextRoom& room = context.requests.text_room;
    for (std::size_t s = first; s < behind && room.left > 0; ++s) {
        const auto& parsed = stream.segments()[s];
        if (segments_[s].complete && segments_[s].shape == shape_) continue;
        lay_out(context, s, parsed);
        const std::size_t end = s + 1 < segments_.size() ? stream.segments()[s + 1].begin
                                                         : parsed.begin + markdown::longest_segment;
        room.take(end - parsed.begin + markdown::TextRoom::a_block * parsed.blocks.size());
        // Of letters not measured yet there is nothing more to be learned in this frame.
        if (!segments_[s].complete) room.left = 0;
    }
}

void LaidDocument::lay_out(const Context& context, std::size_t segment,
                           const markdown::Stream::Segment& parsed) {
    Segment& laid = segments_[segment];
    laid.begin = parsed.begin;
    laid.version = parsed.version;
    laid.shape = shape_;
    laid.complete = true;
    laid.blocks.resize(parsed.blocks.size());
    laid.height = 0;
    const markdown::Block* before = nullptr;
    if (segment > 0 && !segments_[segment - 1].blocks.empty())
        before = &segments_[segment - 1].blocks.back().block();
    for (std::size_t b = 0; b < parsed.blocks.size(); ++b) {
        LaidBlock& block = laid.blocks[b];
        block.update(context, parsed.blocks[b], width_, shape_);
        block.follow(context, before);
        laid.complete = laid.complete && block.is_complete();
        laid.height += block.space_before() + block.height();
        before = &block.block();
    }
}

std::vector<LaidDocument::Segment>::const_iterator LaidDocument::segment_of(int id) const {
    return std::partition_point(segments_.begin(), segments_.end(),
                                [id](const Segment& segment) { return segment.end_id() <= id; });
}

const LaidBlock* LaidDocument::laid_block_at(int id) const {
    const auto segment = segment_of(id);
    if (id < 0 || segment == segments_.end()) return nullptr;
    return &segment->blocks[static_cast<std::size_t>(id - segment->first_id)];
}

const markdown::Block* LaidDocument::block_at(int id) const {
    const LaidBlock* const laid = laid_block_at(id);
    return laid == nullptr ? nullptr : &laid->block();
}

const LaidBlock* LaidDocument::last_block() const {
    const auto segment = std::find_if(segments_.rbegin(), segments_.rend(),
                                      [](const Segment& each) { return !each.blocks.empty(); });
    return segment == segments_.rend() ? nullptr : &segment->blocks.back();
}

float LaidDocument::top_of(TextPlace place) const {
    const auto segment = segment_of(place.block);
    if (segment == segments_.end()) return 0;
    float y = segment->top;
    int id = segment->first_id;
    for (const LaidBlock& block : segment->blocks) {
        y += block.space_before();
        if (id++ == place.block) return y + block.top_of(place);
        y += block.height();
    }
    return y;
}

}  // namespace moa::view
