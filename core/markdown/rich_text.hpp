// Text with several styles and with links, before it is laid out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace moa::markdown {

/// Bits of Span::style.
enum SpanStyle : std::uint8_t {
    span_strong = 1,
    span_emphasis = 2,
    span_code = 4,
    span_struck = 8,
    span_math = 16,  ///< TeX, as its source with the dollar signs
};

/// A stretch of text of one style.
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint8_t style = 0;
    std::int16_t link = -1;  ///< into RichText::links

    bool operator==(const Span&) const = default;
};

/// Text with its spans, which cover it without gaps. A line feed is a hard break.
struct RichText {
    std::string text;
    std::vector<Span> spans;
    std::vector<std::string> links;

    bool operator==(const RichText&) const = default;
};

/// To which side of its room a text is set. Left means where the text begins: text from right to left stands
/// at the right.
enum class CellAlign : std::uint8_t { left, centre, right };

/// Whether the view opens it: an absolute http or https address.
bool is_web_link(std::string_view address);

}  // namespace moa::markdown
