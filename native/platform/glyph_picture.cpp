#include "native/platform/glyph_picture.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace moa::native {
namespace {

/// The place of a pixel in a picture's row by row store.
std::size_t at(int width, int x, int y) {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
}

constexpr std::uint32_t pack(std::uint32_t red, std::uint32_t green, std::uint32_t blue,
                             std::uint32_t alpha) {
    return red | green << 8U | blue << 16U | alpha << 24U;
}

constexpr std::uint32_t white(std::uint32_t alpha) {
    return pack(255, 255, 255, alpha);
}

std::uint32_t coverage(const FT_Bitmap& bitmap, int x, int y) {
    const unsigned char* row = bitmap.buffer + std::ptrdiff_t{y} * bitmap.pitch;
    if (bitmap.pixel_mode == FT_PIXEL_MODE_MONO) return (row[x >> 3] & (0x80 >> (x & 7))) != 0 ? 255 : 0;
    return row[x];
}

/// Premultiplied colour of a span of source pixels, by the share of each that the span covers. Averaging over
/// the area is the filter that loses nothing when a big picture is made small.
std::array<float, 4> average(const FT_Bitmap& bitmap, float left, float top, float right, float bottom) {
    std::array<float, 4> sum{};
    const int last_x = std::min(static_cast<int>(std::ceil(right)), static_cast<int>(bitmap.width));
    const int last_y = std::min(static_cast<int>(std::ceil(bottom)), static_cast<int>(bitmap.rows));
    for (int y = static_cast<int>(top); y < last_y; ++y) {
        const float height =
            std::min(bottom, static_cast<float>(y + 1)) - std::max(top, static_cast<float>(y));
        for (int x = static_cast<int>(left); x < last_x; ++x) {
            const float share =
                height * (std::min(right, static_cast<float>(x + 1)) - std::max(left, static_cast<float>(x)));
            const unsigned char* pixel =
                bitmap.buffer + std::ptrdiff_t{y} * bitmap.pitch + std::ptrdiff_t{x} * 4;
            for (std::size_t channel = 0; channel < 4; ++channel)
                sum[channel] += share * static_cast<float>(pixel[channel]);
        }
    }
    const float area = (right - left) * (bottom - top);
    for (float& channel : sum)
        channel /= area;
    return sum;
}

/// One straight-alpha pixel laid over another.
std::uint32_t over(std::uint32_t above, std::uint32_t below) {
    const std::uint32_t a = above >> 24U;
    const std::uint32_t b = (below >> 24U) * (255 - a) / 255;
    const std::uint32_t alpha = a + b;
    if (a == 255 || b == 0) return alpha == 0 ? white(0) : above;
    const auto channel = [&](unsigned shift) {
        return ((above >> shift & 255U) * a + (below >> shift & 255U) * b) / alpha;
    };
    return pack(channel(0), channel(8), channel(16), alpha);
}

/// FreeType's BGRA is premultiplied, the picture is not.
std::uint32_t straight(const std::array<float, 4>& bgra) {
    const float alpha = bgra[3];
    if (alpha < 0.5F) return 0;
    const auto channel = [alpha](float value) {
        return static_cast<std::uint32_t>(std::clamp(value * 255.0F / alpha + 0.5F, 0.0F, 255.0F));
    };
    return pack(channel(bgra[2]), channel(bgra[1]), channel(bgra[0]),
                static_cast<std::uint32_t>(std::min(alpha + 0.5F, 255.0F)));
}

void fill_coloured(const FT_Bitmap& bitmap, float scale, view::GlyphPicture& picture) {
    picture.coloured = true;
    picture.width = std::max(1, static_cast<int>(std::lround(static_cast<float>(bitmap.width) * scale)));
    picture.height = std::max(1, static_cast<int>(std::lround(static_cast<float>(bitmap.rows) * scale)));
    const float step_x = static_cast<float>(bitmap.width) / static_cast<float>(picture.width);
    const float step_y = static_cast<float>(bitmap.rows) / static_cast<float>(picture.height);
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            const float left = static_cast<float>(x) * step_x;
            const float top = static_cast<float>(y) * step_y;
            picture.pixels.push_back(straight(average(bitmap, left, top, left + step_x, top + step_y)));
        }
    }
}

}  // namespace

