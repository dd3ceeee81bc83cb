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
    segments_.clear();
    settled_ = 0;
}

void LaidDocument::update(const Context& context, const MarkdownStream& stream, float width) {
    keep_shape(context, width);
    if (generation_ != stream.generation()) settled_ = 0;
    generation_ = stream.generation();
    const auto& parsed = stream.segments();
    segments_.resize(parsed.size());
    for (std::size_t s = settled_; s < parsed.size(); ++s) {
        Segment& segment = segments_[s];
        segment.begin = parsed[s].begin;
        if (s > 0) {
            segment.top = segments_[s - 1].bottom();
            segment.first_id = segments_[s - 1].end_id();
        }
        if (segment.version == parsed[s].version) continue;
        segment.version = parsed[s].version;
        lay_out(context, s, parsed[s].blocks);
    }
    // Only the last segment ever changes.
    settled_ = parsed.empty() ? 0 : parsed.size() - 1;
}

void LaidDocument::lay_out(const Context& context, std::size_t segment, const std::vector<Block>& parsed) {
    Segment& laid = segments_[segment];
    laid.blocks.resize(parsed.size());
    laid.height = 0;
    const Block* before = nullptr;
    if (segment > 0 && !segments_[segment - 1].blocks.empty())
        before = &segments_[segment - 1].blocks.back().block();
    for (std::size_t b = 0; b < parsed.size(); ++b) {
        LaidBlock& block = laid.blocks[b];
        block.update(context, parsed[b], width_);
        block.follow(context, before);
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

const Block* LaidDocument::block_at(int id) const {
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
