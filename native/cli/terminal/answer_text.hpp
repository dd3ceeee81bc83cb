// An answer in Markdown as a terminal shows it.
#pragma once

#include <string>
#include <string_view>

namespace moa::cli {

struct AnswerStyle {
    int columns = 80;
    bool colour = true;  ///< ANSI styles
};

/// Headings, lists, quotations, tables and code with colours, prose wrapped at words. Lines of code are not
/// wrapped, so that they can be copied. Whatever the model wrote, it cannot steer the terminal.
std::string answer_text(std::string_view markdown, const AnswerStyle& style);

}  // namespace moa::cli
