#include "view/markdown/markdown_stream.hpp"

#include "view/markdown/markdown.hpp"

namespace moa::view {

void MarkdownStream::parse_last(std::string_view text) {
    Segment& last = segments_.back();
    last.blocks = parse_markdown(text.substr(last.begin));
    last.version = ++version_;
    bytes_parsed_ += text.size() - last.begin;
}

bool MarkdownStream::append_to_code(std::string_view text) {
    if (whole_ || !scanner_.in_fence() || segments_.back().blocks.empty()) return false;
    Block& last = segments_.back().blocks.back();
    if (last.kind != BlockKind::code || last.text.text.empty()) return false;
    // From the beginning of the unfinished line on, nothing may end the code (fences) or be changed by the
    // parser (tabs, returns, NUL).
    const std::size_t line = scanner_.seen();
    if (text.substr(line).find_first_of(std::string_view("`~\t\r\0", 5)) != std::string_view::npos)
        return false;
    // A line feed at the end belongs to the fence that will close the code.
    if (text[size_ - 1] == '\n') last.text.text += '\n';
    last.text.text += text.substr(size_);
    if (text.back() == '\n') last.text.text.pop_back();
    cuts_.clear();
    scanner_.scan(text, cuts_);
    bytes_parsed_ += text.size() - size_;
    size_ = text.size();
    segments_.back().version = ++version_;
    return true;
}

void MarkdownStream::update(std::string_view text, std::uint64_t version) {
    const bool continued = !segments_.empty() && version == text_version_ && text.size() >= size_;
    if (continued && text.size() == size_) return;
    if (continued && append_to_code(text)) return;
    if (!continued) {
        ++generation_;
        segments_.clear();
        scanner_ = SegmentScanner();
        whole_ = false;
    }
    size_ = text.size();
    text_version_ = version;
    cuts_.clear();
    scanner_.scan(text, cuts_);
    if (segments_.empty()) segments_.push_back({});
    // The unfinished last line may hold a definition too; it counts when it is complete, and until then as
    // text.
    const std::size_t line = text.rfind('\n') == std::string_view::npos ? 0 : text.rfind('\n') + 1;
    const bool definitions = scanner_.has_definitions() ||
                             (!scanner_.in_fence() && text.find("]:", line) != std::string_view::npos);
    if (definitions && !whole_) {
        whole_ = true;
        ++generation_;
        segments_.resize(1);
        segments_.front().begin = 0;
    }
    if (!whole_) {
        for (const std::size_t cut : cuts_) {
            Segment& last = segments_.back();
            if (cut <= last.begin) continue;
            last.blocks = parse_markdown(text.substr(last.begin, cut - last.begin));
            last.version = ++version_;
            bytes_parsed_ += cut - last.begin;
            segments_.push_back({cut, 0, {}});
        }
    }
    parse_last(text);
}

}  // namespace moa::view
