// Glyph pictures from the fonts of this machine: those that scripts/bootstrap installs.
#include <doctest/doctest.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "native/platform/font_files.hpp"
#include "native/platform/glyph_picture.hpp"
#include "native/platform/glyphs_freetype.hpp"

using moa::native::FreeTypeGlyphs;
using moa::native::is_emoji;
using moa::native::is_ignorable;
using moa::view::Face;
using moa::view::GlyphPicture;

namespace {

constexpr std::array faces = {Face::regular, Face::semibold, Face::bold, Face::italic, Face::mono};

std::string utf8(std::u32string_view text) {
    std::string bytes;
    char buffer[5];
    for (const char32_t c : text) {
        ImTextCharToUtf8(buffer, static_cast<unsigned>(c));
        bytes += buffer;
    }
    return bytes;
}

GlyphPicture picture_of_unit(FreeTypeGlyphs& glyphs, Face face, float size, std::u32string_view unit) {
    const std::string bytes = utf8(unit);
    const std::string_view view = bytes;
    std::vector<GlyphPicture> pictures;
    glyphs.rasterise(face, size, {&view, 1}, pictures);
    REQUIRE(pictures.size() == 1);
    std::vector<float> advances;
    glyphs.measure(face, size, {&view, 1}, advances);
    REQUIRE(advances.size() == 1);
    CHECK(advances.front() == doctest::Approx(pictures.front().advance));
    return pictures.front();
}

GlyphPicture picture_of_one(FreeTypeGlyphs& glyphs, Face face, float size, char32_t code_point) {
    return picture_of_unit(glyphs, face, size, {&code_point, 1});
}

/// Opaque pixels, each counted by its opacity from 0 to 1.
double ink(const GlyphPicture& picture) {
    double sum = 0;
    for (const std::uint32_t pixel : picture.pixels)
        sum += (pixel >> 24U) / 255.0;
    return sum;
}

bool is_white(const GlyphPicture& picture) {
    return std::all_of(picture.pixels.begin(), picture.pixels.end(),
                       [](std::uint32_t pixel) { return (pixel & 0xFFFFFFU) == 0xFFFFFFU; });
}

bool is_missing_glyph(const GlyphPicture& picture, float size) {
    return picture.pixels == moa::native::missing_glyph(size).pixels;
}

}  // namespace

TEST_CASE("every script that models write in has a picture, in every face") {
    FreeTypeGlyphs glyphs;
    REQUIRE(glyphs.usable());
    const std::u32string text = U"Aж漢字かカ한θ∑∫→अعשไ😀👍✅";
    for (const Face face : faces) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            const GlyphPicture picture = picture_of_one(glyphs, face, 15, text[i]);
            CAPTURE(static_cast<int>(face));
            CAPTURE(static_cast<unsigned>(text[i]));
            CHECK(picture.pixels.size() == static_cast<std::size_t>(picture.width * picture.height));
            CHECK(ink(picture) > 5);
            CHECK(picture.advance > 3);
            CHECK_FALSE(is_missing_glyph(picture, 15));
        }
    }
}

TEST_CASE("text is white and takes its colour later, emoji bring their own") {
    FreeTypeGlyphs glyphs;
    const auto letter = picture_of_one(glyphs, Face::regular, 24, U'g');
    CHECK_FALSE(letter.coloured);
    CHECK(is_white(letter));
    const auto emoji = picture_of_one(glyphs, Face::regular, 24, U'😀');
    CHECK(emoji.coloured);
    CHECK_FALSE(is_white(emoji));
}

TEST_CASE("a picture is what Unicode shows as one where nothing asks for either form") {
    for (const char32_t c : std::u32string_view(U"⌚♈⚓➕🀄🈁😀🪩\U0001faea"))
        CHECK(is_emoji(c));
    for (const char32_t c : std::u32string_view(U"a1☀❤🌡🏳🖥🛠🤀🩠"))
        CHECK_FALSE(is_emoji(c));
}

