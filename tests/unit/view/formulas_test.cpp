// Formulas within texts: lines, selection, search, streaming.
#include <doctest/doctest.h>

#include <string>

#include "markdown/parse.hpp"
#include "unit/view/fake_pen.hpp"
#include "unit/view/reader.hpp"
#include "view/math/formula.hpp"
#include "view/text/rich_layout.hpp"

using namespace moa::view;
using moa::view::testing::clipboard;
using moa::view::testing::FakePen;
using moa::view::testing::Reader;

namespace {

constexpr RichStyle prose{15, 24, false, set_formula};

RichLayout laid(const FakePen& page, const std::string& markdown, float width, RichStyle style = prose) {
    RichLayout layout;
    layout.lay_out(moa::markdown::parse(markdown)[0].text, *page.pen, style, width);
    return layout;
}

std::size_t formula_count(const RichLayout& layout) {
    std::size_t count = 0;
    for (const RichPiece& piece : layout.lines().pieces)
        count += piece.is_formula() ? 1 : 0;
    return count;
}

/// How often a formula has been set.
int times_set = 0;
std::vector<InkBox> count_and_set(const Pen& pen, std::string_view source, float size, bool displayed) {
    ++times_set;
    return set_formula(pen, source, size, displayed);
}

std::string kinds(const std::string& markdown) {
    std::string all;
    for (const moa::markdown::Block& block : moa::markdown::parse(markdown))
        all += (block.kind == moa::markdown::BlockKind::formula ? "[" : "(") + block.text.text +
               (block.kind == moa::markdown::BlockKind::formula ? "]" : ")");
    return all;
}

}  // namespace

TEST_CASE("a high formula makes its line higher, and no other") {
    const FakePen page;
    const RichLayout layout = laid(page, "one $x$\ntwo $\\dfrac{\\frac ab}{\\frac cd}$\\\nthree", 1000);
    const auto& lines = layout.lines().lines;
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].height > 24);
    CHECK(lines[0].raised > 0);
    CHECK(lines[1].height == 24);
    CHECK(lines[1].top == lines[0].height);
    CHECK(layout.height() == lines[0].height + 24);
    CHECK(laid(page, "low $x_1 + y$", 1000).height() == 24);
}

TEST_CASE("a formula stays on one line where it fits on one, and is broken where it does not") {
    const FakePen page;
    const std::string formula = "$aaaa=bbbb$";
    const float width = laid(page, formula, 1000).width();
    const RichLayout whole = laid(page, "word " + formula, width + 4);
    REQUIRE(whole.lines().lines.size() == 2);
    CHECK(whole.lines().pieces[1].begin == whole.lines().pieces[2].begin);
    CHECK(whole.lines().lines[1].first == 1);
    const RichLayout broken = laid(page, formula, width - 4);
    CHECK(broken.lines().lines.size() == 2);
    CHECK(formula_count(broken) == 2);
    // Nothing of it may be cut off: then it is written.
    const RichLayout written = laid(page, formula, width / 3);
    CHECK(formula_count(written) == 0);
    CHECK(written.lines().lines.size() > 2);
}

TEST_CASE("formulas that are not read are written, and prices are no formulas") {
    const FakePen page;
    CHECK(formula_count(laid(page, "so $\\nothing{x}$ and $x$", 1000)) == 1);
    CHECK(formula_count(laid(page, "from $5 to $10 each", 1000)) == 0);
    CHECK(formula_count(laid(page, "\\(a\\) \\(b\\)", 1000)) == 2);
    RichStyle plain = prose;
    plain.set_formula = nullptr;
    CHECK(formula_count(laid(page, "$x$", 1000, plain)) == 0);
}

TEST_CASE("text that is appended sets no formula again") {
    const FakePen page;
    RichStyle style = prose;
    style.set_formula = count_and_set;
    times_set = 0;
    RichLayout layout;
    std::string text = "so $a$ and $\\unread$";
    for (int i = 0; i < 5; ++i) {
        text += " word";
        layout.lay_out(moa::markdown::parse(text)[0].text, *page.pen, style, 300);
        layout.measure(moa::markdown::parse(text)[0].text, *page.pen, style);
    }
    CHECK(times_set == 2);
    layout.lay_out(moa::markdown::parse(text + " $b$")[0].text, *page.pen, style, 300);
    CHECK(times_set == 3);
    CHECK(formula_count(layout) == 2);
    style.size = 20;
    layout.lay_out(moa::markdown::parse(text)[0].text, *page.pen, style, 300);
    CHECK(times_set == 5);
}

TEST_CASE("a formula within text from right to left is one piece from left to right") {
    const FakePen page;
    const RichLayout layout = laid(page, "אבג $a=b$ דה", 1000);
    REQUIRE(layout.lines().right_to_left);
    const auto& pieces = layout.lines().pieces;
    std::vector<float> at;
    for (const RichPiece& piece : pieces)
        if (piece.is_formula()) at.push_back(piece.x);
    REQUIRE(at.size() == 2);
    CHECK(at[0] < at[1]);
    CHECK(pieces.front().begin > pieces.back().begin);
}

