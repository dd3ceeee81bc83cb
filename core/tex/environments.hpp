// Tables in TeX: matrices, cases, aligned lines.
#pragma once

#include <string_view>

#include "tex/parser.hpp"

namespace moa::tex {

/// Cells up to the end of the text, the group or the environment, which is not taken. `columns`: their
/// alignment as in TeX.
Node read_table(Parser& parser, RowEnd end, Table kind, std::string_view columns);

/// From the name behind \begin to \end.
Node read_environment(Parser& parser);

}  // namespace moa::tex
