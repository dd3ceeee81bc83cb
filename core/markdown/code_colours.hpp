// What the parts of code are, by which they are coloured, kept up to date while the code grows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "markdown/code_language.hpp"

namespace moa::markdown {

enum class CodeInk : std::uint8_t { plain, keyword, known, name, string, number, comment };

/// Bytes [begin, end) of the code.
struct InkedStretch {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    CodeInk ink = CodeInk::plain;

    bool operator==(const InkedStretch&) const = default;
};

/// In what a line of code begins.
struct CodeState {
    int delimiter = -1;   ///< into CodeLanguage::delimited; -1: none
    bool in_tag = false;  ///< of markup
};

class CodeColours {
  public:
    /// `continued`: the code begins with that of the call before, in the same language; only its last line
    /// and what is new are read. `language`: as written after the fence.
    void update(std::string_view language, std::string_view code, bool continued);

    /// In their order; what is plain has none.
    const std::vector<InkedStretch>& stretches() const { return stretches_; }
    /// Bytes read by all updates so far: what the tests hold against the length of the code.
    std::uint64_t bytes_read() const { return bytes_read_; }

  private:
    const CodeLanguage* language_ = nullptr;
    std::vector<InkedStretch> stretches_;
    // Where the last line begins, which may still grow.
    std::size_t line_ = 0;
    std::size_t stretches_before_ = 0;
    CodeState state_;
    std::uint64_t bytes_read_ = 0;
};

}  // namespace moa::markdown
