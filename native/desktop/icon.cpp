#include "native/desktop/icon.hpp"

#include <algorithm>
#include <cmath>

namespace moa::desktop {
namespace {

// All in a square of 64, as in moa.svg.
constexpr float square = 64;

struct Colour {
    float red, green, blue;
};
constexpr Colour ground = {0x14, 0x19, 0x20};
constexpr Colour line = {0x56, 0x62, 0x73};
constexpr Colour proposal = {0x7a, 0xa8, 0xff};
constexpr Colour answer = {0x57, 0xc9, 0xa5};

float distance_to_line(float x, float y, float x1, float y1, float x2, float y2) {
    const float dx = x2 - x1;
    const float dy = y2 - y1;
    const float share = std::clamp(((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy), 0.0F, 1.0F);
    return std::hypot(x - x1 - share * dx, y - y1 - share * dy);
}

float distance_to_rounded_square(float x, float y) {
    constexpr float radius = 14;
    const float qx = std::fabs(x - square / 2) - (square / 2 - radius);
    const float qy = std::fabs(y - square / 2) - (square / 2 - radius);
    return std::hypot(std::max(qx, 0.0F), std::max(qy, 0.0F)) + std::min(std::max(qx, qy), 0.0F) - radius;
}

}  // namespace

std::vector<std::uint8_t> draw_icon(int size) {
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(size) * static_cast<std::size_t>(size) * 4);
    const float unit = square / static_cast<float>(size);
    const auto covered = [unit](float distance) { return std::clamp(0.5F - distance / unit, 0.0F, 1.0F); };
    std::size_t at = 0;
    for (int row = 0; row < size; ++row) {
        for (int column = 0; column < size; ++column) {
            const float x = (static_cast<float>(column) + 0.5F) * unit;
            const float y = (static_cast<float>(row) + 0.5F) * unit;
            Colour colour = ground;
            const auto put = [&](const Colour& over, float share) {
                colour.red += (over.red - colour.red) * share;
                colour.green += (over.green - colour.green) * share;
                colour.blue += (over.blue - colour.blue) * share;
            };
            for (const float from : {16.0F, 32.0F, 48.0F})
                put(line, covered(distance_to_line(x, y, 17, from, 47, 32) - 1.5F));
            for (const float from : {16.0F, 32.0F, 48.0F})
                put(proposal, covered(std::hypot(x - 17, y - from) - 6));
            put(answer, covered(std::hypot(x - 47, y - 32) - 9));
            for (const float channel : {colour.red, colour.green, colour.blue})
                pixels[at++] = static_cast<std::uint8_t>(std::lround(channel));
            pixels[at++] =
                static_cast<std::uint8_t>(std::lround(255 * covered(distance_to_rounded_square(x, y))));
        }
    }
    return pixels;
}

}  // namespace moa::desktop
