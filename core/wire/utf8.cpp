#include "wire/utf8.hpp"

#include "wire/byte_scan.hpp"

namespace moa::wire {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// What stands at `p`: the bytes of one valid sequence, or of one maximal invalid part (Unicode 15,
/// section 3.9, U+FFFD substitution of maximal subparts), and whether the text merely ended inside a sequence
/// that was valid so far.
struct Sequence {
    std::size_t length = 1;
    bool valid = false;
    bool cut = false;
};

Sequence sequence_at(const char* p, const char* end) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(p[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return {1, true, false};
    std::size_t length = 0;
    unsigned char low = 0x80;  // allowed range of the second byte
    unsigned char high = 0xBF;
    if (lead >= 0xC2 && lead <= 0xDF) {
        length = 2;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        length = 3;
        if (lead == 0xE0) low = 0xA0;   // no overlong forms
        if (lead == 0xED) high = 0x9F;  // no surrogates
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        length = 4;
        if (lead == 0xF0) low = 0x90;
        if (lead == 0xF4) high = 0x8F;  // nothing above U+10FFFF
    } else {
        return {1, false, false};
    }
    for (std::size_t i = 1; i < length; ++i) {
        if (p + i == end) return {i, false, true};
        if (byte(i) < low || byte(i) > high) return {i, false, false};
        low = 0x80;
        high = 0xBF;
    }
    return {length, true, false};
}

const char* skip_ascii(const char* p, const char* end) {
    return find_byte(
        p, end, [](std::uint64_t word) { return word & every_high_bit; },
        [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

/// The code unit of the half surrogate that `text` begins with, else -1.
int half_at(std::string_view text) {
    if (text.size() < 3 || text[0] != '\xED') return -1;
    const auto second = static_cast<unsigned char>(text[1]);
    const auto third = static_cast<unsigned char>(text[2]);
    if (second < 0xA0 || second > 0xBF || third < 0x80 || third > 0xBF) return -1;
    return 0xD000 | (second & 0x3F) << 6 | (third & 0x3F);
}

constexpr std::size_t half_length = 3;

}  // namespace

std::string half_surrogate(int unit) {
    return {'\xED', static_cast<char>(0x80 | (unit >> 6 & 0x3F)), static_cast<char>(0x80 | (unit & 0x3F))};
}

bool join_surrogates(std::string& text, bool may_continue) {
    for (std::size_t at = text.find('\xED'); at != std::string::npos; at = text.find('\xED', at + 1)) {
        const std::string_view rest = std::string_view(text).substr(at);
        const int unit = half_at(rest);
        if (unit < 0) continue;
        const bool high = unit < 0xDC00;
        if (high && rest.size() == half_length && may_continue) return true;
        const int low = high ? half_at(rest.substr(half_length)) : -1;
        if (low < 0xDC00) {
            text.replace(at, half_length, replacement);
            continue;
        }
        const int point = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
        const char joined[] = {
            static_cast<char>(0xF0 | point >> 18), static_cast<char>(0x80 | (point >> 12 & 0x3F)),
            static_cast<char>(0x80 | (point >> 6 & 0x3F)), static_cast<char>(0x80 | (point & 0x3F))};
        text.replace(at, 2 * half_length, joined, sizeof joined);
    }
    return false;
}

std::size_t complete_utf8_prefix(std::string_view text) {
    const char* const end = text.data() + text.size();
    const std::size_t reach = text.size() < 3 ? text.size() : 3;
    for (std::size_t back = 1; back <= reach; ++back) {
        const auto byte = static_cast<unsigned char>(end[-static_cast<std::ptrdiff_t>(back)]);
        if (byte < 0x80) break;
        if (byte < 0xC0) continue;  // a continuation byte: its lead is further back
        return sequence_at(end - back, end).cut ? text.size() - back : text.size();
    }
    return text.size();
}

bool is_valid_utf8(std::string_view text) {
    const char* p = text.data();
    const char* const end = p + text.size();
    while ((p = skip_ascii(p, end)) != end) {
        const Sequence sequence = sequence_at(p, end);
        if (!sequence.valid) return false;
        p += sequence.length;
    }
    return true;
}

void append_valid_utf8(std::string_view bytes, std::string& out) {
    const char* p = bytes.data();
    const char* const end = p + bytes.size();
    const char* valid_from = p;
    while ((p = skip_ascii(p, end)) != end) {
        const Sequence sequence = sequence_at(p, end);
        if (!sequence.valid) {
            out.append(valid_from, static_cast<std::size_t>(p - valid_from));
            out.append(replacement);
            valid_from = p + sequence.length;
        }
        p += sequence.length;
    }
    out.append(valid_from, static_cast<std::size_t>(end - valid_from));
}

}  // namespace moa::wire
