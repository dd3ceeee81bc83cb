// How much text the page is told in one update.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace moa::web {

/// The browser lays out what it is told, and for each character that it meets for the first time it looks for
/// a font: 0.05 ms, as much as it takes for a line of others.
class TextShare {
  public:
    /// In an update: about 20 ms of the browser's time.
    static constexpr std::size_t of_update = 32 << 10;

    /// From now on there is room for `most` bytes; a character not met before counts as 128.
    void begin(std::size_t most) { left_ = most; }
    /// The bytes of the beginning of `text` for which there is room, which they take: whole characters.
    std::size_t take(std::string_view text);

  private:
    std::size_t left_ = 0;
    std::vector<bool> met_;  ///< by code point
};

}  // namespace moa::web
