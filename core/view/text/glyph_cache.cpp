#include "view/text/glyph_cache.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace moa::view {
namespace {

constexpr ImWchar first_private = 0xe000;
constexpr ImWchar last_private = 0xf8ff;

/// New pictures in one frame, at most: about 6 ms in a browser without a graphics card, if it has the fonts.
constexpr int pictures_a_frame = 160;
/// Drawn in one call, if there is time.
constexpr std::size_t pictures_at_once = 16;
/// Letters first measured in one frame: about 4 ms there.
constexpr int measures_a_frame = 48;
/// Measures of units that are kept.
constexpr std::size_t most_advances = 65536;

/// Pictures drawn ahead that nobody came for, such as letters of a size that was zoomed past.
constexpr std::size_t most_ready = 8192;

constexpr ImWchar first_ascii = 0x21;
constexpr ImWchar last_ascii = 0x7e;
/// What goes with it in most texts: middle dot, times, dashes, quotation marks, bullet, ellipsis, arrow.
constexpr ImWchar companions[] = {0xb7,   0xd7,   0x2013, 0x2014, 0x2018, 0x2019,
                                  0x201c, 0x201d, 0x2022, 0x2026, 0x2192};

/// 64 MB of the atlas.
constexpr std::size_t most_pixels = std::size_t{16} << 20U;

bool is_private(char32_t c) {
    return c >= first_private && c <= last_private;
}

/// Where one letter of ASCII is wanted the others will be; without them at hand a zooming tree would flicker.
void add_ascii(std::vector<ImWchar>& codes) {
    for (ImWchar code = first_ascii; code <= last_ascii; ++code)
        codes.push_back(code);
    codes.insert(codes.end(), std::begin(companions), std::end(companions));
}

/// Forgets every picture but those of `in_use`; those on screen are loaded anew.
void empty_atlas(const ImFontBaked* in_use) {
    ImFontAtlas* atlas = ImGui::GetIO().Fonts;
    if (atlas->Builder == nullptr) return;
    for (int i = 0; i < atlas->Builder->BakedPool.Size; ++i) {
        ImFontBaked* baked = &atlas->Builder->BakedPool[i];
        if (baked == in_use || baked->WantDestroy) continue;
        ImFontAtlasBakedDiscard(atlas, baked->ContainerFont, baked);
    }
}

}  // namespace

bool GlyphCache::is_own_code(char32_t code_point) {
    return code_point <= 0xffff && !is_private(code_point);
}

ImWchar GlyphCache::code_of(std::string_view text, const unicode::Unit& unit) {
    if (unit.single && is_own_code(unit.code_point)) return static_cast<ImWchar>(unit.code_point);
    const std::string_view whole = text.substr(0, unit.size);
    if (const auto known = codes_.find(whole); known != codes_.end()) return known->second;
    const std::size_t code = first_private + units_.size();
    if (code > last_private) {
        waiting_ = true;
        return ' ';
    }
    const auto [place, is_new] = codes_.emplace(whole, static_cast<ImWchar>(code));
    units_.push_back(&place->first);
    return place->second;
}

void GlyphCache::begin_frame() {
    left_ = pictures_a_frame;
    measures_left_ = measures_a_frame;
    waiting_ = false;
    glyphs_.begin_frame();
    if (ready_.size() > most_ready) ready_.clear();
    if (first_private + units_.size() <= last_private && drawn_pixels_ < most_pixels) return;
    // The widgets' font knows no private codes, and Dear ImGui holds on to its size of this frame.
    empty_atlas(ImGui::GetFontBaked());
    codes_.clear();
    units_.clear();
    ready_.clear();
    drawn_pixels_ = 0;
}

void GlyphCache::forget() {
    empty_atlas(nullptr);
    ready_.clear();
    advances_.clear();
    advance_count_ = 0;
    drawn_pixels_ = 0;
}

