#include "native/platform/shaped_text.hpp"

#include <hb-ft.h>
#include <hb.h>
#include <imgui_internal.h>

#include <algorithm>

namespace moa::native {
namespace {

/// 26.6 fixed point, FreeType's and so HarfBuzz's unit here.
constexpr float harfbuzz_unit = 64;

struct ReleaseBuffer {
    void operator()(hb_buffer_t* buffer) const { hb_buffer_destroy(buffer); }
};

}  // namespace

void Shaper::Release::operator()(hb_font_t* font) const {
    hb_font_destroy(font);
}

Shaper::Shaper(FT_Face font) : font_(hb_ft_font_create(font, nullptr)) {
    // Advances as the designer made them: places are rounded once, when the picture is put together.
    hb_ft_font_set_load_flags(font_.get(), FT_LOAD_COLOR | FT_LOAD_NO_HINTING);
}

ShapedText Shaper::shape(std::u32string_view text) {
    hb_ft_font_changed(font_.get());
    const std::unique_ptr<hb_buffer_t, ReleaseBuffer> buffer(hb_buffer_create());
    const auto length = static_cast<int>(text.size());
    hb_buffer_add_utf32(buffer.get(), reinterpret_cast<const std::uint32_t*>(text.data()), length, 0, length);
    hb_buffer_guess_segment_properties(buffer.get());
    hb_shape(font_.get(), buffer.get(), nullptr, 0);

    unsigned int count = 0;
    const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer.get(), &count);
    const hb_glyph_position_t* places = hb_buffer_get_glyph_positions(buffer.get(), &count);
    ShapedText shaped;
    float y = 0;
    for (unsigned int i = 0; i < count; ++i) {
        shaped.glyphs.push_back({infos[i].codepoint,
                                 shaped.advance + static_cast<float>(places[i].x_offset) / harfbuzz_unit,
                                 y + static_cast<float>(places[i].y_offset) / harfbuzz_unit});
        shaped.advance += static_cast<float>(places[i].x_advance) / harfbuzz_unit;
        y += static_cast<float>(places[i].y_advance) / harfbuzz_unit;
    }
    return shaped;
}

std::u32string code_points_of(std::string_view text) {
    std::u32string found;
    while (!text.empty()) {
        unsigned int decoded = 0;
        const int length = ImTextCharFromUtf8(&decoded, text.data(), text.data() + text.size());
        found.push_back(static_cast<char32_t>(decoded));
        text.remove_prefix(static_cast<std::size_t>(std::max(1, length)));
    }
    return found;
}

}  // namespace moa::native
