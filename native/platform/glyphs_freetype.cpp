#include "native/platform/glyphs_freetype.hpp"

#include <cmath>

#include "native/platform/glyph_picture.hpp"

namespace moa::native {
namespace {

/// 26.6 fixed point, FreeType's unit for sizes.
constexpr float fixed_26_6 = 64;

/// Code points that are never drawn: controls, joiners, marks of direction, variation selectors, tags.
bool is_invisible(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || (c >= 0xFE00 && c <= 0xFE0F) ||
           c == 0xFEFF || (c >= 0xE0000 && c <= 0xE0FFF);
}

/// Sets the font to the size; returns by how much its pictures are to be scaled, 0 when it cannot be used.
float set_size(FT_Face font, float pixel_size) {
    if (FT_IS_SCALABLE(font)) {
        const auto size = static_cast<FT_F26Dot6>(std::lround(pixel_size * fixed_26_6));
        return FT_Set_Char_Size(font, 0, size, 72, 72) == 0 ? 1.0F : 0.0F;
    }
    if (font->num_fixed_sizes == 0) return 0;
    // The smallest strike that need not be made larger, else the largest.
    int best = 0;
    for (int strike = 1; strike < font->num_fixed_sizes; ++strike) {
        const auto ppem = static_cast<float>(font->available_sizes[strike].y_ppem) / fixed_26_6;
        const auto best_ppem = static_cast<float>(font->available_sizes[best].y_ppem) / fixed_26_6;
        if (best_ppem < pixel_size ? ppem > best_ppem : ppem >= pixel_size && ppem < best_ppem) best = strike;
    }
    if (FT_Select_Size(font, best) != 0) return 0;
    return pixel_size * fixed_26_6 / static_cast<float>(font->available_sizes[best].y_ppem);
}

}  // namespace

FreeTypeGlyphs::FreeTypeGlyphs() {
    FT_Library library = nullptr;
    if (FT_Init_FreeType(&library) == 0) library_.reset(library);
}

FreeTypeGlyphs::~FreeTypeGlyphs() {
    fonts_.clear();  // before the library they were opened with
}

bool FreeTypeGlyphs::usable() {
    return primary(view::Face::regular) != nullptr;
}

FT_Face FreeTypeGlyphs::open(const FontFile& file) {
    if (!library_) return nullptr;
    const auto [place, is_new] = fonts_.try_emplace(file);
    if (is_new) {
        FT_Face font = nullptr;
        if (FT_New_Face(library_.get(), file.path.c_str(), file.index, &font) == 0) {
            place->second.reset(font);
            FT_Select_Charmap(font, FT_ENCODING_UNICODE);
        }
    }
    return place->second.get();
}

FT_Face FreeTypeGlyphs::primary(view::Face face) {
    const auto [place, is_new] = primaries_.try_emplace(face, nullptr);
    if (is_new)
        if (const auto file = files_.primary(face)) place->second = open(*file);
    return place->second;
}

std::optional<FreeTypeGlyphs::Place> FreeTypeGlyphs::find(view::Face face, char32_t code_point) {
    const auto in_font = [code_point](FT_Face font) -> std::optional<Place> {
        if (font == nullptr) return {};
        const FT_UInt glyph = FT_Get_Char_Index(font, code_point);
        if (glyph == 0) return {};
        return Place{font, glyph};
    };
    const bool emoji = is_emoji(code_point);
    if (!emoji)
        if (const auto place = in_font(primary(face))) return place;
    // Neighbours share a font: asking fontconfig costs about a millisecond. Emoji and plain symbols share
    // blocks.
    const std::pair block{face, (code_point >> 8U) | (emoji ? 0x10000000U : 0U)};
    if (const auto known = by_block_.find(block); known != by_block_.end())
        if (const auto place = in_font(known->second)) return place;
    if (const auto file = files_.fallback(face, code_point)) {
        const auto place = in_font(open(*file));
        if (place) by_block_[block] = place->font;
        return place;
    }
    return in_font(primary(face));
}

view::FaceMetrics FreeTypeGlyphs::metrics(view::Face face, float pixel_size) {
    const FT_Face font = primary(face);
    // Without any font: proportions that leave room for the boxes.
    if (font == nullptr || !FT_IS_SCALABLE(font)) return {pixel_size * 0.95F, pixel_size * 0.25F};
    const float scale = pixel_size / static_cast<float>(font->units_per_EM);
    return {static_cast<float>(font->ascender) * scale, static_cast<float>(-font->descender) * scale};
}

view::GlyphPicture FreeTypeGlyphs::draw(view::Face face, float pixel_size, char32_t code_point) {
    if (is_invisible(code_point)) return {};
    const auto place = find(face, code_point);
    if (!place) return missing_glyph(pixel_size);
    const float scale = set_size(place->font, pixel_size);
    // Light hinting moves outlines up and down only: crisp lines of text with the designer's spacing.
    constexpr FT_Int32 load_flags = FT_LOAD_COLOR | FT_LOAD_TARGET_LIGHT;
    if (scale <= 0 || FT_Load_Glyph(place->font, place->glyph, load_flags) != 0)
        return missing_glyph(pixel_size);
    const FT_GlyphSlot slot = place->font->glyph;
    if (slot->format != FT_GLYPH_FORMAT_BITMAP && FT_Render_Glyph(slot, FT_RENDER_MODE_LIGHT) != 0)
        return missing_glyph(pixel_size);
    view::GlyphPicture picture = picture_of(*slot, scale);
    constexpr float fixed_16_16 = 65536;
    picture.advance = FT_IS_SCALABLE(place->font) ? static_cast<float>(slot->linearHoriAdvance) / fixed_16_16
                                                  : static_cast<float>(slot->advance.x) / fixed_26_6 * scale;
    return picture;
}

void FreeTypeGlyphs::rasterise(view::Face face, float pixel_size, std::span<const char32_t> code_points,
                               std::vector<view::GlyphPicture>& pictures) {
    pictures.clear();
    pictures.reserve(code_points.size());
    for (const char32_t code_point : code_points)
        pictures.push_back(draw(face, pixel_size, code_point));
}

}  // namespace moa::native
