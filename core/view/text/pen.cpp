#include "view/text/pen.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "view/text/advances.hpp"

namespace moa::view {
namespace {

bool is_figure(char32_t c) {
    return c >= '0' && c <= '9';
}

}  // namespace

float Pen::width(TextStyle style, std::string_view text) const {
    const Advances advances(*this, style);
    float sum = 0;
    for (std::string_view rest = text; !rest.empty();) {
        const unicode::Unit unit = unicode::unit_at(rest);
        sum += advances.of(rest, unit);
        rest.remove_prefix(unit.size);
    }
    return sum * 0.5F / ratio_;
}

std::string_view Pen::fitting(TextStyle style, std::string_view text, float width) const {
    const Advances advances(*this, style);
    const float limit = width * 2.0F * ratio_;
    float sum = 0;
    for (std::string_view rest = text; !rest.empty();) {
        const unicode::Unit unit = unicode::unit_at(rest);
        sum += advances.of(rest, unit);
        if (sum > limit) return text.substr(0, text.size() - rest.size());
        rest.remove_prefix(unit.size);
    }
    return text;
}

float Pen::place(TextStyle style, std::string_view text, std::vector<PlacedUnit>& line) const {
    line.clear();
    const Advances advances(*this, style);
    const bool mixed = style.direction == TextDirection::right_to_left || may_run_right_to_left(text);
    BidiLevels levels;
    if (mixed) levels = bidi_levels(text, style.direction);
    std::vector<std::uint8_t> level_of_unit;
    for (std::size_t at = 0; at < text.size();) {
        std::string_view rest = text.substr(at);
        unicode::Unit unit = unicode::unit_at(rest);
        const std::uint32_t size = unit.size;
        PlacedUnit placed;
        placed.begin = static_cast<std::uint32_t>(at);
        placed.end = static_cast<std::uint32_t>(at + size);
        if (mixed) {
            placed.right_to_left = levels.of_byte[at] % 2 == 1;
            level_of_unit.push_back(levels.of_byte[at]);
            // All mirrored characters are within the first plane and need no code of their own.
            if (placed.right_to_left && unit.single) unit.code_point = mirrored(unit.code_point);
        }
        placed.code = advances.code(rest, unit);
        placed.figure = unit.single && is_figure(unit.code_point);
        placed.width = advances.of(rest, unit);
        line.push_back(placed);
        at += size;
    }
    if (mixed) {
        std::vector<PlacedUnit> ordered;
        ordered.reserve(line.size());
        for (const std::uint32_t i : visual_order(level_of_unit))
            ordered.push_back(line[i]);
        line.swap(ordered);
    }
    float x = 0;
    const float unit_width = 0.5F / ratio_;
    for (PlacedUnit& placed : line) {
        placed.x = x * unit_width;
        x += placed.width;
        placed.width *= unit_width;
    }
    return x * unit_width;
}

float Pen::write(ImDrawList& list, TextStyle style, ImVec2 top_left, float line_height, ImU32 colour,
                 std::string_view text) const {
    if (text.empty()) return 0;
    std::vector<PlacedUnit>& line = line_;
    const float width = place(style, text, line);
    ImFontBaked* baked = fonts_.baked(style.face, style.size * ratio_);

    // First every glyph is loaded, all new ones together: loading may enlarge the atlas, and with it change
    // the list's current texture.
    missing_.clear();
    for (const PlacedUnit& placed : line)
        if (placed.code != 0 && !baked->IsGlyphLoaded(placed.code)) missing_.push_back(placed.code);
    if (!missing_.empty()) {
        std::sort(missing_.begin(), missing_.end());
        missing_.erase(std::unique(missing_.begin(), missing_.end()), missing_.end());
        fonts_.load(style.face, style.size * ratio_, missing_);
    }
    std::size_t visible = 0;
    for (PlacedUnit& placed : line) {
        if (placed.code == 0) continue;
        // What this frame has no time for comes with the next.
        if (!baked->IsGlyphLoaded(placed.code) || !baked->FindGlyph(placed.code)->Visible) {
            placed.code = 0;
        } else {
            ++visible;
        }
    }
    if (visible == 0) return width;

    // In device pixels from here on. The face is centred in the line by Ascent; see font_loader.cpp.
    const float half = 0.5F;
    const float pixel = 1.0F / ratio_;
    const float top = std::round((top_left.y + (line_height - style.size) * 0.5F) * ratio_);
    const float left = top_left.x * ratio_;
    list.PrimReserve(static_cast<int>(visible * 6), static_cast<int>(visible * 4));
    for (const PlacedUnit& placed : line) {
        if (placed.code == 0) continue;
        const ImFontGlyph* glyph = baked->FindGlyph(placed.code);
        float x = left + placed.x * ratio_;
        if (style.tabular && placed.figure) x += (placed.width * ratio_ - glyph->AdvanceX * half) * half;
        x = std::round(x);
        list.PrimRectUV(ImVec2((x + glyph->X0 * half) * pixel, (top + glyph->Y0 * half) * pixel),
                        ImVec2((x + glyph->X1 * half) * pixel, (top + glyph->Y1 * half) * pixel),
                        ImVec2(glyph->U0, glyph->V0), ImVec2(glyph->U1, glyph->V1),
                        glyph->Colored ? (colour | ~IM_COL32_A_MASK) : colour);
    }
    return width;
}

void Pen::write_right(ImDrawList& list, TextStyle style, ImVec2 top_right, float line_height, ImU32 colour,
                      std::string_view text) const {
    write(list, style, ImVec2(top_right.x - width(style, text), top_right.y), line_height, colour, text);
}

float Pen::write_cut(ImDrawList& list, TextStyle style, ImVec2 top_left, float line_height, float width_limit,
                     ImU32 colour, std::string_view text) const {
    constexpr std::string_view ellipsis = "\xe2\x80\xa6";
    const std::string_view all = fitting(style, text, width_limit);
    if (all.size() == text.size()) return write(list, style, top_left, line_height, colour, text);
    const float room = width_limit - width(style, ellipsis);
    if (room <= 0) return 0;
    const float used = write(list, style, top_left, line_height, colour, fitting(style, text, room));
    return used + write(list, style, ImVec2(top_left.x + used, top_left.y), line_height, colour, ellipsis);
}

float Pen::baseline(TextStyle style, float top, float line_height) const {
    const ImFontBaked* baked = fonts_.baked(style.face, style.size * ratio_);
    return (std::round((top + (line_height - style.size) * 0.5F) * ratio_) + baked->Ascent * 0.5F) / ratio_;
}

float Pen::top_for_baseline(TextStyle style, float baseline, float line_height) const {
    const ImFontBaked* baked = fonts_.baked(style.face, style.size * ratio_);
    return baseline - baked->Ascent * 0.5F / ratio_ - (line_height - style.size) * 0.5F;
}

float Pen::snapped(float value) const {
    return std::round(value * ratio_) / ratio_;
}

}  // namespace moa::view
