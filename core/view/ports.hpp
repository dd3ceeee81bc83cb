// What the view needs from the shell that draws it: glyph pictures and edges on the graphics card.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace moa::view {

enum class Face { regular, semibold, bold, italic, mono };
inline constexpr int face_count = 5;

/// Metrics of a face at one size, in pixels; descent is positive below the baseline.
struct FaceMetrics {
    float ascent = 0;
    float descent = 0;
};

/// One glyph as a picture: RGBA, 8 bits each, not premultiplied, row by row. White where it is to take the
/// text's colour.
struct GlyphPicture {
    int width = 0;  ///< 0 for blank glyphs
    int height = 0;
    float left = 0;     ///< from the pen to the picture's left edge, pixels
    float top = 0;      ///< from the baseline up to the picture's top edge, pixels
    float advance = 0;  ///< pixels
    bool coloured = false;
    std::vector<std::uint32_t> pixels;
};

/// Draws units of text (one character, a grapheme cluster or a word of a joined script; UTF-8), each as one
/// picture, falling back over the system's fonts so that no script shows as boxes. The page uses the
/// browser's text engine, the window HarfBuzz, FreeType and fontconfig.
class GlyphSource {
  public:
    virtual void begin_frame() {}
    /// Whether this frame has time to measure and draw what the next one could. Where each new character
    /// makes the platform look for a font, a few take as long as a frame may.
    virtual bool has_time() const { return true; }
    virtual FaceMetrics metrics(Face face, float pixel_size) = 0;
    /// Whether there is a picture for a unit, rather than a sign of its absence.
    virtual bool has(Face face, std::string_view unit) = 0;
    /// The advance of each unit, in order, in pixels: the same as its picture has, without the cost of
    /// drawing.
    virtual void measure(Face face, float pixel_size, std::span<const std::string_view> units,
                         std::vector<float>& advances) = 0;
    /// One picture for each unit, in order. Many at once are much cheaper than one by one in a browser.
    virtual void rasterise(Face face, float pixel_size, std::span<const std::string_view> units,
                           std::vector<GlyphPicture>& pictures) = 0;

  protected:
    ~GlyphSource() = default;
};

/// One edge of the tree: a cubic curve that leaves `from` and enters `to` horizontally (vertically where the
/// tree runs down).
/// A rectangle of one colour that lies below all else of a frame: the shell fills it before it draws the
/// rest.
struct Ground {
    ImVec2 from;
    ImVec2 to;
    ImU32 colour = 0;
};

struct Edge {
    ImVec2 from;
    ImVec2 to;
    ImU32 colour = 0;
    float width = 1;
    float pulse = -1;  ///< place of a pulse on the way, 0 to 1; below 0: none
    bool vertical = false;
    bool dashed = false;  ///< and no pulse
};

/// Draws all edges of a frame in one instanced call with the shaders of shaders/.
class EdgePainter {
  public:
    /// Queues the edges into `list` at its present place, clipped to `clip` (in the coordinates of ImGui).
    virtual void paint(ImDrawList& list, std::span<const Edge> edges, ImVec4 clip) = 0;

  protected:
    ~EdgePainter() = default;
};

}  // namespace moa::view
