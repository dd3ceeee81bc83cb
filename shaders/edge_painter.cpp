#include "shaders/edge_painter.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "shaders/gl.hpp"
#include "shaders/glsl.hpp"

namespace moa::gl {
namespace {

/// Pieces of a curve: at 32 the corners of a curve across a whole screen turn by less than four degrees.
constexpr int segment_count = 32;

const void* offset(std::size_t bytes) {
    return reinterpret_cast<const void*>(
        bytes);  // NOLINT(performance-no-int-to-ptr): GL's way to say an offset
}

}  // namespace

GlEdgePainter::GlEdgePainter(std::function<void(std::string_view)> log) : log_(std::move(log)) {}

GlEdgePainter::~GlEdgePainter() {
    if (device_ != Device::ready) return;
    glDeleteProgram(program_);
    glDeleteVertexArrays(1, &vertex_array_);
    glDeleteBuffers(1, &buffer_);
}

void GlEdgePainter::device_lost() {
    device_ = Device::unknown;
}

void GlEdgePainter::make_device() {
    Result<unsigned> program = link_program(native_dialect, edges_vert_glsl, edges_frag_glsl);
    if (!program) {
        device_ = Device::unusable;
        if (log_) log_(program.error().message);
        return;
    }
    program_ = program.value();
    to_clip_ = glGetUniformLocation(program_, "u_to_clip");
    segments_ = glGetUniformLocation(program_, "u_segments");
    pixel_ = glGetUniformLocation(program_, "u_pixel");

    GLint bound_array = 0;
    GLint bound_buffer = 0;
    glGetIntegerv(GL_VERTEX_ARRAY_BINDING, &bound_array);
    glGetIntegerv(GL_ARRAY_BUFFER_BINDING, &bound_buffer);
    glGenVertexArrays(1, &vertex_array_);
    glGenBuffers(1, &buffer_);
    glBindVertexArray(vertex_array_);
    glBindBuffer(GL_ARRAY_BUFFER, buffer_);
    constexpr GLsizei stride = sizeof(Instance);
    glVertexAttribPointer(0, 4, GL_FLOAT, GL_FALSE, stride, offset(offsetof(Instance, ends)));
    glVertexAttribPointer(1, 4, GL_UNSIGNED_BYTE, GL_TRUE, stride, offset(offsetof(Instance, colour)));
    glVertexAttribPointer(2, 3, GL_FLOAT, GL_FALSE, stride, offset(offsetof(Instance, shape)));
    for (GLuint location = 0; location < 3; ++location) {
        glEnableVertexAttribArray(location);
        glVertexAttribDivisor(location, 1);
    }
    glBindVertexArray(static_cast<GLuint>(bound_array));
    glBindBuffer(GL_ARRAY_BUFFER, static_cast<GLuint>(bound_buffer));
    device_ = Device::ready;
}

void GlEdgePainter::paint(ImDrawList& list, std::span<const view::Edge> edges, ImVec4 clip) {
    if (edges.empty()) return;
    if (device_ == Device::unknown) make_device();
    if (device_ == Device::unusable) {
        paint_plain(list, edges, clip);
        return;
    }
    if (frame_ != ImGui::GetFrameCount()) {
        frame_ = ImGui::GetFrameCount();
        instances_.clear();
    }
    Batch batch{this, instances_.size(), edges.size(), clip};
    for (const view::Edge& edge : edges) {
        instances_.push_back({{edge.from.x, edge.from.y, edge.to.x, edge.to.y},
                              edge.colour,
                              {edge.width, edge.dashed ? -2.0F : edge.pulse, edge.vertical ? 1.0F : 0.0F}});
    }
    list.AddCallback(&GlEdgePainter::draw_batch, &batch, sizeof(batch));
    list.AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

void GlEdgePainter::draw_batch(const ImDrawList*, const ImDrawCmd* command) {
    const Batch& batch = *static_cast<const Batch*>(command->UserCallbackData);
    batch.painter->draw(batch, command->ClipRect);
}

void GlEdgePainter::draw(const Batch& batch, ImVec4 list_clip) {
    const ImDrawData* data = ImGui::GetDrawData();
    // The context may have been lost, or the frame's edges replaced, since the draw list was filled.
    if (data == nullptr || device_ != Device::ready || batch.first + batch.count > instances_.size()) return;

    const ImVec2 scale = data->FramebufferScale;
    const ImVec2 origin = data->DisplayPos;
    const float frame_width = std::floor(data->DisplaySize.x * scale.x);
    const float frame_height = std::floor(data->DisplaySize.y * scale.y);
    const float left = std::max({(std::max(batch.clip.x, list_clip.x) - origin.x) * scale.x, 0.0F});
    const float top = std::max((std::max(batch.clip.y, list_clip.y) - origin.y) * scale.y, 0.0F);
    const float right = std::min((std::min(batch.clip.z, list_clip.z) - origin.x) * scale.x, frame_width);
    const float bottom = std::min((std::min(batch.clip.w, list_clip.w) - origin.y) * scale.y, frame_height);
    if (right <= left || bottom <= top) return;
    glEnable(GL_SCISSOR_TEST);
    glScissor(static_cast<GLint>(left), static_cast<GLint>(frame_height - bottom),
              static_cast<GLsizei>(right - left), static_cast<GLsizei>(bottom - top));

    glUseProgram(program_);
    const float clip_x = 2.0F / data->DisplaySize.x;
    const float clip_y = -2.0F / data->DisplaySize.y;
    glUniform4f(to_clip_, clip_x, clip_y, -1.0F - origin.x * clip_x, 1.0F - origin.y * clip_y);
    glUniform1f(segments_, static_cast<float>(segment_count));
    glUniform1f(pixel_, 1.0F / std::max(scale.x, 0.01F));
    glBindVertexArray(vertex_array_);
    glBindBuffer(GL_ARRAY_BUFFER, buffer_);
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(batch.count * sizeof(Instance)),
                 instances_.data() + batch.first, GL_STREAM_DRAW);
    glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 2 * (segment_count + 1), static_cast<GLsizei>(batch.count));
}

void GlEdgePainter::paint_plain(ImDrawList& list, std::span<const view::Edge> edges, ImVec4 clip) {
    list.PushClipRect({clip.x, clip.y}, {clip.z, clip.w}, true);
    for (const view::Edge& edge : edges) {
        const ImVec2 reach = edge.vertical ? ImVec2(0, (edge.to.y - edge.from.y) * 0.5F)
                                           : ImVec2((edge.to.x - edge.from.x) * 0.5F, 0);
        const ImVec2 leave(edge.from.x + reach.x, edge.from.y + reach.y);
        const ImVec2 enter(edge.to.x - reach.x, edge.to.y - reach.y);
        list.AddBezierCubic(edge.from, leave, enter, edge.to, edge.colour, edge.width);
        if (edge.pulse < 0) continue;
        const float t = std::min(edge.pulse, 1.0F);
        const float s = 1 - t;
        const float w0 = s * s * s;
        const float w1 = 3 * s * s * t;
        const float w2 = 3 * s * t * t;
        const float w3 = t * t * t;
        const ImVec2 bead(w0 * edge.from.x + w1 * leave.x + w2 * enter.x + w3 * edge.to.x,
                          w0 * edge.from.y + w1 * leave.y + w2 * enter.y + w3 * edge.to.y);
        list.AddCircleFilled(bead, edge.width + 1, edge.colour | IM_COL32_A_MASK);
    }
    list.PopClipRect();
}

}  // namespace moa::gl
