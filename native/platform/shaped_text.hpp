// A unit of text as glyphs of one font in their places (HarfBuzz).
#pragma once

#include <ft2build.h>
#include FT_FREETYPE_H

#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct hb_font_t;

namespace moa::native {

/// A glyph of the font, and where its origin is from that of the text, in the font's present pixels, y
/// upwards.
struct PlacedGlyph {
    FT_UInt index = 0;
    float x = 0;
    float y = 0;
};

struct ShapedText {
    std::vector<PlacedGlyph> glyphs;
    float advance = 0;  ///< in the font's present pixels
};

/// Shapes texts with one font, at the size that is set in it.
class Shaper {
  public:
    /// The font outlives the shaper.
    explicit Shaper(FT_Face font);
    /// In the direction of the text's script.
    ShapedText shape(std::u32string_view text);

  private:
    struct Release {
        void operator()(hb_font_t* font) const;
    };
    std::unique_ptr<hb_font_t, Release> font_;
};

/// UTF-8 as code points; what is none is U+FFFD.
std::u32string code_points_of(std::string_view text);

}  // namespace moa::native
