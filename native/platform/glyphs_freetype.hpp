// Glyph pictures for the window, shaped by HarfBuzz and drawn by FreeType from the fonts that
// fontconfig finds.
#pragma once

#include <ft2build.h>
#include FT_FREETYPE_H

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "native/platform/font_files.hpp"
#include "native/platform/shaped_text.hpp"

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
    void measure(view::Face face, float pixel_size, std::span<const std::string_view> units,
                 std::vector<float>& advances) override;
    void rasterise(view::Face face, float pixel_size, std::span<const std::string_view> units,
                   std::vector<view::GlyphPicture>& pictures) override;

    /// Whether some font of this machine has all of a unit's characters, so that it is drawn as one.
    bool has(view::Face face, std::string_view unit) override;

  private:
    struct Close {
        void operator()(FT_Library library) const { FT_Done_FreeType(library); }
        void operator()(FT_Face face) const { FT_Done_Face(face); }
    };
    using Font = std::unique_ptr<FT_FaceRec_, Close>;

    FT_Face open(const FontFile& file);
    FT_Face primary(view::Face face);
    FT_Face find(view::Face face, const std::u32string& text);
    Shaper& shaper(FT_Face font);
    view::GlyphPicture draw(view::Face face, float pixel_size, const std::u32string& text, bool with_pixels);
    view::GlyphPicture draw_apart(view::Face face, float pixel_size, const std::u32string& text,
                                  bool with_pixels);

    FontFiles files_;
    std::unique_ptr<FT_LibraryRec_, Close> library_;
    std::map<FontFile, Font> fonts_;  ///< null where a file cannot be read
    std::map<FT_Face, Shaper> shapers_;
    std::map<view::Face, FT_Face> primaries_;
    std::map<std::pair<view::Face, char32_t>, FT_Face>
        by_block_;  ///< the latest fallback of a block of 256 code points
};

}  // namespace moa::native
