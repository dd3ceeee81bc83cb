// The OpenGL that the platform has: OpenGL ES 3.0 (WebGL 2) in the page, OpenGL 3.3 core in the window.
#pragma once

#if defined(__EMSCRIPTEN__)
#include <GLES3/gl3.h>
#elif defined(__APPLE__)
#define GL_SILENCE_DEPRECATION
#include <OpenGL/gl3.h>
#else
#ifndef GL_GLEXT_PROTOTYPES
#define GL_GLEXT_PROTOTYPES
#endif
// clang-format off: the extensions need the types of the first.
#include <GL/gl.h>
#include <GL/glext.h>
// clang-format on
#endif

#include "shaders/program.hpp"

namespace moa::gl {

/// The dialect of the context that this platform's shell makes.
#if defined(__EMSCRIPTEN__)
inline constexpr Dialect native_dialect = Dialect::es_300;
#else
inline constexpr Dialect native_dialect = Dialect::core_330;
#endif

}  // namespace moa::gl
