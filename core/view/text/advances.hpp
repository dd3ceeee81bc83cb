// How wide units of text are, for a style.
#pragma once

#include <imgui.h>
#include <imgui_internal.h>

#include <string_view>

#include "unicode/units.hpp"
#include "view/text/pen.hpp"

namespace moa::view {

/// One place for breaking lines, measuring and writing. Widths are in the units of the baked face: half
/// device pixels. Valid for this frame only.
class Advances {
  public:
    Advances(const Pen& pen, TextStyle style);

    ImFontBaked& baked() const { return baked_; }

    /// The code that the unit, which `rest` begins with, is drawn by; 0 where nothing is.
    ImWchar code(std::string_view rest, const unicode::Unit& unit) const;
    /// Its width. A letter that this frame has no time to measure has a likely one (Pen::guesses).
    float of(std::string_view rest, const unicode::Unit& unit) const {
        if (figure_ >= 0 && unit.single && unit.code_point >= '0' && unit.code_point <= '9') return figure_;
        if (unit.single && unit.code_point > ' ' && unit.code_point < 0x7f) return of_code(unit.code_point);
        return of_other(rest, unit);
    }

  private:
    float of_code(char32_t code) const {
        if (code < static_cast<unsigned>(baked_.IndexAdvanceX.Size)) {
            const float known = baked_.IndexAdvanceX.Data[code];
            if (known >= 0) return known;
        }
        return unknown(static_cast<ImWchar>(code));
    }
    float of_other(std::string_view rest, const unicode::Unit& unit) const;
    float unknown(ImWchar code) const;

    ImFontBaked& baked_;
    GlyphCache& cache_;
    Face face_;
    float pixel_size_;
    float figure_;
};

}  // namespace moa::view
