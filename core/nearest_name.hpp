// Which name was probably meant.
#pragma once

#include <span>
#include <string_view>

namespace moa {

/// The one of `names` that `typed` is most like, by letters left out, added, exchanged or swapped, or that it
/// is the beginning of; upper and lower case of ASCII count as the same. Empty where none is near: at most a
/// third of its letters may differ.
std::string_view nearest_name(std::string_view typed, std::span<const std::string_view> names);

}  // namespace moa
