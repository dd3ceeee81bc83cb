// A formula as a tree: what the reader makes of TeX, and the layout sets.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace moa::tex {

/// What a node is among its neighbours: it decides the room between them (The TeXbook, chapter 18).
enum class Class : std::uint8_t {
    ordinary,
    operation,
    binary,
    relation,
    opening,
    closing,
    punctuation,
    inner,
};

enum class Kind : std::uint8_t {
    row,       ///< `parts` side by side
    letters,   ///< `text`, in `font`, with escapes as in \text; bold `closing` where no font has it
    space,     ///< `amount` eighteenths of a quad
    fraction,  ///< `parts`: numerator, denominator; `amount` 0: without a bar
    root,      ///< `parts`: radicand, index
    scripts,   ///< `parts`: base, below, above; those that are missing are empty rows
    large,     ///< an operator that is drawn: `text`
    accent,    ///< `text`: the command's name; `parts`: what it stands on
    fence,     ///< a bracket by itself, `text`, `amount` eighteenths of a quad high; 0: as high as the fenced
    fenced,    ///< `parts`: row; between the brackets `text` and `closing`
    table,     ///< `parts`: rows of cells; `text`: the columns as in TeX, repeated; `amount`: a Table
    framed,    ///< `parts`: what stands in a box
    levelled,  ///< `parts`: row; `amount`: its level, as a number of Level
    stretched,  ///< an arrow `text` as long as `parts` above and below it
};

/// What letters are set in; an upright one is the default of mathematics for all but variables.
enum class Font : std::uint8_t { upright, italic, bold, mono };

/// Sizes of letters: displayed, in a line, script, script of a script.
enum class Level : std::uint8_t { display, text, script, second_script };

/// Where scripts of an operator go.
enum class Limits : std::uint8_t {
    beside,
    displayed,  ///< above and below where the formula is displayed
    always,     ///< above and below
};

/// How cells are set: in a line's size; with the columns of cases; as displayed lines; as small lines.
enum class Table : std::uint8_t { matrix, cases, lines, stack };

/// Points into the source and into the program's tables.
struct Node {
    Kind kind = Kind::row;
    Class spacing = Class::ordinary;
    Limits limits = Limits::beside;
    Font font = Font::upright;
    int amount = 0;
    std::string_view text = {};
    std::string_view closing = {};
    std::vector<Node> parts = {};

    bool is_empty() const { return kind == Kind::row && parts.empty(); }
};

}  // namespace moa::tex
