// Names and lines that are cut where their room ends.
#include "view/text/clipped_text.hpp"

#include <doctest/doctest.h>

#include "unit/view/fake_shell.hpp"

using namespace moa::view;

namespace {

constexpr TextStyle style{Face::semibold, 10};  // 5.5 units a letter

struct Writer {
    testing::FakeShell shell;
    Pen pen{shell.glyphs};
    Writer() {
        pen.begin_frame(1);
        shell.frame();
    }
};

}  // namespace

TEST_CASE("a name that is too long is cut in the middle, so that both of its ends stay") {
    Writer writer;
    const std::string name = "Qwen3-235B-A22B-Instruct-2507";
    const float room = writer.pen.width(style, "Qwen3-235B-A22B-Ins");
    const std::string cut = cut_in_middle(name, writer.pen, style, room);
    const std::size_t gap = cut.find("\u2026");
    REQUIRE(gap != std::string::npos);
    const std::string front = cut.substr(0, gap);
    const std::string back = cut.substr(gap + 3);
    CHECK(name.starts_with(front));
    CHECK(name.ends_with(back));
    CHECK(front.size() >= 8);
    CHECK(back.size() >= 8);
    CHECK(writer.pen.width(style, cut) <= room);
}

TEST_CASE("a name that has room is left alone, and one without any is empty") {
    Writer writer;
    CHECK(cut_in_middle("short", writer.pen, style, 100) == "short");
    CHECK(cut_in_middle("short", writer.pen, style, 1).empty());
}

TEST_CASE("a name is never cut within a character") {
    Writer writer;
    const std::string cut =
        cut_in_middle("\u6a21\u578b\u540d\u79f0\u5f88\u957f\u5f88\u957f", writer.pen, style, 45);
    CHECK(cut == "\u6a21\u2026\u5f88\u957f");
}

TEST_CASE("a name on two lines is broken behind a mark and cut in the middle of the second") {
    Writer writer;
    const float room = writer.pen.width(style, "Qwen3-235B-A22B-Ins");
    const auto two = name_lines("Qwen3-235B-A22B-Instruct-2507", writer.pen, style, room);
    REQUIRE(two.size() == 2);
    CHECK(two[0] == "Qwen3-235B-A22B-");
    CHECK(two[1] == "Instruct-2507");
    CHECK(name_lines("gale", writer.pen, style, room).size() == 1);
}

TEST_CASE("a name that is drawn again is cut anew only for another room") {
    Writer writer;
    CutName name;
    const std::string* first = &name.lines("a-name-of-some-length", writer.pen, style, 60).front();
    const std::string before = *first;
    CHECK(&name.lines("a-name-of-some-length", writer.pen, style, 60).front() == first);
    CHECK(name.lines("a-name-of-some-length", writer.pen, style, 90).front().size() > before.size());
}
