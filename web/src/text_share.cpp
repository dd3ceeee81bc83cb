#include "web/src/text_share.hpp"

#include <algorithm>

#include "code_point.hpp"

namespace moa::web {

std::size_t TextShare::take(std::string_view text, std::size_t begin) {
    constexpr std::size_t first_meeting = 256;
    constexpr char32_t behind_last = 0x110000;
    if (met_.empty()) met_.resize(behind_last);
    std::size_t end = begin;
    while (end < text.size() && left_ > 0) {
        const FirstCodePoint next = first_code_point(text.substr(end));
        const std::size_t size = std::max<std::size_t>(next.size, 1);
        // ASCII is in every font.
        const bool is_known = end >= laid_out || next.value < 0x80 || met_[next.value];
        if (!is_known) met_[next.value] = true;
        left_ -= std::min(left_, is_known ? size : first_meeting);
        end += size;
    }
    return end - begin;
}

}  // namespace moa::web
