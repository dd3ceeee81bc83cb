#include "blank.hpp"

#include "code_point.hpp"
#include "unicode/unseen.hpp"

namespace moa {
namespace {

bool is_unseen(char32_t c) {
    const bool control = c < 0x20 || (c >= 0x7f && c < 0xa0);
    constexpr char32_t empty_braille_pattern = 0x2800;
    return control || c == empty_braille_pattern || unicode::is_white_space(c) ||
           unicode::is_default_ignorable(c);
}

}  // namespace

bool is_blank(std::string_view text) {
    while (!text.empty()) {
        const FirstCodePoint first = first_code_point(text);
        if (first.size == 0 || !is_unseen(first.value)) return false;
        text.remove_prefix(first.size);
    }
    return true;
}

}  // namespace moa
