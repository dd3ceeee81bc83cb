#include "native/platform/glyphs_freetype.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "native/platform/glyph_picture.hpp"

namespace moa::native {
namespace {

/// 26.6 fixed point, FreeType's unit for sizes.
constexpr float fixed_26_6 = 64;

/// The code points that a font must have to draw the text.
std::u32string needed_of(const std::u32string& text) {
    std::u32string needed;
    std::copy_if(text.begin(), text.end(), std::back_inserter(needed),
                 [](char32_t c) { return !is_ignorable(c); });
    return needed;
}

/// Whether the text is a coloured picture: an emoji by itself, or what a variation selector, a skin tone, a
/// keycap, a joiner or a second flag letter makes one.
bool is_picture(const std::u32string& text) {
    constexpr char32_t text_form = 0xFE0E;
    constexpr char32_t emoji_form = 0xFE0F;
    constexpr char32_t keycap = 0x20E3;
    if (text.find(text_form) != std::u32string::npos) return false;
    return is_emoji(text.front()) || text.find(emoji_form) != std::u32string::npos ||
           text.find(keycap) != std::u32string::npos ||
           std::any_of(text.begin(), text.end(), [](char32_t c) { return c >= 0x1F3FB && c <= 0x1F3FF; });
}

bool has_all(FT_Face font, const std::u32string& text) {
    return font != nullptr && std::all_of(text.begin(), text.end(),
                                          [font](char32_t c) { return FT_Get_Char_Index(font, c) != 0; });
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
    shapers_.clear();
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

FT_Face FreeTypeGlyphs::find(view::Face face, const std::u32string& text) {
    const std::u32string needed = needed_of(text);
    if (needed.empty()) return primary(face);
    const bool picture = is_picture(text);
    if (!picture && has_all(primary(face), needed)) return primary(face);
    // Neighbours share a font: asking fontconfig costs about a millisecond. Emoji and plain symbols share
    // blocks.
    const std::pair block{face, (needed.front() >> 8U) | (picture ? 0x10000000U : 0U)};
    if (const auto known = by_block_.find(block); known != by_block_.end())
        if (has_all(known->second, needed)) return known->second;
    if (const auto file = files_.fallback(face, needed, picture)) {
        const FT_Face font = open(*file);
        if (has_all(font, needed)) {
            by_block_[block] = font;
            return font;
        }
    }
    return has_all(primary(face), needed) ? primary(face) : nullptr;
}

Shaper& FreeTypeGlyphs::shaper(FT_Face font) {
    return shapers_.try_emplace(font, font).first->second;
}

bool FreeTypeGlyphs::has(view::Face face, std::string_view unit) {
    return find(face, code_points_of(unit)) != nullptr;
}

view::FaceMetrics FreeTypeGlyphs::metrics(view::Face face, float pixel_size) {
    const FT_Face font = primary(face);
    // Without any font: proportions that leave room for the boxes.
    if (font == nullptr || !FT_IS_SCALABLE(font)) return {pixel_size * 0.95F, pixel_size * 0.25F};
    const float scale = pixel_size / static_cast<float>(font->units_per_EM);
    return {static_cast<float>(font->ascender) * scale, static_cast<float>(-font->descender) * scale};
}

/// For units that no single font has all of: one character after the other.
view::GlyphPicture FreeTypeGlyphs::draw_apart(view::Face face, float pixel_size, const std::u32string& text,
                                              bool with_pixels) {
    std::vector<view::GlyphPicture> parts;
    float advance = 0;
    for (const char32_t c : text) {
        parts.push_back(draw(face, pixel_size, std::u32string(1, c), with_pixels));
        parts.back().left += advance;
        advance += parts.back().advance;
    }
    view::GlyphPicture picture = joined(parts);
    picture.advance = advance;
    return picture;
}

view::GlyphPicture FreeTypeGlyphs::draw(view::Face face, float pixel_size, const std::u32string& text,
                                        bool with_pixels) {
    if (text.empty() || (text.size() == 1 && is_ignorable(text.front()))) return {};
    const FT_Face font = find(face, text);
    if (font == nullptr && text.size() > 1) return draw_apart(face, pixel_size, text, with_pixels);
    const float scale = font == nullptr ? 0 : set_size(font, pixel_size);
    if (scale <= 0) return missing_glyph(pixel_size);

    const ShapedText shaped = shaper(font).shape(text);
    std::vector<view::GlyphPicture> parts;
    for (const PlacedGlyph& placed : shaped.glyphs) {
        if (!with_pixels) break;
        // Light hinting moves outlines up and down only: crisp lines of text with the designer's spacing.
        constexpr FT_Int32 load_flags = FT_LOAD_COLOR | FT_LOAD_TARGET_LIGHT;
        if (FT_Load_Glyph(font, placed.index, load_flags) != 0) continue;
        const FT_GlyphSlot slot = font->glyph;
        if (slot->format != FT_GLYPH_FORMAT_BITMAP && FT_Render_Glyph(slot, FT_RENDER_MODE_LIGHT) != 0)
            continue;
        parts.push_back(picture_of(*slot, scale));
        parts.back().left += placed.x * scale;
        parts.back().top += placed.y * scale;
    }
    view::GlyphPicture picture = parts.size() == 1 ? std::move(parts.front()) : joined(parts);
    picture.advance = shaped.advance * scale;
    return picture;
}

void FreeTypeGlyphs::measure(view::Face face, float pixel_size, std::span<const std::string_view> units,
                             std::vector<float>& advances) {
    advances.clear();
    for (const std::string_view unit : units)
        advances.push_back(draw(face, pixel_size, code_points_of(unit), false).advance);
}

void FreeTypeGlyphs::rasterise(view::Face face, float pixel_size, std::span<const std::string_view> units,
                               std::vector<view::GlyphPicture>& pictures) {
    pictures.clear();
    pictures.reserve(units.size());
    for (const std::string_view unit : units)
        pictures.push_back(draw(face, pixel_size, code_points_of(unit), true));
}

}  // namespace moa::native
