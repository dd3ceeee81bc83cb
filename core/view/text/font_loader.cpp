#include "view/text/font_loader.hpp"

#include <imgui_internal.h>
#include <misc/freetype/imgui_freetype.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <new>
#include <vector>

namespace moa::view {
namespace {

/// What a font's source holds; Dear ImGui copies it byte by byte and owns the copy.
struct SourceData {
    GlyphCache* cache;
    Face face;
    float share;  ///< of the font's size that the letters have
};

/// What a baked size holds, in memory that Dear ImGui allocates.
struct BakedData {
    std::array<float, 0x5f>* ascii;  ///< advances; null until one of them is wanted
};
constexpr ImWchar first_measured = 0x20;
constexpr ImWchar last_measured = 0x7e;

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
    const FaceMetrics metrics = data.cache->source().metrics(data.face, letter_size(data, *baked));
    // Dear ImGui's lines are as high as the font size; the face is centred in them.
    const float device_size = baked->Size * density;
    baked->Ascent = std::round((device_size + metrics.ascent - metrics.descent) / 2.0F) / density;
    baked->Descent = baked->Ascent - baked->Size;
    // Laying text out needs advances only; pictures are for what gets on screen.
    baked->LoadNoRenderOnLayout = true;
    new (loader_data) BakedData{nullptr};
    return true;
}

void baked_destroy(ImFontAtlas* /*atlas*/, ImFontConfig* /*source*/, ImFontBaked* /*baked*/,
                   void* loader_data) {
    delete static_cast<BakedData*>(loader_data)->ascii;
}

/// Advance in device pixels. Those of ASCII are asked for all at once, because browsers charge by the call.
float advance_of(const SourceData& data, float device_size, BakedData& baked, ImWchar code) {
    if (code < first_measured || code > last_measured)
        return data.cache->advance(data.face, device_size, code);
    if (baked.ascii == nullptr) {
        baked.ascii = new std::array<float, 0x5f>{};
        std::array<char, 0x5f> letters{};
        std::vector<std::string_view> units;
        for (std::size_t i = 0; i < letters.size(); ++i) {
            letters[i] = static_cast<char>(first_measured + i);
            units.emplace_back(&letters[i], 1);
        }
        std::vector<float> found;
        data.cache->source().measure(data.face, device_size, units, found);
        found.resize(letters.size());
        std::copy(found.begin(), found.end(), baked.ascii->begin());
    }
    return (*baked.ascii)[code - first_measured];
}

bool load_glyph(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void* loader_data, ImWchar code,
                ImFontGlyph* glyph, float* advance_only) {
    const SourceData& data = data_of(source);
    const float density = baked->RasterizerDensity;
    const float size = letter_size(data, *baked);
    if (advance_only != nullptr) {
        *advance_only = advance_of(data, size, *static_cast<BakedData*>(loader_data), code) / density;
        return true;
    }
    const GlyphPicture picture = data.cache->take(data.face, size, code);
    glyph->Codepoint = code & 0x1fffffU;
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
}  // namespace moa::view

// Dear ImGui's loader for fonts that name none, see cmake/DependencyImGui.cmake. Ours all do.
const ImFontLoader* ImGuiFreeType::GetFontLoader() {
    return moa::view::loader();
}

namespace moa::view {

Fonts::Fonts(GlyphSource& glyphs) : cache_(std::make_unique<GlyphCache>(glyphs)) {
    const auto add = [this](Face face, float share) {
        SourceData data{cache_.get(), face, share};
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

namespace {

float half_pixels(float device_pixels) {
    constexpr float smallest = 2.0F;
    constexpr float largest = 200.0F;
    return std::round(std::fmin(std::fmax(device_pixels, smallest), largest) * 2.0F);
}

}  // namespace

float Fonts::letter_size(float device_pixels) {
    return half_pixels(device_pixels) / 2.0F;
}

ImFontBaked* Fonts::baked(Face face, float device_pixels) const {
    return font(face)->GetFontBaked(half_pixels(device_pixels), 0.5F);
}

void Fonts::load(Face face, float device_pixels, std::span<const ImWchar> codes) const {
    const float size = letter_size(device_pixels);
    cache_->draw_ahead(face, size, codes);
    ImFontBaked* sized = baked(face, device_pixels);
    for (const ImWchar code : codes)
        if (cache_->has(face, size, code)) sized->FindGlyph(code);
}

}  // namespace moa::view
