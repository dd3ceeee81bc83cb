#include "markdown/entities.hpp"

#include <cstdint>

#include "code_point.hpp"

namespace moa::markdown {
namespace {

struct Entity {
    std::string_view name;
    char32_t code_point;
};

// The ones models write; names from the HTML standard's list.
constexpr Entity names[] = {
    {"amp", '&'},      {"lt", '<'},        {"gt", '>'},       {"quot", '"'},     {"apos", '\''},
    {"nbsp", 0xa0},    {"copy", 0xa9},     {"reg", 0xae},     {"deg", 0xb0},     {"plusmn", 0xb1},
    {"micro", 0xb5},   {"middot", 0xb7},   {"frac12", 0xbd},  {"times", 0xd7},   {"divide", 0xf7},
    {"alpha", 0x3b1},  {"beta", 0x3b2},    {"gamma", 0x3b3},  {"delta", 0x3b4},  {"lambda", 0x3bb},
    {"mu", 0x3bc},     {"pi", 0x3c0},      {"sigma", 0x3c3},  {"omega", 0x3c9},  {"ndash", 0x2013},
    {"mdash", 0x2014}, {"lsquo", 0x2018},  {"rsquo", 0x2019}, {"ldquo", 0x201c}, {"rdquo", 0x201d},
    {"bull", 0x2022},  {"hellip", 0x2026}, {"euro", 0x20ac},  {"trade", 0x2122}, {"larr", 0x2190},
    {"uarr", 0x2191},  {"rarr", 0x2192},   {"darr", 0x2193},  {"infin", 0x221e}, {"asymp", 0x2248},
    {"ne", 0x2260},    {"le", 0x2264},     {"ge", 0x2265},    {"sect", 0xa7},    {"para", 0xb6},
};

int digit_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return 16;
}

}  // namespace

void append_entity(std::string& text, std::string_view entity) {
    if (entity.size() < 4 || entity.front() != '&' || entity.back() != ';') {
        text += entity;
        return;
    }
    std::string_view body = entity.substr(1, entity.size() - 2);
    if (body.front() != '#') {
        for (const Entity& known : names) {
            if (known.name == body) {
                append_utf8(text, known.code_point);
                return;
            }
        }
        text += entity;
        return;
    }
    body.remove_prefix(1);
    const bool hexadecimal = body.front() == 'x' || body.front() == 'X';
    if (hexadecimal) body.remove_prefix(1);
    const int base = hexadecimal ? 16 : 10;
    std::uint32_t value = 0;
    for (const char c : body) {
        const int digit = digit_value(c);
        if (digit >= base || value > 0x110000) {
            text += entity;
            return;
        }
        value = value * static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(digit);
    }
    append_utf8(text, static_cast<char32_t>(value));
}

}  // namespace moa::markdown
