// The shaders in both dialects of GLSL, and the pixels that the edge painter makes, in a hidden window.
#include <doctest/doctest.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <array>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "shaders/edge_painter.hpp"
#include "shaders/gl.hpp"
#include "shaders/glsl.hpp"
#include "unit/view/fake_shell.hpp"
#include "view/text/font_loader.hpp"
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

using moa::gl::Dialect;
using moa::gl::GlEdgePainter;
using moa::view::Edge;

namespace {

constexpr int width = 400;
constexpr int height = 300;
constexpr ImVec4 everything = {0, 0, width, height};

/// A hidden window with its OpenGL 3.3 context and Dear ImGui's renderer, drawing into a frame buffer object.
class Stage {
  public:
    Stage() {
        REQUIRE(glfwInit() == GLFW_TRUE);
        glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
        glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
        glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
        glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
        window_ = glfwCreateWindow(width, height, "shaders", nullptr, nullptr);
        REQUIRE(window_ != nullptr);
        glfwMakeContextCurrent(window_);
        ImGui::CreateContext();
        ImGui::GetIO().IniFilename = nullptr;
        fonts_ = std::make_unique<moa::view::Fonts>(glyphs_);  // no frame without a font
        REQUIRE(ImGui_ImplOpenGL3_Init("#version 330 core"));
        // A hidden window owns no pixels of the screen; a texture keeps what is drawn.
        glGenTextures(1, &texture_);
        glBindTexture(GL_TEXTURE_2D, texture_);
        glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
        glGenFramebuffers(1, &frame_);
        glBindFramebuffer(GL_FRAMEBUFFER, frame_);
        glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_, 0);
        REQUIRE(glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE);
    }
    ~Stage() {
        ImGui_ImplOpenGL3_Shutdown();
        fonts_.reset();
        ImGui::DestroyContext();
        glDeleteFramebuffers(1, &frame_);
        glDeleteTextures(1, &texture_);
        glfwDestroyWindow(window_);
        glfwTerminate();
    }
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;

    /// One frame on black; `scale` device pixels per ImGui unit.
    void frame(const std::function<void(ImDrawList&)>& draw, float scale = 1) {
        ImGui::GetIO().DisplaySize = {width / scale, height / scale};
        ImGui::GetIO().DisplayFramebufferScale = {scale, scale};
        ImGui_ImplOpenGL3_NewFrame();
        ImGui::NewFrame();
        draw(*ImGui::GetBackgroundDrawList());
        ImGui::Render();
        glBindFramebuffer(GL_FRAMEBUFFER, frame_);
        glViewport(0, 0, width, height);
        glDisable(GL_SCISSOR_TEST);
        glClearColor(0, 0, 0, 1);
        glClear(GL_COLOR_BUFFER_BIT);
        ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
        glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, pixels_.data());
        CHECK(glGetError() == GL_NO_ERROR);
    }
    /// Red, green and blue of a device pixel, from the top left.
    std::array<int, 3> pixel(int x, int y) const {
        const auto at = static_cast<std::size_t>((height - 1 - y) * width + x) * 4;
        return {pixels_[at], pixels_[at + 1], pixels_[at + 2]};
    }
    int lit_pixels() const {
        int lit = 0;
        for (std::size_t at = 0; at < pixels_.size(); at += 4)
            if (pixels_[at] + pixels_[at + 1] + pixels_[at + 2] > 60) ++lit;
        return lit;
    }

  private:
    moa::view::testing::FakeGlyphs glyphs_;
    std::unique_ptr<moa::view::Fonts> fonts_;
    GLFWwindow* window_ = nullptr;
    GLuint texture_ = 0;
    GLuint frame_ = 0;
    std::vector<unsigned char> pixels_ =
        std::vector<unsigned char>(static_cast<std::size_t>(width) * height * 4);
};

Edge edge(ImVec2 from, ImVec2 to, ImU32 colour = IM_COL32(255, 0, 0, 255)) {
    Edge made;
    made.from = from;
    made.to = to;
    made.colour = colour;
    made.width = 4;
    return made;
}

using Rgb = std::array<int, 3>;
constexpr Rgb red = {255, 0, 0};
constexpr Rgb black = {0, 0, 0};

}  // namespace

TEST_CASE("the shaders compile and link in both dialects") {
    const Stage stage;
    for (const Dialect dialect : {Dialect::core_330, Dialect::es_300}) {
        const auto program =
            moa::gl::link_program(dialect, moa::gl::edges_vert_glsl, moa::gl::edges_frag_glsl);
        const std::string fault = program ? "" : program.error().message;
        CHECK(fault.empty());
        if (program) glDeleteProgram(program.value());
    }
}

TEST_CASE("a shader that does not compile gives the driver's reason") {
    const Stage stage;
    const auto program =
        moa::gl::link_program(Dialect::core_330, moa::gl::edges_vert_glsl, "void main() { nonsense; }");
    REQUIRE_FALSE(program);
    CHECK(program.error().message.find("fragment shader") != std::string::npos);
    CHECK(program.error().message.find("nonsense") != std::string::npos);
    CHECK(program.error().message.find('\n') == std::string::npos);
}

