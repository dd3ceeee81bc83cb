// Tables in TeX: matrices, cases, aligned lines.
#pragma once

#include <string_view>

#include "view/math/tex_parser.hpp"

namespace moa::view {

/// Cells up to the end of the text, the group or the environment, which is not taken. `columns`: their
/// alignment as in TeX.
TexNode read_tex_table(TexParser& parser, TexRowEnd end, TexTable kind, std::string_view columns);

/// From the name behind \begin to \end.
TexNode read_tex_environment(TexParser& parser);

}  // namespace moa::view
