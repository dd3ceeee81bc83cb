// From FreeType's bitmaps to the view's pictures.
#pragma once

#include <ft2build.h>
#include FT_FREETYPE_H

#include <vector>

#include "view/ports.hpp"

namespace moa::native {

/// The glyph slot's bitmap as a picture, made `scale` times as large (below 1 for the fixed sizes of coloured
/// fonts). An empty picture for pixel formats of no use here.
view::GlyphPicture picture_of(const FT_GlyphSlotRec_& slot, float scale);

/// Puts pictures, each with its own `left` and `top`, together to one. `advance` is left to the caller.
view::GlyphPicture joined(const std::vector<view::GlyphPicture>& parts);

/// A narrow outlined box, for code points that no font on this machine has.
view::GlyphPicture missing_glyph(float pixel_size);

}  // namespace moa::native
