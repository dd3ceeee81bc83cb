#include "view/text/wrapped_text.hpp"

#include <doctest/doctest.h>

#include <string>

#include "unit/view/fake_pen.hpp"

using moa::view::TextStyle;
using moa::view::WrappedText;
using Page = moa::view::testing::FakePen;

namespace {

constexpr TextStyle ten{moa::view::Face::regular, 10};

std::vector<std::string> wrap(const Page& page, const std::string& text, float width) {
    WrappedText wrapped;
    wrapped.update(text, 1, *page.pen, ten, width);
    std::vector<std::string> lines;
    for (const auto& line : wrapped.lines())
        lines.push_back(text.substr(line.begin, line.end - line.begin));
    return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("text breaks at blanks, hyphens and line feeds") {
    const Page page;
    CHECK(wrap(page, "the quick brown fox", 56) == Lines{"the quick", "brown fox"});
    CHECK(wrap(page, "one\n\ntwo\n", 100) == Lines{"one", "", "two"});
    CHECK(wrap(page, "well-known thing", 40) == Lines{"well-", "known", "thing"});
    CHECK(wrap(page, "trailing   blanks", 50) == Lines{"trailing", "blanks"});
    CHECK(wrap(page, "", 50).empty());
}

TEST_CASE("words wider than a line are cut, and a line holds at least one letter") {
    const Page page;
    CHECK(wrap(page, "abcdefghij", 23) == Lines{"abcd", "efgh", "ij"});
    CHECK(wrap(page, "abc", 1) == Lines{"a", "b", "c"});
}

TEST_CASE("CJK text breaks anywhere, but not before its closing punctuation") {
    const Page page;
    CHECK(wrap(page, "\u4e2d\u6587\u6587\u672c", 20) == Lines{"\u4e2d\u6587", "\u6587\u672c"});
    for (const std::string& line : wrap(page, "\u4e2d\u6587\u3002\u6587\u672c\u3002", 20))
        CHECK(line.rfind("\u3002", 0) != 0);
}

TEST_CASE("appending gives the lines of a fresh break, at the cost of the last line") {
    const Page page;
    std::string text;
    WrappedText growing;
    const std::string piece = "some words, \u4e2d\u6587 and-more\n of text ";
    std::uint64_t cost_of_step = 0;
    for (int i = 0; i < 2000; ++i) {
        text += piece;
        const std::uint64_t before = growing.lines_broken();
        growing.update(text, 1, *page.pen, ten, 120);
        cost_of_step = growing.lines_broken() - before;
        REQUIRE(cost_of_step <= 5);
    }
    CHECK(text.size() > 60'000);
    WrappedText fresh;
    fresh.update(text, 1, *page.pen, ten, 120);
    REQUIRE(growing.lines().size() == fresh.lines().size());
    for (std::size_t i = 0; i < fresh.lines().size(); ++i) {
        REQUIRE(growing.lines()[i].begin == fresh.lines()[i].begin);
        REQUIRE(growing.lines()[i].end == fresh.lines()[i].end);
    }
}

TEST_CASE("a text that was replaced is broken afresh, however alike the two are") {
    const Page page;
    std::string text;
    for (int i = 0; i < 400; ++i)
        text += "word ";
    for (std::size_t at = 2; at < text.size(); at += 51) {
        WrappedText wrapped;
        wrapped.update(text, 1, *page.pen, ten, 120);
        std::string other = text;
        other[at] = '\n';
        wrapped.update(other, 2, *page.pen, ten, 120);
        WrappedText fresh;
        fresh.update(other, 1, *page.pen, ten, 120);
        REQUIRE(wrapped.lines().size() == fresh.lines().size());
        for (std::size_t i = 0; i < fresh.lines().size(); ++i)
            REQUIRE(wrapped.lines()[i].begin == fresh.lines()[i].begin);
    }
}

TEST_CASE("another text or width is broken afresh") {
    const Page page;
    WrappedText wrapped;
    wrapped.update("first text that is long enough", 1, *page.pen, ten, 60);
    const std::string other = "wholly different words in the second text, and more";
    wrapped.update(other, 2, *page.pen, ten, 60);
    CHECK(other.substr(0, wrapped.lines()[0].end) == "wholly");
    const std::size_t narrow = wrapped.lines().size();
    wrapped.update(other, 2, *page.pen, ten, 400);
    CHECK(wrapped.lines().size() < narrow);
    wrapped.update("", 3, *page.pen, ten, 400);
    CHECK(wrapped.lines().empty());
}
