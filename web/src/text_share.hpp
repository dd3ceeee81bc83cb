// How much text the page is told in one update.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace moa::web {

/// The browser lays out the beginning of what it is told (web/page/document.js), and for each character that
/// it meets there for the first time it looks for a font: 0.05 to 0.3 ms, as much as it takes for some lines
/// of others.
class TextShare {
  public:
    /// In an update.
    static constexpr std::size_t of_update = 32 << 10;

    /// Bytes of a text that are laid out, at most.
    static constexpr std::size_t laid_out = 16 << 10;

    /// From now on there is room for `most` bytes; a character that is laid out and was not met before counts
    /// as 256.
    void begin(std::size_t most) { left_ = most; }
    /// The bytes of `text` behind `begin` for which there is room, which they take: whole characters.
    std::size_t take(std::string_view text, std::size_t begin);

  private:
    std::size_t left_ = 0;
    std::vector<bool> met_;  ///< by code point
};

}  // namespace moa::web
