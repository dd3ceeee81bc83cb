#include "view/math/math_layout.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "unit/view/fake_pen.hpp"
#include "view/math/formula.hpp"

using namespace moa::view;
using moa::view::testing::FakePen;

namespace {

constexpr float size = 20;
constexpr float letter = size * 0.55F;

InkBox displayed(const FakePen& page, const std::string& tex) {
    const auto parts = set_formula(*page.pen, "$$" + tex + "$$", size, true);
    REQUIRE(parts.size() == 1);
    return parts.front();
}

InkBox in_line(const FakePen& page, const std::string& tex) {
    const auto parts = set_formula(*page.pen, "$" + tex + "$", size, false);
    REQUIRE(parts.size() == 1);
    return parts.front();
}

struct InkLetters {
    std::string text;
    TextStyle style;
    ImVec2 at;
};

/// The first letters that read so.
InkLetters letters(const InkBox& box, std::string_view text) {
    std::vector<InkLetters> found;
    box.each([&](const InkBox::Ink& ink) {
        if (ink.kind == InkKind::letters && ink.text == text)
            found.push_back({std::string(ink.text), ink.style, ink.points[0]});
    });
    REQUIRE_MESSAGE(!found.empty(), std::string(text));
    return found.front();
}

struct InkRule {
    ImVec2 from;
    ImVec2 to;
};

std::vector<InkRule> rules(const InkBox& box) {
    std::vector<InkRule> found;
    box.each([&](const InkBox::Ink& ink) {
        if (ink.kind == InkKind::rule) found.push_back({ink.points[0], ink.points[1]});
    });
    return found;
}

/// The points of each stroke and area.
std::vector<std::vector<ImVec2>> strokes(const InkBox& box) {
    std::vector<std::vector<ImVec2>> found;
    box.each([&](const InkBox::Ink& ink) {
        if (ink.kind == InkKind::stroke || ink.kind == InkKind::area)
            found.emplace_back(ink.points.begin(), ink.points.end());
    });
    return found;
}

}  // namespace

TEST_CASE("a fraction has its numerator above the bar and its denominator below") {
    const FakePen page;
    const InkBox box = displayed(page, "\\frac{a}{b+c}");
    REQUIRE(rules(box).size() == 1);
    const InkRule bar = rules(box).front();
    const InkLetters over = letters(box, "a");
    const InkLetters under = letters(box, "b");
    CHECK(over.at.y < bar.from.y);
    CHECK(under.at.y - 0.55F * size > bar.to.y);
    CHECK(bar.from.y < -math_axis * size);
    CHECK(bar.to.y > -math_axis * size);
    // Centred on each other.
    CHECK(over.at.x + letter / 2 == doctest::Approx((bar.from.x + bar.to.x) / 2));
    CHECK(over.style.size == size);
    CHECK(letters(in_line(page, "\\frac{a}{b}"), "a").style.size == doctest::Approx(0.7F * size));
    CHECK(rules(displayed(page, "\\binom{a}{b}")).empty());
}

TEST_CASE("scripts are smaller, and stand above and below their base") {
    const FakePen page;
    const InkBox box = in_line(page, "x_i^n");
    CHECK(letters(box, "x").at.y == 0);
    CHECK(letters(box, "n").at.y < -0.3F * size);
    CHECK(letters(box, "i").at.y > 0.1F * size);
    CHECK(letters(box, "n").style.size == doctest::Approx(0.7F * size));
    CHECK(letters(box, "i").at.x >= letter);
    const InkBox nested = in_line(page, "x^{y^z}");
    CHECK(letters(nested, "z").at.y < letters(nested, "y").at.y);
    CHECK(letters(nested, "z").style.size < letters(nested, "y").style.size);
    const auto small = set_formula(*page.pen, "$x^y$", 11, false);
    CHECK(letters(small.front(), "y").style.size == 9);
}

TEST_CASE("limits stand above and below in displayed formulas, beside in lines") {
    const FakePen page;
    for (const char* tex : {"\\sum_{i}^{n}", "\\max_i^n"}) {
        const InkBox box = displayed(page, tex);
        CHECK(letters(box, "n").at.y < -0.6F * size);
        CHECK(letters(box, "i").at.y > 0.6F * size);
        CHECK(letters(box, "i").at.x == doctest::Approx(letters(box, "n").at.x));
        CHECK(letters(in_line(page, tex), "i").at.x > 0.5F * letter);
    }
    CHECK(letters(displayed(page, "\\int_i^n"), "n").at.x > letters(displayed(page, "\\int_i^n"), "i").at.x);
}

TEST_CASE("relations and binary operators have room, signs have none") {
    const FakePen page;
    const auto width = [&](const std::string& tex) { return displayed(page, tex).width / size; };
    CHECK(width("abc") == doctest::Approx(3 * 0.55F));
    CHECK(width("a=b") == doctest::Approx(3 * 0.55F + 10.0F / 18));
    CHECK(width("a+b") == doctest::Approx(3 * 0.55F + 8.0F / 18));
    CHECK(width("-b") == doctest::Approx(2 * 0.55F));
    CHECK(width("a=-b") == doctest::Approx(4 * 0.55F + 10.0F / 18));
    CHECK(width("a,b") == doctest::Approx(3 * 0.55F + 3.0F / 18));
    CHECK(width("a\\quad b") == doctest::Approx(2 * 0.55F + 1));
    CHECK(width("\\sin x") > width("\\sin(x") - 0.55F);
    CHECK(in_line(page, "x^{a=b}").width < 0.55F * size + 3 * 0.7F * letter + 0.2F * size);
}