view::GlyphPicture picture_of(const FT_GlyphSlotRec_& slot, float scale) {
    view::GlyphPicture picture;
    const FT_Bitmap& bitmap = slot.bitmap;
    if (bitmap.width == 0 || bitmap.rows == 0) return picture;
    picture.left = static_cast<float>(slot.bitmap_left) * scale;
    picture.top = static_cast<float>(slot.bitmap_top) * scale;
    if (bitmap.pixel_mode == FT_PIXEL_MODE_BGRA) {
        fill_coloured(bitmap, scale, picture);
        picture.left = std::round(picture.left);
        picture.top = std::round(picture.top);
    } else if (bitmap.pixel_mode == FT_PIXEL_MODE_GRAY || bitmap.pixel_mode == FT_PIXEL_MODE_MONO) {
        picture.width = static_cast<int>(bitmap.width);
        picture.height = static_cast<int>(bitmap.rows);
        picture.pixels.reserve(std::size_t{bitmap.width} * bitmap.rows);
        for (int y = 0; y < picture.height; ++y)
            for (int x = 0; x < picture.width; ++x)
                picture.pixels.push_back(white(coverage(bitmap, x, y)));
    }
    return picture;
}

view::GlyphPicture joined(const std::vector<view::GlyphPicture>& parts) {
    view::GlyphPicture whole;
    int left = 0;
    int right = 0;
    int top = 0;
    int bottom = 0;
    bool first = true;
    for (const view::GlyphPicture& part : parts) {
        if (part.width <= 0) continue;
        const int x = static_cast<int>(std::lround(part.left));
        const int y = static_cast<int>(std::lround(part.top));
        left = first ? x : std::min(left, x);
        right = first ? x + part.width : std::max(right, x + part.width);
        top = first ? y : std::max(top, y);
        bottom = first ? y - part.height : std::min(bottom, y - part.height);
        first = false;
        whole.coloured = whole.coloured || part.coloured;
    }
    if (first) return whole;
    whole.width = right - left;
    whole.height = top - bottom;
    whole.left = static_cast<float>(left);
    whole.top = static_cast<float>(top);
    whole.pixels.assign(static_cast<std::size_t>(whole.width) * static_cast<std::size_t>(whole.height),
                        white(0));
    for (const view::GlyphPicture& part : parts) {
        if (part.width <= 0) continue;
        const int x0 = static_cast<int>(std::lround(part.left)) - left;
        const int y0 = top - static_cast<int>(std::lround(part.top));
        for (int y = 0; y < part.height; ++y) {
            for (int x = 0; x < part.width; ++x) {
                std::uint32_t& below = whole.pixels[at(whole.width, x0 + x, y0 + y)];
                below = over(part.pixels[at(part.width, x, y)], below);
            }
        }
    }
    return whole;
}

view::GlyphPicture missing_glyph(float pixel_size) {
    view::GlyphPicture picture;
    picture.width = std::max(3, static_cast<int>(std::lround(pixel_size * 0.4F)));
    picture.height = std::max(4, static_cast<int>(std::lround(pixel_size * 0.66F)));
    picture.left = std::round(pixel_size * 0.08F);
    picture.top = static_cast<float>(picture.height);
    picture.advance = static_cast<float>(picture.width) + 2 * picture.left;
    const int line = std::max(1, static_cast<int>(std::lround(pixel_size / 16)));
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            const bool rim = x < line || y < line || x >= picture.width - line || y >= picture.height - line;
            picture.pixels.push_back(white(rim ? 150 : 0));
        }
    }
    return picture;
}

}  // namespace moa::native
