// Writes text: measured to the fraction, placed on whole device pixels at any zoom, so that it is never
// blurred.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <string_view>
#include <vector>

#include "view/text/bidi.hpp"
#include "view/text/font_loader.hpp"

namespace moa::view {

/// Which letters. Sizes are in ImGui units (the zoom multiplied in by the caller).
struct TextStyle {
    Face face = Face::regular;
    float size = 13;
    bool tabular = false;  ///< all figures as wide as a 0
    TextDirection direction = TextDirection::automatic;
};

/// A unit of text in its place on a line.
struct PlacedUnit {
    std::uint32_t begin = 0;  ///< bytes of the text
    std::uint32_t end = 0;
    float x = 0;  ///< from the left end of the line, in units of length
    float width = 0;
    ImWchar code = 0;  ///< of the atlas; 0: nothing to be drawn
    bool right_to_left = false;
    bool figure = false;  ///< one of 0 to 9
};

/// What widths depend on beside style and text: a layout is made again when these are others.
struct Letters {
    float pixel_ratio = 0;
    std::uint32_t edition = 0;  ///< of the platform's fonts

    bool operator==(const Letters&) const = default;
};

class Pen {
  public:
    explicit Pen(GlyphSource& glyphs) : fonts_(glyphs) {}

    /// At the start of a frame.
    void begin_frame(float pixel_ratio) {
        ratio_ = pixel_ratio > 0 ? pixel_ratio : 1;
        fonts_.cache().begin_frame();
    }
    /// Between frames, when fonts have loaded: every letter is measured and drawn again.
    void fonts_changed() {
        fonts_.cache().forget();
        ++edition_;
    }
    /// Whether some letters were left for the next frame, to be drawn or measured.
    bool is_waiting() const { return fonts_.cache().is_waiting(); }
    /// How often so far a letter's width was a guess, because it was left: what was laid out meanwhile is to
    /// be laid out again.
    std::uint64_t guesses() const { return fonts_.cache().guesses(); }

    const Fonts& fonts() const { return fonts_; }
    float pixel_ratio() const { return ratio_; }
    Letters letters() const { return {ratio_, edition_}; }
    /// Whether some font has the unit.
    bool has(Face face, std::string_view unit) const { return fonts_.cache().source().has(face, unit); }

    /// Width in units. Control characters have none, a tab that of four blanks.
    float width(TextStyle style, std::string_view text) const;
    /// Longest beginning of `text` not wider than `width`; cut between units.
    std::string_view fitting(TextStyle style, std::string_view text, float width) const;
    /// The units of one line from left to right, in the order they are read in on screen. Returns the width.
    float place(TextStyle style, std::string_view text, std::vector<PlacedUnit>& line) const;

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
    std::uint32_t edition_ = 0;
    // Kept from line to line for their memory.
    mutable std::vector<PlacedUnit> line_;
    mutable std::vector<ImWchar> missing_;
};

}  // namespace moa::view
