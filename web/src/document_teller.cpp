#include "web/src/document_teller.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "markdown/parse.hpp"

namespace moa::web {
namespace {

/// A formula is told as its source, a note as text.
constexpr std::string_view kind_names[] = {"paragraph", "heading",   "code",     "rule",
                                           "table",     "paragraph", "paragraph"};

/// [[words, style], [words, style, address], ...]
Json runs_json(const markdown::RichText& text) {
    Json runs = Json::array();
    for (const markdown::Span& span : text.spans) {
        Json run = {text.text.substr(span.begin, span.end - span.begin), span.style};
        if (span.link >= 0) {
            const std::string& address = text.links[static_cast<std::size_t>(span.link)];
            if (markdown::is_web_link(address)) run.push_back(address);
        }
        runs.push_back(std::move(run));
    }
    return runs;
}

Json segment_json(const std::vector<markdown::Block>& blocks) {
    Json json = Json::array();
    for (const markdown::Block& block : blocks)
        json.push_back(block_json(block));
    return json;
}

Json all_blocks_json(const markdown::Stream& stream) {
    Json json = Json::array();
    for (const markdown::Stream::Segment& segment : stream.segments()) {
        for (const markdown::Block& block : segment.blocks)
            json.push_back(block_json(block));
    }
    return json;
}

}  // namespace

Json block_json(const markdown::Block& block) {
    Json json = {{"kind", kind_names[static_cast<std::size_t>(block.kind)]}};
    if (block.level > 0) json["level"] = block.level;
    if (block.quote > 0) json["quote"] = block.quote;
    if (block.depth > 0) json["depth"] = block.depth;
    if (!block.marker.empty()) json["marker"] = block.marker;
    if (block.kind == markdown::BlockKind::code) {
        json["text"] = block.text.text;
        if (!block.language.empty()) json["language"] = block.language;
    } else if (block.kind == markdown::BlockKind::table) {
        json["columns"] = block.columns.size();
        json["cells"] = Json::array();
        for (const markdown::RichText& cell : block.cells)
            json["cells"].push_back(runs_json(cell));
    } else if (block.kind != markdown::BlockKind::rule) {
        json["runs"] = runs_json(block.text);
    }
    return json;
}

Json blocks_json(std::string_view text) {
    markdown::Stream stream;
    stream.update(text, 1);
    return all_blocks_json(stream);
}

Json beginning_json(std::string_view text) {
    markdown::Stream stream;
    markdown::TextRoom room;
    stream.update(text, 1, room);
    Json json = all_blocks_json(stream);
    if (!stream.is_complete())
        json.push_back(block_json(markdown::plain_block("Show this turn to read the rest.")));
    return json;
}

/// By how much the code at the end has grown, where that is all; null else.
Json DocumentTeller::grown_code() {
    const auto& segments = stream_.segments();
    if (told_code_.empty() || segments.size() != told_.size()) return {};
    for (std::size_t i = 0; i + 1 < segments.size(); ++i) {
        if (segments[i].version != told_[i]) return {};
    }
    const std::vector<markdown::Block>& blocks = segments.back().blocks;
    if (blocks.size() != told_blocks_ || blocks.back().kind != markdown::BlockKind::code) return {};
    const std::string& code = blocks.back().text.text;
    if (!code.starts_with(told_code_)) return {};
    Json grown = {{"code", code.substr(told_code_.size())}};
    told_code_ = code;
    told_.back() = segments.back().version;
    return grown;
}

Json DocumentTeller::changes(std::string_view text, std::uint64_t version, TextShare& share) {
    if (version != version_ || text.size() < taken_) taken_ = 0;
    version_ = version;
    taken_ += share.take(text, taken_);
    complete_ = taken_ == text.size();
    markdown::TextRoom room;
    stream_.update(text.substr(0, taken_), version, room);
    const auto& segments = stream_.segments();
    std::size_t from = 0;
    while (from < segments.size() && from < told_.size() && segments[from].version == told_[from])
        ++from;
    if (from == segments.size() && from == told_.size()) return Json::object();
    // The blocks before the code do not change while it grows.
    if (from + 1 == segments.size()) {
        if (Json grown = grown_code(); !grown.is_null()) return grown;
    }
    Json changed = {{"from", from}, {"segments", Json::array()}};
    for (std::size_t i = from; i < segments.size(); ++i)
        changed["segments"].push_back(segment_json(segments[i].blocks));
    told_.clear();
    for (const markdown::Stream::Segment& segment : segments)
        told_.push_back(segment.version);
    const bool empty = segments.empty() || segments.back().blocks.empty();
    told_blocks_ = empty ? 0 : segments.back().blocks.size();
    const bool ends_in_code = !empty && segments.back().blocks.back().kind == markdown::BlockKind::code;
    told_code_ = ends_in_code ? segments.back().blocks.back().text.text : std::string();
    return changed;
}

}  // namespace moa::web
