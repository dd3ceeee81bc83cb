// Dear ImGui's fonts over the GlyphSource port: one ImFont per face, every glyph drawn by the platform's text
// engine.
#pragma once

#include <imgui.h>

#include <array>
#include <memory>
#include <span>

#include "view/text/glyph_cache.hpp"

namespace moa::view {

/// Adds one font per face to the current ImGui context's atlas. `glyphs` outlives the context.
class Fonts {
  public:
    explicit Fonts(GlyphSource& glyphs);

    ImFont* font(Face face) const { return fonts_[static_cast<std::size_t>(face)]; }

    /// The regular face for Dear ImGui's own widgets, whose lines are as high as the font's size: its letters
    /// are smaller than that by this share, so that lines have room between them.
    ImFont* widget_font() const { return widget_font_; }
    static constexpr float widget_share = 0.72F;
    /// The font size at which the widget font has letters of `size`.
    static float widget_size(float size) { return size / widget_share; }

    /// The size at which letters of one of so many device pixels are drawn, to half a pixel.
    static float letter_size(float device_pixels);
    /// The face at a size in device pixels, to half a pixel. Valid for this frame only. Its glyphs'
    /// coordinates count half device pixels: Dear ImGui rounds font sizes to whole numbers, so a size of 2n
    /// at a density of 1/2 stands for n pixels.
    ImFontBaked* baked(Face face, float device_pixels) const;

    /// Loads the glyphs of codes that `baked` has not loaded yet, drawn together: cheaper than one by one.
    /// What a frame has no time for is left out.
    void load(Face face, float device_pixels, std::span<const ImWchar> codes) const;
    GlyphCache& cache() const { return *cache_; }

  private:
    std::unique_ptr<GlyphCache> cache_;
    std::array<ImFont*, face_count> fonts_{};
    ImFont* widget_font_ = nullptr;
};

}  // namespace moa::view
