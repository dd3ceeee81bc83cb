#include "fold_case.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "code_point.hpp"

namespace moa {
namespace {

/// Every `step`-th letter from `first` to `last` folds to the one `by` behind it.
struct Range {
    std::uint16_t first;
    std::uint16_t last;
    std::uint16_t step;
    std::int32_t by;
};

// Unicode 15.0's CaseFolding.txt from U+00B5 on, in ranges.
constexpr std::array<Range, 175> ranges = {
    {{0xb5, 0xb5, 1, 775},        {0xc0, 0xd6, 1, 32},         {0xd8, 0xde, 1, 32},
     {0x100, 0x12e, 2, 1},        {0x132, 0x136, 2, 1},        {0x139, 0x147, 2, 1},
     {0x14a, 0x176, 2, 1},        {0x178, 0x178, 1, -121},     {0x179, 0x17d, 2, 1},
     {0x17f, 0x17f, 1, -268},     {0x181, 0x181, 1, 210},      {0x182, 0x184, 2, 1},
     {0x186, 0x186, 1, 206},      {0x187, 0x187, 1, 1},        {0x189, 0x18a, 1, 205},
     {0x18b, 0x18b, 1, 1},        {0x18e, 0x18e, 1, 79},       {0x18f, 0x18f, 1, 202},
     {0x190, 0x190, 1, 203},      {0x191, 0x191, 1, 1},        {0x193, 0x193, 1, 205},
     {0x194, 0x194, 1, 207},      {0x196, 0x196, 1, 211},      {0x197, 0x197, 1, 209},
     {0x198, 0x198, 1, 1},        {0x19c, 0x19c, 1, 211},      {0x19d, 0x19d, 1, 213},
     {0x19f, 0x19f, 1, 214},      {0x1a0, 0x1a4, 2, 1},        {0x1a6, 0x1a6, 1, 218},
     {0x1a7, 0x1a7, 1, 1},        {0x1a9, 0x1a9, 1, 218},      {0x1ac, 0x1ac, 1, 1},
     {0x1ae, 0x1ae, 1, 218},      {0x1af, 0x1af, 1, 1},        {0x1b1, 0x1b2, 1, 217},
     {0x1b3, 0x1b5, 2, 1},        {0x1b7, 0x1b7, 1, 219},      {0x1b8, 0x1b8, 1, 1},
     {0x1bc, 0x1bc, 1, 1},        {0x1c4, 0x1c4, 1, 2},        {0x1c5, 0x1c5, 1, 1},
     {0x1c7, 0x1c7, 1, 2},        {0x1c8, 0x1c8, 1, 1},        {0x1ca, 0x1ca, 1, 2},
     {0x1cb, 0x1db, 2, 1},        {0x1de, 0x1ee, 2, 1},        {0x1f1, 0x1f1, 1, 2},
     {0x1f2, 0x1f4, 2, 1},        {0x1f6, 0x1f6, 1, -97},      {0x1f7, 0x1f7, 1, -56},
     {0x1f8, 0x21e, 2, 1},        {0x220, 0x220, 1, -130},     {0x222, 0x232, 2, 1},
     {0x23a, 0x23a, 1, 10795},    {0x23b, 0x23b, 1, 1},        {0x23d, 0x23d, 1, -163},
     {0x23e, 0x23e, 1, 10792},    {0x241, 0x241, 1, 1},        {0x243, 0x243, 1, -195},
     {0x244, 0x244, 1, 69},       {0x245, 0x245, 1, 71},       {0x246, 0x24e, 2, 1},
     {0x345, 0x345, 1, 116},      {0x370, 0x372, 2, 1},        {0x376, 0x376, 1, 1},
     {0x37f, 0x37f, 1, 116},      {0x386, 0x386, 1, 38},       {0x388, 0x38a, 1, 37},
     {0x38c, 0x38c, 1, 64},       {0x38e, 0x38f, 1, 63},       {0x391, 0x3a1, 1, 32},
     {0x3a3, 0x3ab, 1, 32},       {0x3c2, 0x3c2, 1, 1},        {0x3cf, 0x3cf, 1, 8},
     {0x3d0, 0x3d0, 1, -30},      {0x3d1, 0x3d1, 1, -25},      {0x3d5, 0x3d5, 1, -15},
     {0x3d6, 0x3d6, 1, -22},      {0x3d8, 0x3ee, 2, 1},        {0x3f0, 0x3f0, 1, -54},
     {0x3f1, 0x3f1, 1, -48},      {0x3f4, 0x3f4, 1, -60},      {0x3f5, 0x3f5, 1, -64},
     {0x3f7, 0x3f7, 1, 1},        {0x3f9, 0x3f9, 1, -7},       {0x3fa, 0x3fa, 1, 1},
     {0x3fd, 0x3ff, 1, -130},     {0x400, 0x40f, 1, 80},       {0x410, 0x42f, 1, 32},
     {0x460, 0x480, 2, 1},        {0x48a, 0x4be, 2, 1},        {0x4c0, 0x4c0, 1, 15},
     {0x4c1, 0x4cd, 2, 1},        {0x4d0, 0x52e, 2, 1},        {0x1c80, 0x1c80, 1, -6222},
     {0x1c81, 0x1c81, 1, -6221},  {0x1c82, 0x1c82, 1, -6212},  {0x1c83, 0x1c84, 1, -6210},
     {0x1c85, 0x1c85, 1, -6211},  {0x1c86, 0x1c86, 1, -6204},  {0x1c87, 0x1c87, 1, -6180},
     {0x1c88, 0x1c88, 1, 35267},  {0x1e00, 0x1e94, 2, 1},      {0x1e9b, 0x1e9b, 1, -58},
     {0x1e9e, 0x1e9e, 1, -7615},  {0x1ea0, 0x1efe, 2, 1},      {0x1f08, 0x1f0f, 1, -8},
     {0x1f18, 0x1f1d, 1, -8},     {0x1f28, 0x1f2f, 1, -8},     {0x1f38, 0x1f3f, 1, -8},
     {0x1f48, 0x1f4d, 1, -8},     {0x1f59, 0x1f5f, 2, -8},     {0x1f68, 0x1f6f, 1, -8},
     {0x1f88, 0x1f8f, 1, -8},     {0x1f98, 0x1f9f, 1, -8},     {0x1fa8, 0x1faf, 1, -8},
     {0x1fb8, 0x1fb9, 1, -8},     {0x1fba, 0x1fbb, 1, -74},    {0x1fbc, 0x1fbc, 1, -9},
     {0x1fbe, 0x1fbe, 1, -7173},  {0x1fc8, 0x1fcb, 1, -86},    {0x1fcc, 0x1fcc, 1, -9},
     {0x1fd8, 0x1fd9, 1, -8},     {0x1fda, 0x1fdb, 1, -100},   {0x1fe8, 0x1fe9, 1, -8},
     {0x1fea, 0x1feb, 1, -112},   {0x1fec, 0x1fec, 1, -7},     {0x1ff8, 0x1ff9, 1, -128},
     {0x1ffa, 0x1ffb, 1, -126},   {0x1ffc, 0x1ffc, 1, -9},     {0x2126, 0x2126, 1, -7517},
     {0x212a, 0x212a, 1, -8383},  {0x212b, 0x212b, 1, -8262},  {0x2c60, 0x2c60, 1, 1},
     {0x2c62, 0x2c62, 1, -10743}, {0x2c63, 0x2c63, 1, -3814},  {0x2c64, 0x2c64, 1, -10727},
     {0x2c67, 0x2c6b, 2, 1},      {0x2c6d, 0x2c6d, 1, -10780}, {0x2c6e, 0x2c6e, 1, -10749},
     {0x2c6f, 0x2c6f, 1, -10783}, {0x2c70, 0x2c70, 1, -10782}, {0x2c72, 0x2c72, 1, 1},
     {0x2c75, 0x2c75, 1, 1},      {0x2c7e, 0x2c7f, 1, -10815}, {0xa640, 0xa66c, 2, 1},
     {0xa680, 0xa69a, 2, 1},      {0xa722, 0xa72e, 2, 1},      {0xa732, 0xa76e, 2, 1},
     {0xa779, 0xa77b, 2, 1},      {0xa77d, 0xa77d, 1, -35332}, {0xa77e, 0xa786, 2, 1},
     {0xa78b, 0xa78b, 1, 1},      {0xa78d, 0xa78d, 1, -42280}, {0xa790, 0xa792, 2, 1},
     {0xa796, 0xa7a8, 2, 1},      {0xa7aa, 0xa7aa, 1, -42308}, {0xa7ab, 0xa7ab, 1, -42319},
     {0xa7ac, 0xa7ac, 1, -42315}, {0xa7ad, 0xa7ad, 1, -42305}, {0xa7ae, 0xa7ae, 1, -42308},
     {0xa7b0, 0xa7b0, 1, -42258}, {0xa7b1, 0xa7b1, 1, -42282}, {0xa7b2, 0xa7b2, 1, -42261},
     {0xa7b3, 0xa7b3, 1, 928},    {0xa7b4, 0xa7c2, 2, 1},      {0xa7c4, 0xa7c4, 1, -48},
     {0xa7c5, 0xa7c5, 1, -42307}, {0xa7c6, 0xa7c6, 1, -35384}, {0xa7c7, 0xa7c9, 2, 1},
     {0xa7d0, 0xa7d0, 1, 1},      {0xa7d6, 0xa7d8, 2, 1},      {0xa7f5, 0xa7f5, 1, 1},
     {0xff21, 0xff3a, 1, 32}}};

/// The code point of two or three bytes that `text` begins with, and 0 where it begins with none.
char32_t short_code_point(std::string_view text) {
    const auto at = [text](std::size_t i) {
        return static_cast<char32_t>(static_cast<unsigned char>(text[i]));
    };
    const auto follows = [&](std::size_t i) { return i < text.size() && (at(i) & 0xC0U) == 0x80U; };
    if (at(0) >= 0xC2 && at(0) <= 0xDF && follows(1)) return ((at(0) & 0x1FU) << 6U) | (at(1) & 0x3FU);
    if (at(0) >= 0xE0 && at(0) <= 0xEF && follows(1) && follows(2))
        return ((at(0) & 0x0FU) << 12U) | ((at(1) & 0x3FU) << 6U) | (at(2) & 0x3FU);
    return 0;
}

}  // namespace

char32_t fold_case(char32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
    const auto range =
        std::lower_bound(ranges.begin(), ranges.end(), c,
                         [](const Range& each, char32_t letter) { return each.last < letter; });
    if (range == ranges.end() || c < range->first || (c - range->first) % range->step != 0) return c;
    return static_cast<char32_t>(static_cast<std::int32_t>(c) + range->by);
}

std::string folded_case(std::string_view text) {
    std::string folded;
    folded.reserve(text.size());
    while (!text.empty()) {
        const auto lead = static_cast<unsigned char>(text.front());
        const char32_t c = lead < 0x80 ? lead : short_code_point(text);
        if (c == 0) {
            folded += text.front();
            text.remove_prefix(1);
            continue;
        }
        append_utf8(folded, fold_case(c));
        text.remove_prefix(c < 0x80 ? 1 : c < 0x800 ? 2 : 3);
    }
    return folded;
}

bool has_all_words(std::string_view folded, std::string_view query) {
    const std::string wanted = folded_case(query);
    std::string_view rest = wanted;
    while (!rest.empty()) {
        const std::size_t space = std::min(rest.find_first_of(" \t\r\n"), rest.size());
        if (folded.find(rest.substr(0, space)) == std::string_view::npos) return false;
        rest.remove_prefix(std::min(space + 1, rest.size()));
    }
    return true;
}

}  // namespace moa
