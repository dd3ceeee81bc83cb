#include "view/markdown/text_selection.hpp"

#include <doctest/doctest.h>

#include "markdown/parse.hpp"
#include "unit/view/reader.hpp"
#include "view/markdown/range_text.hpp"
#include "view/text/words.hpp"

using namespace moa::view;
using moa::view::testing::clipboard;
using moa::view::testing::Reader;

namespace {

/// What a selection of everything copies.
std::string all_of(std::string_view markdown) {
    const std::vector<moa::markdown::Block> blocks = moa::markdown::parse(markdown);
    const TextRange range{{0, 0, 0}, {static_cast<int>(blocks.size()), 0, 0}};
    std::string out;
    const moa::markdown::Block* before = nullptr;
    int id = 0;
    for (const moa::markdown::Block& block : blocks) {
        append_plain(out, before, block, id++, range);
        before = &block;
    }
    return out;
}

}  // namespace

TEST_CASE("a whole text is copied as one reads it") {
    CHECK(all_of("# Title\n\nTwo *words* and `code`.\n\n- one\n- two\n  - deep\n\n1. first\n2. second\n") ==
          "Title\n\nTwo words and code.\n\n- one\n- two\n  - deep\n1. first\n2. second");
    CHECK(all_of("| a | b |\n|---|---|\n| 1 | 2 |\n\nafter") == "a\tb\n1\t2\n\nafter");
    CHECK(all_of("```\nint x;\n\nint y;\n```\n\n---\n\nend") == "int x;\n\nint y;\n\nend");
}

TEST_CASE("part of a text is copied from byte to byte, over the ends of blocks") {
    const std::vector<moa::markdown::Block> blocks =
        moa::markdown::parse("first paragraph\n\nsecond one\n\n- item");
    std::string out;
    const TextRange range{{0, 0, 6}, {1, 0, 6}};
    for (int id = 0; id < 3; ++id)
        append_plain(out, nullptr, blocks[static_cast<std::size_t>(id)], id, range);
    CHECK(out == "paragraph\n\nsecond");
}

TEST_CASE("a double click takes a word, in any script, a run of blanks or one mark") {
    const auto word = [](std::string_view text, std::uint32_t at) {
        const auto [begin, end] = word_around(text, at);
        return std::string(text.substr(begin, end - begin));
    };
    CHECK(word("It's a test", 2) == "It's");
    CHECK(word("two  blanks", 3) == "  ");
    CHECK(word("end.", 3) == ".");
    CHECK(word("Grün über", 2) == "Grün");
    CHECK(word("снова здесь", 13) == "здесь");
    CHECK(word("last", 4) == "last");
    CHECK(word("", 0).empty());
}

TEST_CASE("a selection grows from where it began, in both directions") {
    TextSelection selection;
    CHECK(selection.empty());
    selection.begin({{1, 0, 4}, {1, 0, 8}});
    selection.extend({{0, 0, 2}, {0, 0, 3}});
    CHECK(selection.range() == TextRange{{0, 0, 2}, {1, 0, 8}});
    CHECK(selection.head() == TextPlace{0, 0, 2});
    selection.extend({{2, 1, 0}, {2, 1, 5}});
    CHECK(selection.range() == TextRange{{1, 0, 4}, {2, 1, 5}});
    selection.clear();
    CHECK(selection.empty());
}

TEST_CASE("dragging over the answer selects it, and Ctrl+C copies that") {
    Reader reader("alpha beta gamma\n\nsecond paragraph");
    reader.shell.drag({Reader::left - 2, Reader::first_line}, {1430, Reader::first_line + 30});
    reader.chord(ImGuiKey_C);
    CHECK(clipboard() == "alpha beta gamma\n\nsecond paragraph");
    CHECK_FALSE(reader.shell.workspace.conversation().selected());

    // A click puts it away.
    reader.shell.click(Reader::left + 40, Reader::first_line);
    clipboard().clear();
    reader.chord(ImGuiKey_C);
    CHECK(clipboard().empty());
}

TEST_CASE("a drag whose last movement and release come in one frame ends where the pointer was") {
    Reader reader("alpha beta gamma\n\nsecond paragraph");
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(Reader::left - 2, Reader::first_line);
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
    reader.shell.frame();
    io.AddMousePosEvent(1430, Reader::first_line + 30);
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
    reader.shell.frames(2);
    reader.chord(ImGuiKey_C);
    CHECK(clipboard() == "alpha beta gamma\n\nsecond paragraph");
}

TEST_CASE("Ctrl+A selects the text that was clicked; Ctrl+Shift+C copies the Markdown behind it") {
    const std::string source = "**alpha** beta\n\n- one\n- two";
    Reader reader(source);
    reader.shell.click(Reader::left + 40, Reader::first_line);
    reader.chord(ImGuiKey_A);
    reader.chord(ImGuiKey_C);
    CHECK(clipboard() == "alpha beta\n\n- one\n- two");
    reader.chord(ImGuiKey_C, true);
    CHECK(clipboard() == source);
}

