#include "native/cli/question_text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <string_view>
#include <utility>

#include "code_point.hpp"
#include "wire/utf8.hpp"

namespace moa::cli {
namespace {

enum class Order { little, big };

/// By the mark, or by the zeros that Latin letters have beside them.
std::optional<Order> utf16_order(std::string_view bytes) {
    if (bytes.size() < 4 || bytes.size() % 2 != 0) return std::nullopt;
    if (bytes.starts_with("\xFF\xFE")) return Order::little;
    if (bytes.starts_with("\xFE\xFF")) return Order::big;
    std::array<std::size_t, 2> zeros = {};
    const std::string_view sample = bytes.substr(0, 4096);
    for (std::size_t i = 0; i < sample.size(); ++i) {
        if (sample[i] == '\0') ++zeros[i % 2];
    }
    const std::size_t units = sample.size() / 2;
    if (zeros[0] == 0 && zeros[1] * 2 > units) return Order::little;
    if (zeros[1] == 0 && zeros[0] * 2 > units) return Order::big;
    return std::nullopt;
}

std::string from_utf16(std::string_view bytes, Order order) {
    constexpr char32_t replacement = 0xFFFD;
    const auto unit = [&](std::size_t at) {
        const auto first = static_cast<unsigned char>(bytes[at]);
        const auto second = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<char32_t>(order == Order::little ? second << 8U | first : first << 8U | second);
    };
    std::string text;
    for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
        char32_t c = unit(at);
        if (at == 0 && c == 0xFEFF) continue;
        const bool high = c >= 0xD800 && c <= 0xDBFF;
        const char32_t next = high && at + 3 < bytes.size() ? unit(at + 2) : 0;
        if (high && next >= 0xDC00 && next <= 0xDFFF) {
            c = 0x10000 + ((c - 0xD800) << 10U) + (next - 0xDC00);
            at += 2;
        } else if (c >= 0xD800 && c <= 0xDFFF) {
            c = replacement;
        }
        append_utf8(text, c);
    }
    return text;
}

/// Of the first byte that is no UTF-8.
std::size_t first_fault(std::string_view bytes) {
    std::size_t good = 0;
    std::size_t length = bytes.size();
    // Halved until the longest good beginning is found; a cut inside a character counts as good.
    while (length > 0) {
        const std::string_view piece = bytes.substr(good, length);
        if (wire::is_valid_utf8(piece.substr(0, wire::complete_utf8_prefix(piece)))) {
            good += wire::complete_utf8_prefix(piece);
            if (length == 1 || good == bytes.size()) break;
            length = std::min(length, bytes.size() - good);
        }
        length /= 2;
    }
    return good;
}

}  // namespace

Result<QuestionText> read_question_text(std::string bytes, const std::string& what) {
    if (const std::optional<Order> order = utf16_order(bytes))
        return QuestionText{from_utf16(bytes, *order), true};
    if (wire::is_valid_utf8(bytes)) return QuestionText{std::move(bytes), false};
    const std::size_t at = first_fault(bytes);
    std::array<char, 8> byte{};
    std::snprintf(byte.data(), byte.size(), "0x%02X",
                  static_cast<unsigned>(static_cast<unsigned char>(bytes[std::min(at, bytes.size() - 1)])));
    return invalid_input(what + " is not UTF-8: byte " + std::to_string(at + 1) + " (" + byte.data() +
                         ") is invalid. Convert it first, for example with iconv -f ISO-8859-1 -t UTF-8.");
}

}  // namespace moa::cli