TEST_CASE("an edge goes from end to end, in its colour and width") {
    Stage stage;
    GlEdgePainter painter;
    const std::vector edges = {edge({50, 150}, {350, 150})};
    stage.frame([&](ImDrawList& list) { painter.paint(list, edges, everything); });
    for (const int x : {52, 120, 200, 280, 347}) {
        CHECK(stage.pixel(x, 149) == red);
        CHECK(stage.pixel(x, 150) == red);
        CHECK(stage.pixel(x, 144) == black);
        CHECK(stage.pixel(x, 155) == black);
    }
    CHECK(stage.pixel(45, 150) == black);
    CHECK(stage.pixel(355, 150) == black);
}

TEST_CASE("an edge leaves and enters level, or upright where the tree runs down") {
    Stage stage;
    GlEdgePainter painter;
    std::vector edges = {edge({100, 50}, {300, 250})};
    stage.frame([&](ImDrawList& list) { painter.paint(list, edges, everything); });
    CHECK(stage.pixel(110, 50) == red);
    CHECK(stage.pixel(200, 150) == red);
    CHECK(stage.pixel(290, 249) == red);
    CHECK(stage.pixel(100, 60) == black);
    edges[0].vertical = true;
    stage.frame([&](ImDrawList& list) { painter.paint(list, edges, everything); });
    CHECK(stage.pixel(100, 60) == red);
    CHECK(stage.pixel(299, 240) == red);
    CHECK(stage.pixel(110, 50) == black);
}

TEST_CASE("the clip cuts, also together with the draw list's own") {
    Stage stage;
    GlEdgePainter painter;
    const std::vector edges = {edge({50, 150}, {350, 150})};
    stage.frame([&](ImDrawList& list) { painter.paint(list, edges, {100, 0, 200, 300}); });
    CHECK(stage.pixel(99, 150) == black);
    CHECK(stage.pixel(100, 150) == red);
    CHECK(stage.pixel(199, 150) == red);
    CHECK(stage.pixel(200, 150) == black);
    stage.frame([&](ImDrawList& list) {
        list.PushClipRect({150, 0}, {400, 300});
        painter.paint(list, edges, {100, 0, 200, 300});
        list.PopClipRect();
    });
    CHECK(stage.pixel(149, 150) == black);
    CHECK(stage.pixel(150, 150) == red);
    CHECK(stage.pixel(200, 150) == black);
    stage.frame([&](ImDrawList& list) { painter.paint(list, edges, {300, 0, 200, 300}); });
    CHECK(stage.lit_pixels() == 0);
}

TEST_CASE("what is drawn after the edges lies over them, whole") {
    Stage stage;
    GlEdgePainter painter;
    const std::vector edges = {edge({50, 150}, {350, 150})};
    stage.frame([&](ImDrawList& list) {
        painter.paint(list, edges, {0, 0, 120, 300});
        list.AddRectFilled({180, 100}, {220, 200}, IM_COL32(0, 255, 0, 255));
        painter.paint(list, {edges.data(), 1}, {200, 0, 400, 300});
    });
    CHECK(stage.pixel(100, 150) == red);
    CHECK(stage.pixel(190, 150) == Rgb{0, 255, 0});
    CHECK(stage.pixel(190, 101) == Rgb{0, 255, 0});
    CHECK(stage.pixel(210, 150) == red);
    CHECK(stage.pixel(300, 150) == red);
}

TEST_CASE("a screen with a scale has thicker lines in the same places") {
    Stage stage;
    GlEdgePainter painter;
    const std::vector edges = {edge({25, 75}, {175, 75})};
    stage.frame([&](ImDrawList& list) { painter.paint(list, edges, {0, 0, 100, 150}); }, 2);
    CHECK(stage.pixel(100, 147) == red);
    CHECK(stage.pixel(100, 152) == red);
    CHECK(stage.pixel(100, 143) == black);
    CHECK(stage.pixel(199, 150) == red);
    CHECK(stage.pixel(200, 150) == black);
}

TEST_CASE("a pulse is brighter than the faint edge it runs along") {
    Stage stage;
    GlEdgePainter painter;
    std::vector edges = {edge({50, 150}, {350, 150}, IM_COL32(100, 150, 255, 64))};
    edges[0].pulse = 0.5F;
    stage.frame([&](ImDrawList& list) { painter.paint(list, edges, everything); });
    const auto bead = stage.pixel(200, 150);
    const auto line = stage.pixel(100, 150);
    CHECK(bead[2] > 200);
    CHECK(line[2] > 40);
    CHECK(line[2] < 90);
}

TEST_CASE("a lost context costs nothing but a new start") {
    GlEdgePainter painter;
    const std::vector edges = {edge({50, 150}, {350, 150})};
    for (int life = 0; life < 2; ++life) {
        Stage stage;
        stage.frame([&](ImDrawList& list) { painter.paint(list, edges, everything); });
        CHECK(stage.pixel(200, 150) == red);
        painter.device_lost();
    }
}
