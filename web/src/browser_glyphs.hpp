// Glyphs drawn by the browser's own text engine: every script and colour emoji, with no font in the program.
#pragma once

#include "view/ports.hpp"

namespace moa::web {

class BrowserGlyphs final : public view::GlyphSource {
  public:
    void begin_frame() override { spent_ = 0; }
    bool has_time() const override;
    view::FaceMetrics metrics(view::Face face, float pixel_size) override;
    /// Browsers do not tell, and fall back over all fonts of their system.
    bool has(view::Face, std::string_view) override { return true; }
    void measure(view::Face face, float pixel_size, std::span<const std::string_view> units,
                 std::vector<float>& advances) override;
    void rasterise(view::Face face, float pixel_size, std::span<const std::string_view> units,
                   std::vector<view::GlyphPicture>& pictures) override;

  private:
    double spent_ = 0;  ///< milliseconds, of this frame
};

}  // namespace moa::web
