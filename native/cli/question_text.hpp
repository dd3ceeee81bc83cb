// What was typed or piped in, as text.
#pragma once

#include <string>

#include "result.hpp"

namespace moa::cli {

/// The longest question that is read from standard input: more than any model takes.
inline constexpr std::size_t most_question_bytes = std::size_t{64} * 1024 * 1024;

struct QuestionText {
    std::string text;        ///< UTF-8
    bool was_utf16 = false;  ///< and has been converted
};

/// `bytes` where they are UTF-8, or UTF-16 (with a byte order mark, or every other byte of it zero). The
/// error says where anything else stops being text, and how to convert it: which encoding it has, nobody can
/// tell. `what` is the subject of its sentence.
Result<QuestionText> read_question_text(std::string bytes, const std::string& what = "The question");

}  // namespace moa::cli
