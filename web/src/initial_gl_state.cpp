#include "web/src/initial_gl_state.hpp"

#include <GLES3/gl3.h>

extern "C" {

void moa_initial_integer(GLenum name, GLint* values) {
    switch (name) {
        case GL_VIEWPORT:
        case GL_SCISSOR_BOX:
            for (int i = 0; i < 4; ++i)
                values[i] = 0;
            return;
        case GL_BLEND_SRC_RGB:
        case GL_BLEND_SRC_ALPHA:
            *values = GL_ONE;
            return;
        case GL_BLEND_DST_RGB:
        case GL_BLEND_DST_ALPHA:
            *values = GL_ZERO;
            return;
        case GL_BLEND_EQUATION_RGB:
        case GL_BLEND_EQUATION_ALPHA:
            *values = GL_FUNC_ADD;
            return;
        case GL_ACTIVE_TEXTURE:
            *values = GL_TEXTURE0;
            return;
        case GL_CURRENT_PROGRAM:
        case GL_TEXTURE_BINDING_2D:
        case GL_SAMPLER_BINDING:
        case GL_ARRAY_BUFFER_BINDING:
        case GL_VERTEX_ARRAY_BINDING:
        case GL_PIXEL_UNPACK_BUFFER_BINDING:
            *values = 0;
            return;
        // No state of a frame, but a limit or a version: asked once.
        default:
            glGetIntegerv(name, values);
    }
}

GLboolean moa_initial_switch(GLenum) {
    return GL_FALSE;
}

}  // extern "C"
