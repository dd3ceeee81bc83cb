#include "code_point.hpp"

#include <array>

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

FirstCodePoint first_code_point(std::string_view text) {
    if (text.empty()) return {};
    const auto byte = [text](std::size_t i) {
        return static_cast<char32_t>(static_cast<unsigned char>(text[i]));
    };
    const char32_t lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < size) return {};
    char32_t value = lead & (0x7FU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) return {};
        value = value << 6U | (byte(i) & 0x3FU);
    }
    constexpr std::array<char32_t, 5> least_of_size = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < least_of_size[size] || value > 0x10FFFF || surrogate) return {};
    return {value, size};
}

}  // namespace moa
