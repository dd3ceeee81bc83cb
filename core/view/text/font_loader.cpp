#include "view/text/font_loader.hpp"

#include <imgui_internal.h>

#include <cmath>
#include <cstring>
#include <new>
#include <vector>

namespace moa::view {
namespace {

/// What a font's source holds; Dear ImGui copies it byte by byte and owns the copy.
struct SourceData {
    GlyphSource* glyphs;
    Face face;
    float share;  ///< of the font's size that the letters have
};

/// Pictures rasterised ahead of their use, for one baked size.
struct Warm {
    std::vector<GlyphPicture> pictures;  ///< of first_warm to last_warm
};
/// What a baked size holds, in memory that Dear ImGui allocates.
struct BakedData {
    Warm* warm;  ///< null until a letter of it is wanted
};
constexpr ImWchar first_warm = 0x20;
constexpr ImWchar last_warm = 0x7e;

const SourceData& data_of(const ImFontConfig* source) {
    return *static_cast<const SourceData*>(source->FontData);
}

/// Size of the letters in device pixels, to half a pixel.
float letter_size(const SourceData& data, const ImFontBaked& baked) {
    return std::round(baked.Size * baked.RasterizerDensity * data.share * 2.0F) / 2.0F;
}

bool source_init(ImFontAtlas* /*atlas*/, ImFontConfig* /*source*/) {
    return true;
}

// The platform's fallback fonts have them all; the replacement character stands for what no encoding can
// mean.
bool contains_glyph(ImFontAtlas* /*atlas*/, ImFontConfig* /*source*/, ImWchar /*code_point*/) {
    return true;
}

bool baked_init(ImFontAtlas* /*atlas*/, ImFontConfig* source, ImFontBaked* baked, void* loader_data) {
    const SourceData& data = data_of(source);
    const float density = baked->RasterizerDensity;
    const FaceMetrics metrics = data.glyphs->metrics(data.face, letter_size(data, *baked));
    // Dear ImGui's lines are as high as the font size; the face is centred in them.
    const float device_size = baked->Size * density;
    baked->Ascent = std::round((device_size + metrics.ascent - metrics.descent) / 2.0F) / density;
    baked->Descent = baked->Ascent - baked->Size;
    new (loader_data) BakedData{nullptr};
    return true;
}

void baked_destroy(ImFontAtlas* /*atlas*/, ImFontConfig* /*source*/, ImFontBaked* /*baked*/,
                   void* loader_data) {
    delete static_cast<BakedData*>(loader_data)->warm;
}

/// The picture of one code point; ASCII comes from a batch, because browsers charge by the call.
const GlyphPicture& picture_of(const SourceData& data, float device_size, Warm*& warm, ImWchar code_point,
                               std::vector<GlyphPicture>& scratch) {
    if (code_point >= first_warm && code_point <= last_warm) {
        if (warm == nullptr) {
            warm = new Warm;
            std::vector<char32_t> ascii;
            for (ImWchar c = first_warm; c <= last_warm; ++c)
                ascii.push_back(static_cast<char32_t>(c));
            data.glyphs->rasterise(data.face, device_size, ascii, warm->pictures);
            warm->pictures.resize(ascii.size());
        }
        return warm->pictures[code_point - first_warm];
    }
    const char32_t one = static_cast<char32_t>(code_point);
    scratch.clear();
    data.glyphs->rasterise(data.face, device_size, std::span<const char32_t>(&one, 1), scratch);
    scratch.resize(1);
    return scratch[0];
}

bool load_glyph(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void* loader_data,
                ImWchar code_point, ImFontGlyph* glyph, float* advance_only) {
    const SourceData& data = data_of(source);
    const float density = baked->RasterizerDensity;
    std::vector<GlyphPicture> scratch;
    const GlyphPicture& picture = picture_of(data, letter_size(data, *baked),
                                             static_cast<BakedData*>(loader_data)->warm, code_point, scratch);
    if (advance_only != nullptr) {
        *advance_only = picture.advance / density;
        return true;
    }
    glyph->Codepoint = code_point & 0x1fffffU;
    glyph->AdvanceX = picture.advance / density;
    const auto area = static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height);
    if (picture.width <= 0 || picture.height <= 0 || picture.pixels.size() < area) return true;

    const ImFontAtlasRectId place = ImFontAtlasPackAddRect(atlas, picture.width, picture.height);
    // A full atlas: the glyph stays blank with its advance.
    if (place == ImFontAtlasRectId_Invalid) return true;
    ImTextureRect* rect = ImFontAtlasPackGetRect(atlas, place);
    glyph->X0 = std::round(picture.left) / density;
    glyph->Y0 = baked->Ascent - std::round(picture.top) / density;
    glyph->X1 = glyph->X0 + static_cast<float>(picture.width) / density;
    glyph->Y1 = glyph->Y0 + static_cast<float>(picture.height) / density;
    glyph->Visible = true;
    glyph->Colored = picture.coloured;
    glyph->PackId = place;
    ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, source, glyph, rect,
                                       reinterpret_cast<const unsigned char*>(picture.pixels.data()),
                                       ImTextureFormat_RGBA32, picture.width * 4);
    return true;
}

const ImFontLoader* loader() {
    static const ImFontLoader instance = [] {
        ImFontLoader made;
        made.Name = "glyph source";
        made.FontSrcInit = source_init;
        made.FontSrcContainsGlyph = contains_glyph;
        made.FontBakedInit = baked_init;
        made.FontBakedDestroy = baked_destroy;
        made.FontBakedLoadGlyph = load_glyph;
        made.FontBakedSrcLoaderDataSize = sizeof(BakedData);
        return made;
    }();
    return &instance;
}

}  // namespace

Fonts::Fonts(GlyphSource& glyphs) {
    const auto add = [&glyphs](Face face, float share) {
        SourceData data{&glyphs, face, share};
        ImFontConfig config;
        config.FontLoader = loader();
        config.FontData = &data;
        config.FontDataSize = sizeof data;
        config.FontDataOwnedByAtlas = false;
        config.EllipsisChar = 0x2026;
        return ImGui::GetIO().Fonts->AddFont(&config);
    };
    for (int i = 0; i < face_count; ++i)
        fonts_[static_cast<std::size_t>(i)] = add(static_cast<Face>(i), 1);
    widget_font_ = add(Face::regular, widget_share);
    ImGui::GetIO().FontDefault = widget_font_;
}

ImFontBaked* Fonts::baked(Face face, float device_pixels) const {
    constexpr float smallest = 2.0F;
    constexpr float largest = 200.0F;
    const float halves = std::round(std::fmin(std::fmax(device_pixels, smallest), largest) * 2.0F);
    return font(face)->GetFontBaked(halves, 0.5F);
}

}  // namespace moa::view