TEST_CASE("brackets are as high as what stands between them") {
    const FakePen page;
    CHECK(strokes(displayed(page, "\\left( a \\right)")).empty());
    const InkBox high = displayed(page, "\\left( \\frac{a}{b} \\right)");
    REQUIRE(strokes(high).size() == 2);
    float top = 0;
    float bottom = 0;
    const std::vector<ImVec2> opening = strokes(high).front();
    for (const ImVec2 point : opening) {
        top = std::min(top, point.y);
        bottom = std::max(bottom, point.y);
    }
    CHECK(top <= letters(high, "a").at.y - 0.5F * size);
    CHECK(bottom >= letters(high, "b").at.y);
    CHECK(displayed(page, "\\Bigl( a").height() > displayed(page, "\\bigl( a").height());
    const InkBox middle = displayed(page, "\\left( \\frac{a}{b} \\middle| c \\right)");
    CHECK(rules(middle).size() == 2);
}

TEST_CASE("roots and accents cover what they belong to") {
    const FakePen page;
    const InkBox root = displayed(page, "\\sqrt{\\frac{a}{b}}");
    const auto all = rules(root);
    REQUIRE(all.size() == 2);
    const InkRule bar = *std::min_element(
        all.begin(), all.end(), [](const InkRule& a, const InkRule& b) { return a.from.y < b.from.y; });
    CHECK(bar.from.y < letters(root, "a").at.y - 0.55F * size);
    CHECK(bar.to.x >= letters(root, "a").at.x + letter);
    CHECK(letters(displayed(page, "\\sqrt[3]{x}"), "3").at.x <
          letters(displayed(page, "\\sqrt[3]{x}"), "x").at.x);
    for (const char* accent : {"\\hat", "\\vec", "\\tilde", "\\dot", "\\overbrace"}) {
        const InkBox box = displayed(page, std::string(accent) + "{x}");
        REQUIRE_FALSE(strokes(box).empty());
        const auto lines = strokes(box);
        for (const auto& stroke : lines)
            for (const ImVec2 point : stroke)
                CHECK(point.y < -0.55F * size);
        CHECK(box.above > 0.6F * size);
    }
    CHECK(rules(displayed(page, "\\underline{x}")).front().from.y > 0);
}

TEST_CASE("tables align their columns, and stand around the axis") {
    const FakePen page;
    const InkBox matrix = displayed(page, "\\begin{matrix} a & b \\\\ ccc & d \\end{matrix}");
    CHECK(letters(matrix, "b").at.x == doctest::Approx(letters(matrix, "d").at.x));
    CHECK(letters(matrix, "a").at.x == doctest::Approx(letters(matrix, "c").at.x + letter));
    CHECK(letters(matrix, "a").at.y < letters(matrix, "c").at.y);
    CHECK(matrix.above - matrix.below == doctest::Approx(2 * math_axis * size));
    const InkBox lines = displayed(page, "\\begin{aligned} aaa &= b \\\\ c &= d \\end{aligned}");
    CHECK(letters(lines, "c").at.x == doctest::Approx(letters(lines, "a").at.x + 2 * letter));
    CHECK(letters(lines, "b").at.x == doctest::Approx(letters(lines, "d").at.x));
    CHECK(letters(lines, "=").at.x == doctest::Approx(3 * letter + size * 5 / 18));
    CHECK(rules(displayed(page, "\\begin{array}{c|c} a & b \\end{array}")).size() == 1);
}

TEST_CASE("a formula in a line may be broken behind relations, operators and commas") {
    const FakePen page;
    const auto count = [&](const std::string& source, bool display) {
        return set_formula(*page.pen, source, size, display).size();
    };
    CHECK(count("$a=b+c,d$", false) == 4);
    CHECK(count("\\(a=b\\)", false) == 2);
    CHECK(count("$\\frac{a+b}{c+d}(x)$", false) == 1);
    CHECK(count("$(a+b)$", false) == 2);
    CHECK(count("$$a=b+c$$", true) == 1);
}

TEST_CASE("a formula with a sign that no font has is not drawn; letters with a double stroke become bold") {
    FakePen page;
    page.glyphs.missing = "⟼";
    CHECK(set_formula(*page.pen, "$a \\longmapsto b$", size, false).empty());
    CHECK_FALSE(set_formula(*page.pen, "$a \\mapsto b$", size, false).empty());
    page.glyphs.missing = "ℝ";
    CHECK(letters(in_line(page, "\\mathbb{R}"), "R").style.face == Face::bold);
    page.glyphs.missing.clear();
    CHECK(letters(in_line(page, "\\mathbb{R}"), "ℝ").style.face == Face::regular);
}

TEST_CASE("what is not read is not drawn") {
    const FakePen page;
    for (const char* source : {"$\\unknown$", "$$", "$$$$", "$", "", "\\(\\)", "${$", "$ $"})
        CHECK(set_formula(*page.pen, source, size, false).empty());
}
