// Writes text: measured to the fraction, placed on whole device pixels at any zoom, so that it is never
// blurred.
#pragma once

#include <imgui.h>

#include <string_view>

#include "view/text/font_loader.hpp"

namespace moa::view {

/// Which letters. Sizes are in ImGui units (the zoom multiplied in by the caller).
struct TextStyle {
    Face face = Face::regular;
    float size = 13;
    bool tabular = false;  ///< all figures as wide as a 0
};

class Pen {
  public:
    explicit Pen(GlyphSource& glyphs) : fonts_(glyphs) {}

    /// At the start of a frame.
    void begin_frame(float pixel_ratio) { ratio_ = pixel_ratio > 0 ? pixel_ratio : 1; }

    const Fonts& fonts() const { return fonts_; }
    float pixel_ratio() const { return ratio_; }

    /// Width in units. Control characters have none, a tab that of four blanks.
    float width(TextStyle style, std::string_view text) const;
    /// Longest beginning of `text` not wider than `width`; cut between code points.
    std::string_view fitting(TextStyle style, std::string_view text, float width) const;

    /// Writes one line whose box is `line_height` high from `top` down. Returns the width.
    float write(ImDrawList& list, TextStyle style, ImVec2 top_left, float line_height, ImU32 colour,
                std::string_view text) const;
    /// As `write`, ending at `right`.
    void write_right(ImDrawList& list, TextStyle style, ImVec2 top_right, float line_height, ImU32 colour,
                     std::string_view text) const;
    /// As `write`, cut with an ellipsis where it is wider than `width`.
    float write_cut(ImDrawList& list, TextStyle style, ImVec2 top_left, float line_height, float width,
                    ImU32 colour, std::string_view text) const;

    /// Where the letters of a line from `top` stand, and the other way round, so that two sizes can share a
    /// baseline.
    float baseline(TextStyle style, float top, float line_height) const;
    float top_for_baseline(TextStyle style, float baseline, float line_height) const;

    /// `value` moved to a whole device pixel.
    float snapped(float value) const;

  private:
    Fonts fonts_;
    float ratio_ = 1;
};

}  // namespace moa::view
