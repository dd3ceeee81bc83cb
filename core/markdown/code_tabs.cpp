#include "markdown/code_tabs.hpp"

#include <algorithm>

namespace moa::markdown {

void restore_tabs(std::string& code, std::string_view source, std::size_t at) {
    const std::size_t line_in_code = code.find_last_not_of(' ') + 1;  // npos + 1 is 0
    const std::size_t blanks = code.size() - line_in_code;
    if (blanks == 0 || (line_in_code > 0 && code[line_in_code - 1] != '\n')) return;
    const std::size_t line = at == 0 ? 0 : source.rfind('\n', at - 1) + 1;
    const std::string_view before = source.substr(line, at - line);
    if (before.find('\t') == std::string_view::npos) return;

    std::size_t column = 0;
    const auto step = [&column](char c) { column += c == '\t' ? 4 - column % 4 : 1; };
    std::for_each(before.begin(), before.end(), step);
    if (column < blanks) return;
    const std::size_t begin = column - blanks;
    const std::size_t last_mark = before.find_last_not_of(" \t");
    column = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (column == begin && (last_mark == std::string_view::npos || i > last_mark)) {
            code.resize(line_in_code);
            code += before.substr(i);
            return;
        }
        step(before[i]);
    }
}

}  // namespace moa::markdown
