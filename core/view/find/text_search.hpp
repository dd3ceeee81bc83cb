// Finding words in text that grows, at a cost that does not grow with it: only what is new is looked at.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "markdown/stream.hpp"
#include "view/markdown/text_place.hpp"

namespace moa::view {

/// What is looked for, without its case; the search for it can stop after any byte and go on there (Knuth,
/// Morris and Pratt), so that no text is looked at twice.
class Needle {
  public:
    /// Finds nothing.
    Needle() = default;
    explicit Needle(std::string_view words);

    bool empty() const { return letters_.empty(); }
    /// Code points of it.
    std::uint32_t size() const { return static_cast<std::uint32_t>(letters_.size()); }
    /// How many of them stand at the end of a text where `matched`, not all, did before `c` came.
    std::uint32_t advance(std::uint32_t matched, char32_t c) const;

  private:
    std::vector<char32_t> letters_;
    std::vector<std::uint32_t> shorter_;  ///< the next shorter beginning that ends where this many letters do
};

/// All places of a needle in one text shown as Markdown: within paragraphs, cells and code as they are read,
/// not in the source with its marks. They do not overlap.
class TextSearch {
  public:
    explicit TextSearch(const Needle& needle) : needle_(needle) {}

    /// Brings the places up to date with `text`, as far as there is room. `version`: another one for a text
    /// that was replaced; under the same one a text only grows.
    void update(std::string_view text, std::uint64_t version, markdown::TextRoom& room);
    void update(std::string_view text, std::uint64_t version) {
        markdown::TextRoom room{markdown::TextRoom::unlimited};
        update(text, version, room);
    }
    /// Whether all of it has been searched.
    bool is_complete() const { return stream_.is_complete(); }
    /// In the order of the text.
    const std::vector<TextRange>& found() const { return found_; }
    /// Bytes looked at by all updates so far: what the tests hold against the length of the text.
    std::uint64_t bytes_searched() const { return bytes_searched_; }

  private:
    /// A part of the segment that may still grow, as far as it has been searched.
    struct Part {
        std::string text;
        std::uint32_t matched = 0;
        std::size_t found_end = 0;  ///< places up to its end
    };
    void search_segment(const markdown::Stream::Segment& segment);
    void search_part(TextPlace at, std::string_view text, Part& part);

    Needle needle_;
    markdown::Stream stream_;
    std::vector<TextRange> found_;
    std::size_t segment_ = 0;     ///< the one that may still grow
    std::uint64_t version_ = 0;   ///< of its blocks
    std::size_t found_base_ = 0;  ///< places in the segments before it
    int first_id_ = 0;            ///< of its blocks
    std::vector<Part> parts_;     ///< of it
    std::uint64_t generation_ = 0;
    std::uint64_t bytes_searched_ = 0;
};

}  // namespace moa::view
