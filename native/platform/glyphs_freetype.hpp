// Glyph pictures for the window, drawn by FreeType from the fonts that fontconfig finds.
#pragma once

#include <ft2build.h>
#include FT_FREETYPE_H

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "native/platform/font_files.hpp"

namespace moa::native {

/// Font files stay open for the object's life. One thread.
class FreeTypeGlyphs final : public view::GlyphSource {
  public:
    FreeTypeGlyphs();
    ~FreeTypeGlyphs();
    FreeTypeGlyphs(const FreeTypeGlyphs&) = delete;
    FreeTypeGlyphs& operator=(const FreeTypeGlyphs&) = delete;

    /// Whether there is any font to draw with.
    bool usable();

    view::FaceMetrics metrics(view::Face face, float pixel_size) override;
    void rasterise(view::Face face, float pixel_size, std::span<const char32_t> code_points,
                   std::vector<view::GlyphPicture>& pictures) override;

  private:
    struct Close {
        void operator()(FT_Library library) const { FT_Done_FreeType(library); }
        void operator()(FT_Face face) const { FT_Done_Face(face); }
    };
    using Font = std::unique_ptr<FT_FaceRec_, Close>;

    /// A font's glyph for a code point.
    struct Place {
        FT_Face font = nullptr;
        FT_UInt glyph = 0;
    };

    FT_Face open(const FontFile& file);
    FT_Face primary(view::Face face);
    std::optional<Place> find(view::Face face, char32_t code_point);
    view::GlyphPicture draw(view::Face face, float pixel_size, char32_t code_point);

    FontFiles files_;
    std::unique_ptr<FT_LibraryRec_, Close> library_;
    std::map<FontFile, Font> fonts_;  ///< null where a file cannot be read
    std::map<view::Face, FT_Face> primaries_;
    std::map<std::pair<view::Face, char32_t>, FT_Face>
        by_block_;  ///< the latest fallback of a block of 256 code points
};

}  // namespace moa::native
