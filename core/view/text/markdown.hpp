// Markdown as a flat list of blocks, ready to be laid out. CommonMark with tables, task lists and struck text
// (md4c).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace moa::view {

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

enum class BlockKind { paragraph, heading, code, rule, table };
enum class CellAlign : std::uint8_t { left, centre, right };

struct Block {
    BlockKind kind = BlockKind::paragraph;
    int level = 0;         ///< of a heading, 1 to 6
    int quote = 0;         ///< how many block quotes it stands in
    int depth = 0;         ///< how many lists it stands in
    bool tight = false;    ///< belongs to a list without blank lines
    std::string marker;    ///< of the list item that begins here: "-", "3.", "[ ]", "[x]"
    RichText text;         ///< of paragraphs, headings and code
    std::string language;  ///< of code
    std::vector<CellAlign> columns;
    std::vector<RichText> cells;  ///< row by row, the heading row first

    bool operator==(const Block&) const = default;
};

/// Raw HTML comes out as text, images as their alternative text. md4c 0.4.8 looks one byte behind the text
/// for the end of a link: give it a whole string, or a piece that ends with a line feed.
std::vector<Block> parse_markdown(std::string_view text);

/// Whether the view opens it: an absolute http or https address.
bool is_web_link(std::string_view address);

}  // namespace moa::view
