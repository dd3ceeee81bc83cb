// What a document is made of: a flat list of blocks, ready to be laid out.
#pragma once

#include <string>
#include <vector>

#include "markdown/rich_text.hpp"

namespace moa::markdown {

/// A formula: mathematics that is displayed, with the punctuation after it. A note is ours, about the text:
/// it is neither selected nor found.
enum class BlockKind { paragraph, heading, code, rule, table, formula, note };

/// Quotes and lists nested deeper than this count as so deep.
inline constexpr int deepest_nesting = 32;

struct Block {
    BlockKind kind = BlockKind::paragraph;
    int level = 0;         ///< of a heading, 1 to 6
    int quote = 0;         ///< how many block quotes it stands in
    int depth = 0;         ///< how many lists it stands in
    bool tight = false;    ///< belongs to a list without blank lines
    std::string marker;    ///< of the list item that begins here: "-", "3.", "[ ]", "[x]"
    RichText text;         ///< of all but rules and tables
    std::string language;  ///< of code
    std::vector<CellAlign> columns;
    std::vector<RichText> cells;  ///< row by row, the heading row first

    /// Whether it is set as running text: a paragraph or a heading.
    bool is_prose() const { return kind == BlockKind::paragraph || kind == BlockKind::heading; }
    bool operator==(const Block&) const = default;
};

/// The parts of a block are its texts: the cells of a table, none of a rule or a note, else one.
int part_count(const Block& block);
/// One of them.
const RichText& part_of(const Block& block, int cell);

}  // namespace moa::markdown
