#include "shaders/program.hpp"

#include <array>
#include <string>

#include "shaders/gl.hpp"

namespace moa::gl {
namespace {

/// The first line of a driver's log, which names the fault.
std::string first_line(std::string_view log) {
    return std::string(log.substr(0, log.find_first_of("\r\n")));
}

std::string shader_log(GLuint shader) {
    std::array<char, 1024> log{};
    GLsizei length = 0;
    glGetShaderInfoLog(shader, static_cast<GLsizei>(log.size()), &length, log.data());
    return first_line({log.data(), static_cast<std::size_t>(length)});
}

std::string program_log(GLuint program) {
    std::array<char, 1024> log{};
    GLsizei length = 0;
    glGetProgramInfoLog(program, static_cast<GLsizei>(log.size()), &length, log.data());
    return first_line({log.data(), static_cast<std::size_t>(length)});
}

Error fault(std::string_view what, const std::string& log) {
    return Error{ErrorKind::io, 0,
                 "The " + std::string(what) + " does not work with this graphics driver: " +
                     (log.empty() ? "it gives no reason." : log)};
}

Result<unsigned> compile(GLenum type, Dialect dialect, std::string_view source) {
    const GLuint shader = glCreateShader(type);
    const std::string_view first = prefix(dialect);
    const std::array<const char*, 2> parts = {first.data(), source.data()};
    const std::array<GLint, 2> lengths = {static_cast<GLint>(first.size()),
                                          static_cast<GLint>(source.size())};
    glShaderSource(shader, 2, parts.data(), lengths.data());
    glCompileShader(shader);
    GLint compiled = GL_FALSE;
    glGetShaderiv(shader, GL_COMPILE_STATUS, &compiled);
    if (compiled == GL_TRUE) return shader;
    Error error = fault(type == GL_VERTEX_SHADER ? "vertex shader" : "fragment shader", shader_log(shader));
    glDeleteShader(shader);
    return error;
}

}  // namespace

std::string_view prefix(Dialect dialect) {
    return dialect == Dialect::es_300 ? "#version 300 es\nprecision highp float;\nprecision highp int;\n"
                                      : "#version 330 core\n";
}

Result<unsigned> link_program(Dialect dialect, std::string_view vertex, std::string_view fragment) {
    Result<unsigned> vertex_shader = compile(GL_VERTEX_SHADER, dialect, vertex);
    if (!vertex_shader) return vertex_shader;
    Result<unsigned> fragment_shader = compile(GL_FRAGMENT_SHADER, dialect, fragment);
    if (!fragment_shader) {
        glDeleteShader(vertex_shader.value());
        return fragment_shader;
    }
    const GLuint program = glCreateProgram();
    glAttachShader(program, vertex_shader.value());
    glAttachShader(program, fragment_shader.value());
    glLinkProgram(program);
    // They live on as long as the program needs them.
    glDeleteShader(vertex_shader.value());
    glDeleteShader(fragment_shader.value());
    GLint linked = GL_FALSE;
    glGetProgramiv(program, GL_LINK_STATUS, &linked);
    if (linked == GL_TRUE) return program;
    Error error = fault("shader program", program_log(program));
    glDeleteProgram(program);
    return error;
}

}  // namespace moa::gl
