// How much of a burst of new letters one frame takes.
#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "unit/view/fake_shell.hpp"
#include "view/text/glyph_cache.hpp"

namespace {

using moa::view::Face;
using moa::view::GlyphCache;

std::vector<ImWchar> ideographs(int count) {
    std::vector<ImWchar> codes;
    for (int i = 0; i < count; ++i)
        codes.push_back(static_cast<ImWchar>(0x4e00 + i));
    return codes;
}

struct LetterDesk {
    moa::view::testing::FakeShell shell;
    moa::view::testing::FakeGlyphs glyphs;
    GlyphCache cache{glyphs};

    /// How many of them were drawn in a frame of its own.
    int frame(const std::vector<ImWchar>& codes) {
        const std::size_t before = glyphs.drawn.size();
        cache.begin_frame();
        cache.draw_ahead(Face::regular, 15, codes);
        return static_cast<int>(glyphs.drawn.size() - before);
    }
};

}  // namespace

TEST_CASE("where letters take long, each frame draws some of them until all are there") {
    LetterDesk desk;
    desk.glyphs.most_in_frame = 20;
    const std::vector<ImWchar> codes = ideographs(100);
    int frames = 0;
    do {
        const int drawn = desk.frame(codes);
        CHECK(drawn > 0);
        CHECK(drawn < 50);
        ++frames;
    } while (desk.cache.is_waiting() && frames < 100);
    CHECK(frames > 2);
    CHECK(std::all_of(codes.begin(), codes.end(),
                      [&](ImWchar code) { return desk.cache.has(Face::regular, 15, code); }));
    CHECK(desk.frame(codes) == 0);
}

TEST_CASE("where letters take no time, one frame draws them all") {
    LetterDesk desk;
    CHECK(desk.frame(ideographs(100)) == 100);
    CHECK_FALSE(desk.cache.is_waiting());
}

TEST_CASE("letters of ASCII are drawn in any frame") {
    LetterDesk desk;
    desk.glyphs.most_in_frame = 0;
    const std::vector<ImWchar> codes = {'a', 0x4e00};
    CHECK(desk.frame(codes) > 90);
    CHECK(desk.cache.has(Face::regular, 15, 'a'));
    CHECK_FALSE(desk.cache.has(Face::regular, 15, 0x4e00));
    CHECK(desk.cache.is_waiting());
}

TEST_CASE("without time left no letter is measured") {
    LetterDesk desk;
    desk.glyphs.most_in_frame = 1;
    desk.cache.begin_frame();
    CHECK(desk.cache.may_measure());
    (void)desk.cache.measure(Face::regular, 15, "\u4e00");
    CHECK_FALSE(desk.cache.may_measure());
    CHECK(desk.cache.guesses() == 1);
    CHECK(desk.cache.is_waiting());
    desk.cache.begin_frame();
    CHECK(desk.cache.may_measure());
}
