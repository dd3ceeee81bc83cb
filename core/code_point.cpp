#include "code_point.hpp"

namespace moa {

void append_utf8(std::string& out, char32_t c) {
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = 0xFFFD;
    const auto put = [&out](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    const auto follow = [&](unsigned shift) { put(0x80U | ((c >> shift) & 0x3FU)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0U | (c >> 6U));
        follow(0);
    } else if (c < 0x10000) {
        put(0xE0U | (c >> 12U));
        follow(6);
        follow(0);
    } else {
        put(0xF0U | (c >> 18U));
        follow(12);
        follow(6);
        follow(0);
    }
}

}  // namespace moa
