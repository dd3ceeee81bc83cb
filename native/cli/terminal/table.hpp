// Text in columns, for terminals and pipes.
#pragma once

#include <string>
#include <vector>

namespace moa::cli {

struct Column {
    std::string title;
    bool right = false;  ///< numbers: flush right
};

/// A line of titles and one for each row, columns as wide as their widest cell and two spaces apart, without
/// tabs and without space at a line's end. Cells are made harmless (terminal_text.hpp). With `width` the last
/// column is cut so that lines fit into so many columns; 0: nothing is cut.
std::vector<std::string> table_lines(const std::vector<Column>& columns,
                                     const std::vector<std::vector<std::string>>& rows, int width = 0);

}  // namespace moa::cli