TEST_CASE("Ctrl+Shift+C copies no more of the source than what holds the selection") {
    Reader reader("alpha\n\n**beta** gamma\n\ndelta\n");
    const float second = Reader::first_line + 24 + 12;
    reader.shell.drag({Reader::left, second}, {Reader::left + 4 * 15 * 0.55F, second});
    reader.chord(ImGuiKey_C);
    CHECK(clipboard() == "beta");
    reader.chord(ImGuiKey_C, true);
    CHECK(clipboard() == "**beta** gamma");
}

TEST_CASE("code is selected by letters, over the ends of its lines") {
    Reader reader("```\nint one;\nint two;\n```\n\nafter");
    const ImVec2 first(Reader::left + 16, Reader::first_line + 38);
    const ImVec2 in_second(first.x + 3 * 13 * 0.55F, first.y + 20);
    reader.shell.drag(first, {in_second.x, first.y});
    reader.chord(ImGuiKey_C);
    CHECK(clipboard() == "int");
    reader.shell.drag(in_second, first);
    reader.chord(ImGuiKey_C);
    CHECK(clipboard() == "int one;\nint");
    reader.shell.drag(first, {1430, first.y + 20 + 14 + 34});
    reader.chord(ImGuiKey_C);
    CHECK(clipboard() == "int one;\nint two;\n\nafter");
}

TEST_CASE("dragging along a row of a table takes its cells and no other") {
    Reader reader("| a | b |\n|---|---|\n| one | two |\n| three | four |");
    const float second_row = Reader::first_line - 12 + 34 + 17;
    reader.shell.drag({Reader::left - 2, second_row}, {1430, second_row});
    reader.chord(ImGuiKey_C);
    CHECK(clipboard() == "one\ttwo");
    reader.chord(ImGuiKey_LeftArrow, true);
    reader.chord(ImGuiKey_LeftArrow, true);
    reader.chord(ImGuiKey_C);
    CHECK(clipboard() == "one");
}

TEST_CASE("Shift and arrows move the end of the selection, with Ctrl word by word; the tree stays") {
    Reader reader("alpha beta gamma");
    const float letter = 15 * 0.55F;
    reader.shell.drag({Reader::left, Reader::first_line}, {Reader::left + 5 * letter, Reader::first_line});
    reader.chord(ImGuiKey_C);
    CHECK(clipboard() == "alpha");
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, true);
    reader.shell.key(ImGuiKey_RightArrow);
    reader.shell.key(ImGuiKey_RightArrow);
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, false);
    reader.shell.frame();
    reader.chord(ImGuiKey_C);
    CHECK(clipboard() == "alpha b");
    reader.chord(ImGuiKey_RightArrow, true);
    reader.chord(ImGuiKey_C);
    CHECK(clipboard() == "alpha beta");
    CHECK_FALSE(reader.shell.workspace.conversation().selected());
}

TEST_CASE("a page is told of a link that was clicked, and asks itself") {
    Reader reader("[see here](https://example.org/path) and more");
    std::string asked;
    reader.shell.view().ask_link = [&](const std::string& address) { asked = address; };
    reader.shell.click(Reader::left + 20, Reader::first_line);
    CHECK(asked == "https://example.org/path");
}

TEST_CASE("a link is opened only when the question is answered with yes") {
    Reader reader("[see here](https://example.org/path) and more", true);
    const std::string& opened = reader.shell.opened;
    reader.shell.click(Reader::left + 20, Reader::first_line);
    CHECK(opened.empty());
    reader.shell.key(ImGuiKey_Escape);
    CHECK(opened.empty());
    reader.shell.click(Reader::left + 20, Reader::first_line);
    reader.shell.key(ImGuiKey_Enter);
    CHECK(opened == "https://example.org/path");
}

TEST_CASE(
    "an answer that was replaced by one of the same length is the one that is shown, and undo shows the "
    "old") {
    std::string middle;
    for (int i = 0; i < 60; ++i)
        middle += "and so on ";
    const std::string before = "The year is 1984, " + middle + "says the book.";
    const std::string after = "The year is 1948, " + middle + "says the book.";
    REQUIRE(before.size() == after.size());
    Reader reader(before);
    moa::session::Workspace& workspace = reader.shell.workspace;
    const auto shown = [&reader] {
        reader.shell.frames(2);
        // Above an edited answer a line says so.
        reader.shell.click(Reader::left + 40, Reader::first_line + 100);
        reader.chord(ImGuiKey_A);
        reader.chord(ImGuiKey_C);
        return clipboard();
    };
    CHECK(shown() == before);
    REQUIRE_FALSE(workspace.conversation().change({moa::run::Change::edit, {2, 1}, after, {}, {}}));
    CHECK(shown() == after);
    REQUIRE_FALSE(workspace.conversation().change({moa::run::Change::undo, {}, {}, {}, {}}));
    CHECK(shown() == before);
    REQUIRE_FALSE(workspace.conversation().change({moa::run::Change::redo, {}, {}, {}, {}}));
    CHECK(shown() == after);
    // Longer by more than its end.
    REQUIRE_FALSE(
        workspace.conversation().change({moa::run::Change::edit, {2, 1}, before + " And more.", {}, {}}));
    CHECK(shown() == before + " And more.");
}
