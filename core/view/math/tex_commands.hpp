// What the commands of TeX read.
#pragma once

#include <string_view>

#include "view/math/tex_parser.hpp"

namespace moa::view {

/// The command `name`, which is without its backslash and has been taken, with its arguments.
TexNode read_tex_command(TexParser& parser, std::string_view name);

}  // namespace moa::view
