// What reads TeX: rows, scripts, groups and letters. Commands and tables are read with its help.
#pragma once

#include <string_view>
#include <utility>

#include "tex/scanner.hpp"
#include "tex/tree.hpp"

namespace moa::tex {

/// What ends a row; a cell by "&" and "\\", too, as does the text as a whole.
enum class RowEnd { text, brace, bracket, right, cell };

/// How letters and figures are written: in the usual way, or as a command wants it.
enum class Alphabet { usual, upright, italic, bold, mono, double_struck };

Node letters_node(std::string_view text, Font font, Class spacing = Class::ordinary);
Node space_node(int amount);
/// A row of one node.
Node row_node(Node node);
/// A row, or another node, between brackets.
Node fenced_node(Node row, std::pair<std::string_view, std::string_view> brackets);

class Parser {
  public:
    /// `tex` outlives the parser.
    explicit Parser(std::string_view tex) : scanner_(tex) {}

    /// From then on there is no formula: whatever is read is thrown away.
    Node fail();
    bool has_failed() const { return failed_; }

    Scanner& scanner() { return scanner_; }
    Token peek() const { return scanner_.peek(); }
    Token take() { return scanner_.take(); }
    bool take_if(std::string_view token);

    /// Up to what ends it, which is not taken.
    Node read_row(RowEnd end);
    /// What a command or a script is given: a group, or the next atom by itself.
    Node read_argument();
    Node read_in(Alphabet alphabet);
    /// The text of a group, as it stands.
    std::string_view read_raw();
    /// A command without arguments, or a character.
    Node symbol(std::string_view name);

  private:
    bool is_end(RowEnd end) const;
    void read_next(Node& row);
    Node read_scripts(Node base);
    Node read_atom(Token token);
    Node letter(std::string_view text) const;
    Node number(std::string_view first);

    Scanner scanner_;
    Alphabet alphabet_ = Alphabet::usual;
    int depth_ = 0;
    bool failed_ = false;
};

}  // namespace moa::tex