TEST_CASE("displayed mathematics is a block, with the punctuation behind it") {
    CHECK(kinds("so\n$$\nx\n$$\nand") == "(so)[$$x$$](and)");
    CHECK(kinds("so \\[x\\]. And") == "(so)[\\[x\\].](And)");
    CHECK(kinds("$$x$$") == "[$$x$$]");
    CHECK(kinds("$$x$$ $$y$$") == "[$$x$$][$$y$$]");
    CHECK(kinds("so \\(x\\) and") == "(so \\(x\\) and)");
    CHECK(kinds("a $$x$$ **b**\nc") == "(a)[$$x$$](b c)");
    CHECK(kinds("# $$x$$") == "($$x$$)");
    CHECK(kinds("[a $$x$$ b](http://c.d)") == "(a $$x$$ b)");
    const auto list = moa::markdown::parse("1. $$x$$\n2. so\n   $$y$$\n   and");
    REQUIRE(list.size() == 4);
    CHECK(list[0].kind == moa::markdown::BlockKind::formula);
    CHECK(list[0].marker == "1.");
    CHECK(list[1].marker == "2.");
    CHECK(list[2].kind == moa::markdown::BlockKind::formula);
    CHECK(list[2].marker.empty());
    CHECK(list[2].depth == 1);
    CHECK(list[3].text.text == "and");
}

TEST_CASE("an unfinished formula is text until it ends") {
    for (const std::string& text :
         {std::string("so $\\frac{a}{b}$"), std::string("so $$\\frac{a}{b}$$"),
          std::string("so \\(\\frac{a}{b}\\)"), std::string("so \\[\\frac{a}{b}\\]")}) {
        const auto is_mathematics = [](const std::string& part) {
            for (const moa::markdown::Block& block : moa::markdown::parse(part))
                for (const moa::markdown::Span& span : block.text.spans)
                    if ((span.style & moa::markdown::span_math) != 0) return true;
            return false;
        };
        for (std::size_t size = 0; size + 1 < text.size(); ++size)
            CHECK_MESSAGE(!is_mathematics(text.substr(0, size)), text.substr(0, size));
        CHECK(is_mathematics(text));
    }
}

TEST_CASE("a formula is selected as a whole, and copied as its source") {
    Reader reader("$\\frac{abcd}{efgh}$ end\n\nlast");
    // From within the formula on: the nearer end counts.
    reader.shell.drag({Reader::left + 5, Reader::first_line}, {Reader::left + 300, Reader::first_line});
    reader.chord(ImGuiKey_C);
    CHECK(clipboard() == "$\\frac{abcd}{efgh}$ end");
    reader.shell.frames(30);
    for (int i = 0; i < 2; ++i)
        reader.shell.click(Reader::left + 8, Reader::first_line);
    reader.chord(ImGuiKey_C);
    CHECK(clipboard() == "$\\frac{abcd}{efgh}$");
    clipboard().clear();
    reader.shell.frames(30);
    for (int i = 0; i < 2; ++i)
        reader.shell.click(Reader::left + 20, Reader::first_line);
    reader.chord(ImGuiKey_C);
    CHECK(clipboard() == "$\\frac{abcd}{efgh}$");
    reader.chord(ImGuiKey_A);
    reader.chord(ImGuiKey_C);
    CHECK(clipboard() == "$\\frac{abcd}{efgh}$ end\n\nlast");
}

TEST_CASE("a selection grows over a formula as a whole") {
    Reader reader("a $xyz=1$ b");
    reader.shell.drag({Reader::left - 2, Reader::first_line}, {Reader::left + 9, Reader::first_line});
    const auto extended = [&] {
        ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, true);
        reader.shell.key(ImGuiKey_RightArrow);
        ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, false);
        reader.shell.frame();
        reader.chord(ImGuiKey_C);
        return clipboard();
    };
    CHECK(extended() == "a ");
    CHECK(extended() == "a $xyz=1$");
}

TEST_CASE("a displayed formula that is wider than the column is scrolled sideways") {
    std::string wide = "x";
    for (int i = 0; i < 60; ++i)
        wide += " + x_{" + std::to_string(i) + "}";
    Reader reader("$$" + wide + "$$\n\nend");
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(Reader::left + 100, Reader::first_line);
    reader.shell.frame();
    const auto drawn = [&] {
        reader.shell.frame();
        return ImGui::GetDrawData()->TotalVtxCount;
    };
    const int before = drawn();
    io.AddMouseWheelEvent(100, 0);
    reader.shell.frames(2);
    CHECK(drawn() == before);
    for (int i = 0; i < 3; ++i)
        reader.shell.click(Reader::left + 100, Reader::first_line);
    reader.chord(ImGuiKey_C);
    CHECK(clipboard() == "$$" + wide + "$$");
}

TEST_CASE("the source of a formula is found, in each of the three answers") {
    Reader reader("so $\\frac{abc}{d}$ and abc\n\n$$\\sqrt{abc}$$", true);
    reader.chord(ImGuiKey_F);
    const auto found = [&](const char* words) {
        reader.chord(ImGuiKey_A);
        ImGui::GetIO().AddInputCharactersUTF8(words);
        reader.shell.frames(3);
        return reader.shell.view().finder().count();
    };
    CHECK(found("frac") == 3);
    CHECK(found("abc") == 9);
    CHECK(found("sqrt{a") == 3);
    CHECK(found("nowhere") == 0);
}