bool GlyphCache::may_measure() {
    if (measures_left_ > 0 && glyphs_.has_time()) {
        --measures_left_;
        return true;
    }
    ++guesses_;
    waiting_ = true;
    return false;
}

const float* GlyphCache::known_advance(Face face, float pixel_size, std::string_view unit) const {
    const auto known = advances_.find({face, pixel_size});
    if (known == advances_.end()) return nullptr;
    const auto advance = known->second.find(unit);
    return advance == known->second.end() ? nullptr : &advance->second;
}

float GlyphCache::measure(Face face, float pixel_size, std::string_view unit) {
    std::vector<float> found;
    glyphs_.measure(face, pixel_size, {&unit, 1}, found);
    if (advance_count_ >= most_advances) {
        advances_.clear();
        advance_count_ = 0;
    }
    ++advance_count_;
    return advances_[{face, pixel_size}][std::string(unit)] = found.empty() ? 0 : found.front();
}

std::string_view GlyphCache::text_of(ImWchar code, char (&buffer)[5]) const {
    if (is_private(code) && code - first_private < units_.size()) return *units_[code - first_private];
    ImTextCharToUtf8(buffer, static_cast<unsigned int>(code));
    return buffer;
}

void GlyphCache::draw(Face face, float pixel_size, std::span<const ImWchar> codes) {
    std::vector<std::string> texts;
    texts.reserve(codes.size());
    char buffer[5];
    for (const ImWchar code : codes)
        texts.emplace_back(text_of(code, buffer));
    const std::vector<std::string_view> views(texts.begin(), texts.end());
    std::vector<GlyphPicture> pictures;
    glyphs_.rasterise(face, pixel_size, views, pictures);
    pictures.resize(codes.size());
    for (std::size_t i = 0; i < codes.size(); ++i)
        ready_[{face, pixel_size, codes[i]}] = std::move(pictures[i]);
}

void GlyphCache::draw_ahead(Face face, float pixel_size, std::span<const ImWchar> codes) {
    std::vector<ImWchar> batch;
    const auto draw_batch = [&] {
        if (!batch.empty()) draw(face, pixel_size, batch);
        batch.clear();
    };
    if (std::any_of(codes.begin(), codes.end(), [&](ImWchar code) {
            return code <= last_ascii && !ready_.contains({face, pixel_size, code});
        }))
        add_ascii(batch);
    draw_batch();
    for (const ImWchar code : codes) {
        if (code <= last_ascii || ready_.contains({face, pixel_size, code})) continue;
        if (left_ > 0 && glyphs_.has_time()) {
            batch.push_back(code);
            --left_;
            if (batch.size() == pictures_at_once) draw_batch();
        } else {
            waiting_ = true;
        }
    }
    draw_batch();
}

bool GlyphCache::has(Face face, float pixel_size, ImWchar code) const {
    return ready_.contains({face, pixel_size, code});
}

GlyphPicture GlyphCache::take(Face face, float pixel_size, ImWchar code) {
    if (code <= ' ') {
        GlyphPicture blank;
        blank.advance = advance(face, pixel_size, code);
        return blank;
    }
    const Key key{face, pixel_size, code};
    auto place = ready_.find(key);
    if (place == ready_.end()) {
        std::vector<ImWchar> batch;
        if (code >= first_ascii && code <= last_ascii) {
            add_ascii(batch);
        } else {
            batch.push_back(code);
        }
        draw(face, pixel_size, batch);
        place = ready_.find(key);
    }
    GlyphPicture picture = std::move(place->second);
    ready_.erase(place);
    drawn_pixels_ += picture.pixels.size();
    return picture;
}

float GlyphCache::advance(Face face, float pixel_size, ImWchar code) {
    char buffer[5];
    const std::string_view text = text_of(code, buffer);
    std::vector<float> found;
    glyphs_.measure(face, pixel_size, {&text, 1}, found);
    return found.empty() ? 0 : found.front();
}

}  // namespace moa::view
