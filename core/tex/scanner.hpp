// TeX cut into commands and characters.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace moa::tex {

/// A command with its backslash, or a character; empty at the end. Blanks before it are skipped.
struct Token {
    std::string_view text;
};

class Scanner {
  public:
    /// `tex` outlives the scanner.
    explicit Scanner(std::string_view tex) : tex_(tex) {}

    Token peek() const;
    Token take();
    /// Figures that go on with a number at once, with a point or comma between figures; may be empty.
    std::string_view take_figures();
    /// The text of the group that comes next, without its braces; nothing where there is none or it does not
    /// end.
    std::optional<std::string_view> take_group();
    /// A star and a height in brackets, as they may stand behind the end of a row.
    void skip_row_height();

  private:
    std::size_t begin_of_next() const;

    std::string_view tex_;
    std::size_t at_ = 0;
};

}  // namespace moa::tex
