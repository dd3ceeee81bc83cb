// What the commands of TeX read.
#pragma once

#include <string_view>

#include "tex/parser.hpp"

namespace moa::tex {

/// The command `name`, which is without its backslash and has been taken, with its arguments.
Node read_command(Parser& parser, std::string_view name);

}  // namespace moa::tex
