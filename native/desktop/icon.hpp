// The program's icon, drawn at any size: three proposals and the answer they lead to. moa.svg beside it is
// the same.
#pragma once

#include <cstdint>
#include <vector>

namespace moa::desktop {

/// `size` by `size` pixels, RGBA, row by row, not premultiplied.
std::vector<std::uint8_t> draw_icon(int size);

}  // namespace moa::desktop