TEST_CASE("no font need have what takes no room") {
    for (const char32_t c : std::u32string_view(U"\u00ad\u034f\u061c\u180b\u200d\u2028\ufe0f\U000e0041"))
        CHECK(is_ignorable(c));
    for (const char32_t c : std::u32string_view(U"a\u0301\u3164\u2003"))
        CHECK_FALSE(is_ignorable(c));
}

TEST_CASE("emoji are made to the size of the text around them") {
    FreeTypeGlyphs glyphs;
    for (const float size : {12.0F, 15.0F, 32.0F, 64.0F}) {
        const auto emoji = picture_of_one(glyphs, Face::regular, size, U'😀');
        CAPTURE(size);
        CHECK(static_cast<float>(emoji.height) > size * 0.8F);
        CHECK(static_cast<float>(emoji.height) < size * 1.5F);
        CHECK(emoji.advance >= static_cast<float>(emoji.width) * 0.9F);
        // A yellow face in the middle: red and green high, blue low.
        const auto row = static_cast<std::size_t>(emoji.height / 4);
        const auto width = static_cast<std::size_t>(emoji.width);
        const auto middle = emoji.pixels[row * width + width / 2];
        CHECK((middle & 0xFFU) > 200);
        CHECK(((middle >> 8U) & 0xFFU) > 150);
        CHECK(((middle >> 16U) & 0xFFU) < 150);
        CHECK((middle >> 24U) == 255);
    }
}

TEST_CASE("places and advances grow with the size, descenders reach below the baseline") {
    FreeTypeGlyphs glyphs;
    const auto small = picture_of_one(glyphs, Face::regular, 16, U'g');
    const auto large = picture_of_one(glyphs, Face::regular, 32, U'g');
    CHECK(large.advance == doctest::Approx(small.advance * 2).epsilon(0.02));
    CHECK(static_cast<float>(small.height) > small.top);
    CHECK(large.height > small.height * 3 / 2);
    const auto metrics = glyphs.metrics(Face::regular, 16);
    CHECK(metrics.ascent > 10);
    CHECK(metrics.ascent < 20);
    CHECK(metrics.descent > 2);
    CHECK(metrics.descent < 8);
    CHECK(metrics.ascent >= picture_of_one(glyphs, Face::regular, 16, U'A').top);
}

TEST_CASE("the faces differ: bold has more ink, mono one advance for all") {
    FreeTypeGlyphs glyphs;
    const double regular = ink(picture_of_one(glyphs, Face::regular, 32, U'H'));
    const double semibold = ink(picture_of_one(glyphs, Face::semibold, 32, U'H'));
    const double bold = ink(picture_of_one(glyphs, Face::bold, 32, U'H'));
    CHECK(semibold > regular * 1.1);
    CHECK(bold > semibold);
    CHECK(picture_of_one(glyphs, Face::italic, 32, U'l').pixels !=
          picture_of_one(glyphs, Face::regular, 32, U'l').pixels);
    const auto narrow = picture_of_one(glyphs, Face::mono, 14, U'i');
    const auto wide = picture_of_one(glyphs, Face::mono, 14, U'W');
    CHECK(narrow.advance == doctest::Approx(wide.advance));
}

TEST_CASE("what is not drawn has no picture: blanks keep their width, joiners have none") {
    FreeTypeGlyphs glyphs;
    const auto blank = picture_of_one(glyphs, Face::regular, 16, U' ');
    CHECK(blank.width == 0);
    CHECK(blank.advance > 2);
    for (const char32_t c : {U'\u200d', U'\ufe0f', U'\u200b', U'\u2066', U'\n', U'\ufeff'}) {
        const auto picture = picture_of_one(glyphs, Face::regular, 16, c);
        CAPTURE(static_cast<unsigned>(c));
        CHECK(picture.width == 0);
        CHECK(picture.advance == 0);
    }
}

