// What reads TeX: rows, scripts, groups and letters. Commands and tables are read with its help.
#pragma once

#include <string_view>
#include <utility>

#include "view/math/tex_scanner.hpp"
#include "view/math/tex_tree.hpp"

namespace moa::view {

/// What ends a row; a cell by "&" and "\\", too, as does the text as a whole.
enum class TexRowEnd { text, brace, bracket, right, cell };

/// How letters and figures are written: in the usual way, or as a command wants it.
enum class TexAlphabet { usual, upright, italic, bold, mono, double_struck };

TexNode tex_letters(std::string_view text, Face face, TexClass spacing = TexClass::ordinary);
TexNode tex_space(int amount);
/// A row of one node.
TexNode tex_row(TexNode node);
/// A row, or another node, between brackets.
TexNode tex_fenced(TexNode row, std::pair<std::string_view, std::string_view> brackets);

class TexParser {
  public:
    /// `tex` outlives the parser.
    explicit TexParser(std::string_view tex) : scanner_(tex) {}

    /// From then on there is no formula: whatever is read is thrown away.
    TexNode fail();
    bool has_failed() const { return failed_; }

    TexScanner& scanner() { return scanner_; }
    TexToken peek() const { return scanner_.peek(); }
    TexToken take() { return scanner_.take(); }
    bool take_if(std::string_view token);

    /// Up to what ends it, which is not taken.
    TexNode read_row(TexRowEnd end);
    /// What a command or a script is given: a group, or the next atom by itself.
    TexNode read_argument();
    TexNode read_in(TexAlphabet alphabet);
    /// The text of a group, as it stands.
    std::string_view read_raw();
    /// A command without arguments, or a character.
    TexNode symbol(std::string_view name);

  private:
    bool is_end(TexRowEnd end) const;
    void read_next(TexNode& row);
    TexNode read_scripts(TexNode base);
    TexNode read_atom(TexToken token);
    TexNode letter(std::string_view text) const;
    TexNode number(std::string_view first);

    TexScanner scanner_;
    TexAlphabet alphabet_ = TexAlphabet::usual;
    int depth_ = 0;
    bool failed_ = false;
};

}  // namespace moa::view
