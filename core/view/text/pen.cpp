#include "view/text/pen.hpp"

#include <imgui_internal.h>

#include <cmath>

namespace moa::view {
namespace {

/// Takes one code point off the front of [at, end); what is no UTF-8 counts as U+FFFD.
ImWchar next_code_point(const char*& at, const char* end) {
    const auto first = static_cast<unsigned char>(*at);
    if (first < 0x80) {
        ++at;
        return first;
    }
    unsigned int code_point = 0;
    const int length = ImTextCharFromUtf8(&code_point, at, end);
    at += length > 0 ? length : 1;
    return static_cast<ImWchar>(code_point);
}

float advance_of(ImFontBaked& baked, ImWchar c) {
    if (c < static_cast<unsigned>(baked.IndexAdvanceX.Size)) {
        const float known = baked.IndexAdvanceX.Data[c];
        if (known >= 0) return known;
    }
    return baked.GetCharAdvance(c);
}

/// Joiners, variation selectors and other marks that no picture of their own belongs to.
bool is_invisible(ImWchar c) {
    return c == 0x200b || c == 0x200c || c == 0x200d || c == 0x2060 || c == 0xfeff ||
           (c >= 0xfe00 && c <= 0xfe0f) || c == 0x200e || c == 0x200f;
}

bool has_picture(ImWchar c) {
    return c > 32 && (c < 0x200b || !is_invisible(c));
}

/// Advances in the baked face's units, one place for measuring and writing.
class Advances {
  public:
    Advances(ImFontBaked& baked, bool tabular)
        : baked_(baked), figure_(tabular ? advance_of(baked, '0') : -1) {}

    float of(ImWchar c) const {
        if (c < 32) return c == '\t' ? advance_of(baked_, ' ') * 4 : 0;
        if (figure_ >= 0 && c >= '0' && c <= '9') return figure_;
        if (c >= 0x200b && is_invisible(c)) return 0;
        return advance_of(baked_, c);
    }

  private:
    ImFontBaked& baked_;
    float figure_;
};

}  // namespace

float Pen::width(TextStyle style, std::string_view text) const {
    ImFontBaked* baked = fonts_.baked(style.face, style.size * ratio_);
    const Advances advances(*baked, style.tabular);
    float sum = 0;
    const char* end = text.data() + text.size();
    for (const char* at = text.data(); at < end;)
        sum += advances.of(next_code_point(at, end));
    return sum * 0.5F / ratio_;
}

std::string_view Pen::fitting(TextStyle style, std::string_view text, float width) const {
    ImFontBaked* baked = fonts_.baked(style.face, style.size * ratio_);
    const Advances advances(*baked, style.tabular);
    const float limit = width * 2.0F * ratio_;
    float sum = 0;
    const char* end = text.data() + text.size();
    for (const char* at = text.data(); at < end;) {
        const char* before = at;
        sum += advances.of(next_code_point(at, end));
        if (sum > limit) return {text.data(), static_cast<std::size_t>(before - text.data())};
    }
    return text;
}

float Pen::write(ImDrawList& list, TextStyle style, ImVec2 top_left, float line_height, ImU32 colour,
                 std::string_view text) const {
    if (text.empty()) return 0;
    ImFontBaked* baked = fonts_.baked(style.face, style.size * ratio_);
    const Advances advances(*baked, style.tabular);
    const char* end = text.data() + text.size();

    // First every glyph is loaded: loading may enlarge the atlas, and with it change the list's current
    // texture.
    std::size_t visible = 0;
    for (const char* at = text.data(); at < end;) {
        const ImWchar c = next_code_point(at, end);
        if (has_picture(c) && baked->FindGlyph(c)->Visible) ++visible;
    }

    // In device pixels from here on. The face is centred in the line by Ascent; see font_loader.cpp.
    const float half = 0.5F;
    const float pixel = 1.0F / ratio_;
    const float top = std::round((top_left.y + (line_height - style.size) * 0.5F) * ratio_);
    const float left = top_left.x * ratio_;
    float pen_x = 0;
    if (visible > 0) list.PrimReserve(static_cast<int>(visible * 6), static_cast<int>(visible * 4));
    std::size_t written = 0;
    for (const char* at = text.data(); at < end;) {
        const ImWchar c = next_code_point(at, end);
        const float advance = advances.of(c);
        if (has_picture(c)) {
            const ImFontGlyph* glyph = baked->FindGlyph(c);
            if (glyph->Visible && written < visible) {
                float x = left + pen_x * half;
                if (style.tabular && c >= '0' && c <= '9') x += (advance - glyph->AdvanceX) * half * half;
                x = std::round(x);
                list.PrimRectUV(ImVec2((x + glyph->X0 * half) * pixel, (top + glyph->Y0 * half) * pixel),
                                ImVec2((x + glyph->X1 * half) * pixel, (top + glyph->Y1 * half) * pixel),
                                ImVec2(glyph->U0, glyph->V0), ImVec2(glyph->U1, glyph->V1),
                                glyph->Colored ? (colour | ~IM_COL32_A_MASK) : colour);
                ++written;
            }
        }
        pen_x += advance;
    }
    if (written < visible) {
        list.PrimUnreserve(static_cast<int>((visible - written) * 6),
                           static_cast<int>((visible - written) * 4));
    }
    return pen_x * half * pixel;
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