TEST_CASE("a code point that no font has is a narrow box") {
    FreeTypeGlyphs glyphs;
    // Unassigned, and a noncharacter.
    for (const char32_t c : {char32_t{0x0378}, char32_t{0x1FFFE}}) {
        const auto picture = picture_of_one(glyphs, Face::regular, 16, c);
        CHECK(is_missing_glyph(picture, 16));
        CHECK(picture.advance > 0);
        CHECK(picture.advance < 12);
    }
}

TEST_CASE("odd sizes are no trouble") {
    FreeTypeGlyphs glyphs;
    for (const float size : {0.0F, 0.4F, 1.0F, 13.37F, 400.0F}) {
        CAPTURE(size);
        const auto letter = picture_of_one(glyphs, Face::regular, size, U'M');
        CHECK(letter.pixels.size() == static_cast<std::size_t>(letter.width * letter.height));
        const auto emoji = picture_of_one(glyphs, Face::regular, size, U'😀');
        CHECK(emoji.pixels.size() == static_cast<std::size_t>(emoji.width * emoji.height));
    }
}

TEST_CASE("a cluster is one picture: flags, skin tones, families, keycaps") {
    FreeTypeGlyphs glyphs;
    const float face = picture_of_one(glyphs, Face::regular, 24, U'😀').advance;
    for (const std::u32string_view cluster : {U"🇩🇪", U"👍🏽", U"👨\u200d👩\u200d👧", U"🏳\ufe0f\u200d🌈",
                                              U"1\ufe0f\u20e3", U"❤\ufe0f", U"👩🏿\u200d🚀"}) {
        CAPTURE(utf8(cluster));
        CHECK(glyphs.has(Face::regular, utf8(cluster)));
        const auto picture = picture_of_unit(glyphs, Face::regular, 24, cluster);
        CHECK(picture.coloured);
        // As wide as one emoji: had it come apart, it would be twice as wide or more.
        CHECK(picture.advance < face * 1.3F);
    }
    CHECK_FALSE(picture_of_unit(glyphs, Face::regular, 24, U"❤\ufe0e").coloured);
}

TEST_CASE("marks sit on their letters and add nothing to the width") {
    FreeTypeGlyphs glyphs;
    for (const auto& pair : {std::pair{U"e\u0301", U"e"}, {U"x\u0304\u0323", U"x"}, {U"ש\u05c1", U"ש"}}) {
        CAPTURE(utf8(pair.first));
        const auto with = picture_of_unit(glyphs, Face::regular, 24, pair.first);
        const auto without = picture_of_unit(glyphs, Face::regular, 24, pair.second);
        CHECK(with.advance == doctest::Approx(without.advance).epsilon(0.05));
        CHECK(with.height > without.height);
    }
}

TEST_CASE("Arabic letters join, Devanagari conjuncts form") {
    FreeTypeGlyphs glyphs;
    // Joined letters are narrower than the same letters each on its own.
    float apart = 0;
    for (const char32_t c : {U'س', U'ل', U'ا', U'م'})
        apart += picture_of_one(glyphs, Face::regular, 24, c).advance;
    const auto word = picture_of_unit(glyphs, Face::regular, 24, U"سلام");
    CHECK(word.advance < apart * 0.9F);
    CHECK(ink(word) > 30);
    // The syllable kssa has a shape of its own, and the sign for i stands before it.
    const auto conjunct = picture_of_unit(glyphs, Face::regular, 24, U"क\u094dष");
    const float letters = picture_of_one(glyphs, Face::regular, 24, U'क').advance +
                          picture_of_one(glyphs, Face::regular, 24, U'ष').advance;
    CHECK(conjunct.advance < letters * 0.9F);
}

TEST_CASE("a unit of characters that no single font has falls apart rather than out") {
    FreeTypeGlyphs glyphs;
    const auto picture = picture_of_unit(glyphs, Face::regular, 24, U"漢\u0915");
    CHECK(picture.advance > 24);
    CHECK(ink(picture) > 60);
}
