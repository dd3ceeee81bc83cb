// Draws the tree's edges on the graphics card: the one piece of GL that the page and the window share.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "view/ports.hpp"

namespace moa::gl {

/// Works inside Dear ImGui's OpenGL 3 renderer, with that renderer's context current in `paint`, while the
/// draw data is rendered, and in the destructor. GL objects are made at the first use.
class GlEdgePainter final : public view::EdgePainter {
  public:
    /// `log` receives one line when the shaders do not work here; edges are drawn without them then.
    explicit GlEdgePainter(std::function<void(std::string_view)> log = {});
    ~GlEdgePainter();
    GlEdgePainter(const GlEdgePainter&) = delete;
    GlEdgePainter& operator=(const GlEdgePainter&) = delete;

    void paint(ImDrawList& list, std::span<const view::Edge> edges, ImVec4 clip) override;

    /// The context and all its objects are gone (a page loses its context now and then): they are made anew
    /// at the next `paint`.
    void device_lost();

  private:
    /// One edge as the vertex shader reads it.
    struct Instance {
        float ends[4];
        std::uint32_t colour;
        float shape[3];
    };
    /// What one call of `paint` queued; copied into the draw list.
    struct Batch {
        GlEdgePainter* painter;
        std::size_t first;
        std::size_t count;
        ImVec4 clip;
    };
    enum class Device { unknown, ready, unusable };

    static void draw_batch(const ImDrawList* list, const ImDrawCmd* command);
    void draw(const Batch& batch, ImVec4 list_clip);
    void make_device();
    static void paint_plain(ImDrawList& list, std::span<const view::Edge> edges, ImVec4 clip);

    std::function<void(std::string_view)> log_;
    Device device_ = Device::unknown;
    unsigned program_ = 0;
    unsigned vertex_array_ = 0;
    unsigned buffer_ = 0;
    int to_clip_ = -1;
    int segments_ = -1;
    int pixel_ = -1;
    int frame_ = -1;  ///< ImGui's number of the frame that `instances_` belongs to
    std::vector<Instance> instances_;
};

}  // namespace moa::gl
