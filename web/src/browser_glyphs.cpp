#include "web/src/browser_glyphs.hpp"

#include <emscripten/emscripten.h>

#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>

#include "web/src/page_js.hpp"

namespace moa::web {
namespace {

constexpr std::size_t facts_per_glyph = 6;

/// The units with a line feed after each. A unit that is one itself is drawn as a blank.
std::string lines_of(std::span<const std::string_view> units) {
    std::string lines;
    for (const std::string_view unit : units) {
        if (unit == "\n") {
            lines += ' ';
        } else {
            lines += unit;
        }
        lines += '\n';
    }
    return lines;
}

/// Adds the time until its end.
class Watch {
  public:
    explicit Watch(double& spent) : spent_(spent), begin_(emscripten_get_now()) {}
    ~Watch() { spent_ += emscripten_get_now() - begin_; }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

  private:
    double& spent_;
    double begin_;
};

}  // namespace

bool BrowserGlyphs::has_time() const {
    constexpr double most = 4;
    return spent_ < most;
}

view::FaceMetrics BrowserGlyphs::metrics(view::Face face, float pixel_size) {
    float found[2] = {0, 0};
    moa_page_face_metrics(static_cast<int>(face), pixel_size, found);
    return {found[0], found[1]};
}

void BrowserGlyphs::measure(view::Face face, float pixel_size, std::span<const std::string_view> units,
                            std::vector<float>& advances) {
    advances.assign(units.size(), 0);
    if (units.empty()) return;
    const Watch watch(spent_);
    const std::string lines = lines_of(units);
    moa_page_advances(static_cast<int>(face), pixel_size, lines.data(), lines.size(), advances.data());
}

void BrowserGlyphs::rasterise(view::Face face, float pixel_size, std::span<const std::string_view> units,
                              std::vector<view::GlyphPicture>& pictures) {
    pictures.clear();
    pictures.resize(units.size());
    if (units.empty()) return;
    const Watch watch(spent_);
    const std::string lines = lines_of(units);
    const std::unique_ptr<float, void (*)(void*)> drawn(
        moa_page_rasterise(static_cast<int>(face), pixel_size, lines.data(), lines.size()), std::free);
    if (!drawn) return;
    const float* facts = drawn.get();
    const auto* pixels = reinterpret_cast<const std::uint8_t*>(facts + facts_per_glyph * units.size());
    for (view::GlyphPicture& picture : pictures) {
        picture.width = static_cast<int>(facts[0]);
        picture.height = static_cast<int>(facts[1]);
        picture.left = facts[2];
        picture.top = facts[3];
        picture.advance = facts[4];
        picture.coloured = facts[5] != 0;
        facts += facts_per_glyph;
        const std::size_t count =
            static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height);
        picture.pixels.resize(count);
        std::memcpy(picture.pixels.data(), pixels, count * sizeof(std::uint32_t));
        pixels += count * sizeof(std::uint32_t);
    }
}

}  // namespace moa::web
