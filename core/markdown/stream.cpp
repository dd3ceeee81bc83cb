#include "markdown/stream.hpp"

#include <algorithm>

#include "markdown/parse.hpp"

namespace moa::markdown {
namespace {

/// Link definitions up to here make what stands before here one segment; those behind serve only the segments
/// that come after them.
constexpr std::size_t longest_whole = 32 << 10;
/// Definitions that are kept for later segments, and the longest of them, in bytes.
constexpr std::size_t most_definitions = 8 << 10;
constexpr std::size_t longest_definition = 1 << 10;
/// They are parsed with each segment, which therefore has at least as much text of its own.
constexpr std::size_t least_defined = most_definitions;

/// What is parsed before the next look at the room that is left.
constexpr std::size_t piece = 8 << 10;
constexpr std::size_t least_piece = 3 << 10;

/// The end of the next piece of `text` behind `from`, which is not longer than `most`: behind a line if one
/// ends there, never in a character.
std::size_t end_of_piece(std::string_view text, std::size_t from, std::size_t most) {
    if (text.size() - from <= most) return text.size();
    std::size_t end = from + most;
    const std::size_t line = text.substr(from, most).rfind('\n');
    if (line != std::string_view::npos && line > 0) return from + line + 1;
    while (end > from + 1 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U)
        --end;
    return end;
}

/// Parsing is faster than laying out.
constexpr std::uint64_t parsed_per_byte = 4;

/// To lay text out. Formulas take longer than other text, brackets longer to be parsed.
std::size_t work_for(std::string_view text) {
    constexpr std::size_t a_command = 32;
    constexpr std::size_t a_bracket = 6;
    std::size_t work = text.size();
    for (const char c : text) {
        if (c == '$' || c == '\\') work += a_command;
        if (c == '[' || c == ']') work += a_bracket;
    }
    return work;
}

/// How much of what begins with `text` is taken when there is so much room.
std::size_t piece_for(std::string_view text, std::size_t room) {
    if (room == TextRoom::unlimited || text.empty()) return text.size();
    const std::string_view next = text.substr(0, piece);
    return std::clamp(room * next.size() / work_for(next), least_piece, piece);
}

/// Whether the line closes fenced code, or may when it goes on.
bool may_close_fence(std::string_view line) {
    const std::size_t mark = line.find_first_not_of(' ');
    if (mark == std::string_view::npos || mark > 3 || (line[mark] != '`' && line[mark] != '~')) return false;
    const std::size_t end = line.find_first_not_of(line[mark], mark);
    return end == std::string_view::npos || line.find_first_not_of(" \t\r", end) == std::string_view::npos;
}

/// Of the tabs in such a line of code the parser makes blanks.
bool is_blank_with_tabs(std::string_view line) {
    return line.find_first_not_of(" \t") == std::string_view::npos &&
           line.find('\t') != std::string_view::npos;
}

Block plain_note() {
    Block note = plain_block("Shown as plain text from here on: the text is longer than 1 MiB.");
    note.kind = BlockKind::note;
    return note;
}

}  // namespace

void Stream::begin() {
    ++generation_;
    segments_.assign(1, {});
    cuts_.clear();
    scanner_ = SegmentScanner();
    whole_ = false;
    definitions_.clear();
    defined_ = 0;
    size_ = plain_code_to_ = 0;
}

void Stream::parse_segment(std::string_view text, Segment& segment, std::size_t end) {
    const std::string_view part = text.substr(segment.begin, end - segment.begin);
    if (segment.begin >= scanner_.plain_from()) {
        segment.blocks.clear();
        if (segment.begin == scanner_.plain_from()) segment.blocks.push_back(plain_note());
        if (!part.empty()) segment.blocks.push_back(plain_block(part));
    } else {
        const auto [head, head_end] = segment.table_head;
        const bool alone = segment.begin == 0 || (definitions_.empty() && head_end == 0);
        segment.blocks = alone ? parse(part)
                               : parse(definitions_ + "\n" + std::string(text.substr(head, head_end - head)) +
                                       std::string(part));
    }
    segment.version = ++version_;
    bytes_parsed_ += part.size();
    blocks_parsed_ += segment.blocks.size();
}

bool Stream::append_to_code(std::string_view text) {
    if ((whole_ && segments_.size() == 1) || !scanner_.in_fence() || segments_.back().blocks.empty())
        return false;
    if (text.size() > longest_markdown) return false;
    Block& last = segments_.back().blocks.back();
    if (last.kind != BlockKind::code || last.text.text.empty()) return false;
    // From the beginning of the unfinished line on, nothing may end the code or be changed by the parser.
    const std::size_t unknown = std::max(scanner_.seen(), plain_code_to_);
    if (text.substr(unknown).find_first_of(std::string_view("\r\0", 2)) != std::string_view::npos)
        return false;
    if (is_blank_with_tabs(text.substr(scanner_.seen(), size_ - scanner_.seen()))) return false;
    for (std::size_t line = scanner_.seen(); line < text.size();) {
        const std::size_t end = std::min(text.find('\n', std::max(line, unknown)), text.size());
        const std::string_view content = text.substr(line, end - line);
        if (may_close_fence(content) || is_blank_with_tabs(content)) return false;
        line = end + 1;
    }
    // A line feed at the end belongs to the fence that will close the code.
    if (text[size_ - 1] == '\n') last.text.text += '\n';
    last.text.text += text.substr(size_);
    if (text.back() == '\n') last.text.text.pop_back();
    scanner_.scan(text, cuts_);
    bytes_parsed_ += text.size() - size_;
    size_ = plain_code_to_ = text.size();
    segments_.back().version = ++version_;
    return true;
}

void Stream::note_definitions(std::string_view text, std::size_t before) {
    const auto& found = scanner_.definitions();
    for (; defined_ < found.size() && found[defined_].first < before; ++defined_) {
        const auto [begin, end] = found[defined_];
        if (end - begin > longest_definition || definitions_.size() + end - begin > most_definitions)
            continue;
        const std::string_view line = text.substr(begin, end - begin);
        // What defines something shows nothing.
        if (parse(line).empty()) definitions_ += line;
    }
}

void Stream::take_cut(std::string_view text, const SegmentCut& cut) {
    if (cut.at <= segments_.back().begin) return;
    if (whole_ && segments_.size() == 1 && cut.at < longest_whole) return;
    const auto& defined = scanner_.definitions();
    const bool has_definitions = !defined.empty() && defined.front().first < cut.at;
    const bool is_short = cut.at - segments_.back().begin < least_defined;
    if (has_definitions && is_short && cut.at < scanner_.plain_from()) return;
    parse_segment(text, segments_.back(), cut.at);
    note_definitions(text, cut.at);
    segments_.push_back({cut.at, 0, {}, cut.table_head});
}

void Stream::grow(std::string_view text) {
    if (size_ > 0 && append_to_code(text)) return;
    const std::size_t known = cuts_.size();
    size_ = text.size();
    scanner_.scan(text, cuts_);
    // The unfinished last line may hold a definition too; it counts when it is complete, and until then as
    // text.
    const std::size_t line = scanner_.seen();
    const auto& defined = scanner_.definitions();
    const bool is_defining = !scanner_.in_fence() && line < longest_whole &&
                             text.substr(line, longest_definition).find("]:") != std::string_view::npos;
    auto next = cuts_.begin() + static_cast<std::ptrdiff_t>(known);
    if (!whole_ && (is_defining || (!defined.empty() && defined.front().first < longest_whole))) {
        whole_ = true;
        ++generation_;
        segments_.assign(1, {});
        definitions_.clear();
        defined_ = 0;
        next = cuts_.begin();
    }
    for (; next != cuts_.end(); ++next)
        take_cut(text, *next);
    parse_segment(text, segments_.back(), text.size());
}

void Stream::update(std::string_view text, std::uint64_t version, TextRoom& room) {
    const bool continued = !segments_.empty() && version == text_version_ && text.size() >= size_;
    if (continued && text.size() == size_) {
        text_size_ = size_;
        return;
    }
    if (!continued) begin();
    text_version_ = version;
    text_size_ = text.size();
    // What streams is little, and never waits.
    bool goes_on = room.left > 0 || text.size() - size_ <= least_piece;
    // What the last segment has is laid out once more.
    if (goes_on && room.left != TextRoom::unlimited)
        room.take(work_for(text.substr(segments_.back().begin, size_ - segments_.back().begin)));
    while (goes_on) {
        const std::uint64_t bytes = bytes_parsed_;
        const std::uint64_t blocks = blocks_parsed_;
        const std::size_t begin = size_;
        const std::size_t end = end_of_piece(text, begin, piece_for(text.substr(begin), room.left));
        grow(text.substr(0, end));
        // What is parsed once more is taken to be like what is new.
        const std::size_t work = work_for(text.substr(begin, end - begin));
        const std::size_t parsed = static_cast<std::size_t>(bytes_parsed_ - bytes) / parsed_per_byte;
        room.take(work + parsed * work / std::max<std::size_t>(end - begin, 1) +
                  static_cast<std::size_t>(blocks_parsed_ - blocks) * TextRoom::a_block);
        goes_on = size_ < text.size() && room.left > 0;
    }
}

}  // namespace moa::markdown
