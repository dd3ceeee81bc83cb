// Compiling one GLSL source for either dialect.
#pragma once

#include <string_view>

#include "result.hpp"

namespace moa::gl {

enum class Dialect {
    core_330,  ///< desktop OpenGL 3.3
    es_300,    ///< WebGL 2, OpenGL ES 3.0
};

/// The lines before the source: the version and, where the dialect has it, the precision.
std::string_view prefix(Dialect dialect);

/// Compiles and links a program in the current context; the caller deletes it. The error holds the first line
/// of the driver's log.
Result<unsigned> link_program(Dialect dialect, std::string_view vertex, std::string_view fragment);

}  // namespace moa::gl
