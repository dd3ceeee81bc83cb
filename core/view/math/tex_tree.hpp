// A formula as a tree: what the reader makes of TeX, and the layout sets.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "view/ports.hpp"

namespace moa::view {

/// What a node is among its neighbours: it decides the room between them (The TeXbook, chapter 18).
enum class TexClass : std::uint8_t {
    ordinary,
    operation,
    binary,
    relation,
    opening,
    closing,
    punctuation,
    inner,
};

enum class TexKind : std::uint8_t {
    row,       ///< `parts` side by side
    letters,   ///< `text`, in `face`, with escapes as in \text; bold `closing` where no font has it
    space,     ///< `amount` eighteenths of a quad
    fraction,  ///< `parts`: numerator, denominator; `amount` 0: without a bar
    root,      ///< `parts`: radicand, index
    scripts,   ///< `parts`: base, below, above; those that are missing are empty rows
    large,     ///< an operator that is drawn: `text`
    accent,    ///< `text`: the command's name; `parts`: what it stands on
    fence,     ///< a bracket by itself, `text`, `amount` eighteenths of a quad high; 0: as high as the fenced
    fenced,    ///< `parts`: row; between the brackets `text` and `closing`
    table,     ///< `parts`: rows of cells; `text`: the columns as in TeX, repeated; `amount`: a TexTable
    framed,    ///< `parts`: what stands in a box
    levelled,  ///< `parts`: row; `amount`: its level, as a number of TexLevel
    stretched,  ///< an arrow `text` as long as `parts` above and below it
};

/// Sizes of letters: displayed, in a line, script, script of a script.
enum class TexLevel : std::uint8_t { display, text, script, second_script };

/// Where scripts of an operator go.
enum class TexLimits : std::uint8_t {
    beside,
    displayed,  ///< above and below where the formula is displayed
    always,     ///< above and below
};

/// How cells are set: in a line's size; with the columns of cases; as displayed lines; as small lines.
enum class TexTable : std::uint8_t { matrix, cases, lines, stack };

/// Points into the source and into the program's tables.
struct TexNode {
    TexKind kind = TexKind::row;
    TexClass spacing = TexClass::ordinary;
    TexLimits limits = TexLimits::beside;
    Face face = Face::regular;
    int amount = 0;
    std::string_view text = {};
    std::string_view closing = {};
    std::vector<TexNode> parts = {};

    bool is_empty() const { return kind == TexKind::row && parts.empty(); }
};

}  // namespace moa::view
