// Tables and code that are wider than their column.
#include <doctest/doctest.h>

#include <string>

#include "unit/view/reader.hpp"

using namespace moa::view;
using moa::view::testing::clipboard;
using moa::view::testing::Reader;

namespace {

/// Of the answer's column.
constexpr float width = 480 - 2 * 28;
constexpr float top = Reader::first_line - 12;
/// Where the second row of a table is, and the first line of code.
constexpr float second_row = top + 34 + 17;
constexpr float code_line = top + 40 + 10;

std::string table_of(int columns) {
    std::string heads = "|";
    std::string rule = "|";
    std::string cells = "|";
    for (int i = 1; i <= columns; ++i) {
        heads += " heading" + std::to_string(i) + " |";
        rule += "---|";
        cells += " cell" + std::to_string(i) + " |";
    }
    return heads + "\n" + rule + "\n" + cells + "\n";
}

std::string words(int count, const std::string& last) {
    std::string line;
    for (int i = 1; i <= count; ++i)
        line += "word" + std::to_string(i) + " ";
    return line + last;
}

/// The word or, with three clicks, the whole part at this place.
std::string at(Reader& reader, float x, float y, int clicks = 2) {
    // The clicks before are too long ago to count with these.
    reader.shell.frames(30);
    for (int i = 0; i < clicks; ++i)
        reader.shell.click(x, y);
    clipboard().clear();
    reader.chord(ImGuiKey_C);
    return clipboard();
}

void turn_wheel(Reader& reader, float x, float y, bool shift, float notches) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(x, y);
    reader.shell.frame();
    if (shift) io.AddKeyEvent(ImGuiMod_Shift, true);
    io.AddMouseWheelEvent(shift ? 0 : notches, shift ? notches : 0);
    reader.shell.frames(2);
    if (shift) io.AddKeyEvent(ImGuiMod_Shift, false);
    reader.shell.frame();
}

}  // namespace

TEST_CASE("a wide table is scrolled sideways by the wheel, and its first column stays") {
    Reader reader(table_of(12));
    const float right = Reader::left + width - 30;
    const std::string before = at(reader, right, second_row, 3);
    for (const bool shift : {true, false}) {
        turn_wheel(reader, right, second_row, shift, -100);
        CHECK(at(reader, right, second_row, 3) == "cell12");
        CHECK(at(reader, Reader::left + 10, second_row, 3) == "cell1");
        CHECK(at(reader, right, second_row, 3) == "cell12");
        turn_wheel(reader, right, second_row, shift, 100);
        CHECK(at(reader, right, second_row, 3) == before);
    }
    CHECK(before != "cell12");
}

TEST_CASE("code says for a while that it was copied") {
    Reader reader("```py\nprint(1)\n```");
    const float right = Reader::left + width - 30;
    reader.shell.click(right, top + 16);
    CHECK(clipboard() == "print(1)");
    reader.shell.frames(4);
    // The button changes back in a frame of its own, and there is none after that.
    const auto wake = reader.shell.view().next_frame(reader.shell.clock);
    CHECK(wake > reader.shell.clock + 1000);
    reader.shell.clock = wake;
    reader.shell.frame();
    CHECK(reader.shell.view().next_frame(reader.shell.clock) == moa::no_time);
}

TEST_CASE("the columns of a wide table are as wide as their words") {
    Reader reader(table_of(12));
    // One line in each row: the row below the heading is where it is for a narrow table.
    CHECK(at(reader, Reader::left + 10, second_row, 3) == "cell1");
    Reader narrow("| a | b |\n|---|---|\n| one | two |");
    CHECK(at(narrow, Reader::left + width / 2 + 60, second_row, 3) == "two");
    turn_wheel(narrow, Reader::left + 30, second_row, true, -100);
    CHECK(at(narrow, Reader::left + 10, second_row, 3) == "one");
}

TEST_CASE("a wide table's scroll bar is dragged") {
    Reader reader(table_of(12));
    const float bar = top + 2 * 34 + 7;
    reader.shell.drag({Reader::left + 120, bar}, {Reader::left + width + 200, bar});
    CHECK(at(reader, Reader::left + width - 30, second_row, 3) == "cell12");
}

TEST_CASE("a wide table's scroll bar comes to where it is pressed") {
    Reader reader(table_of(12));
    reader.shell.click(Reader::left + width - 2, top + 2 * 34 + 7);
    CHECK(at(reader, Reader::left + width - 30, second_row, 3) == "cell12");
}

TEST_CASE("a scroll bar whose last movement and release come in one frame ends where the pointer was") {
    Reader reader(table_of(12));
    ImGuiIO& io = ImGui::GetIO();
    const float bar = top + 2 * 34 + 7;
    io.AddMousePosEvent(Reader::left + 120, bar);
    reader.shell.frame();
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
    reader.shell.frame();
    io.AddMousePosEvent(1439, bar);
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
    reader.shell.frames(2);
    CHECK(at(reader, Reader::left + width - 30, second_row, 3) == "cell12");
}

TEST_CASE("a finger moves a wide table") {
    Reader reader(table_of(12));
    ImGui::GetIO().AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
    for (int i = 0; i < 4; ++i)
        reader.shell.drag({Reader::left + 400, second_row}, {Reader::left - 200, second_row});
    ImGui::GetIO().AddMouseSourceEvent(ImGuiMouseSource_Mouse);
    CHECK(at(reader, Reader::left + width - 30, second_row, 3) == "cell12");
}

TEST_CASE("long lines of code are scrolled, and broken where that is wanted") {
    const std::string code = words(40, "end");
    Reader reader("```text\n" + code + "\nlast\n```\n\nAfter it.");
    const float x = Reader::left + 20;
    CHECK(at(reader, x, code_line + 20) == "last");
    turn_wheel(reader, x, code_line, true, -100);
    CHECK(at(reader, Reader::left + width - 30, code_line) == "end");
    // Copy is the rightmost button, Wrap stands beside it.
    reader.shell.click(Reader::left + width - 63, top + 16);
    const std::string second_line = at(reader, x, code_line + 20);
    CHECK(second_line != "last");
    CHECK(second_line.substr(0, 4) == "word");
    CHECK(at(reader, x, code_line) == "word1");
    reader.shell.click(Reader::left + width - 63, top + 16);
    CHECK(at(reader, x, code_line + 20) == "last");
}

TEST_CASE("all of a block of code is copied") {
    Reader reader("```py\nif x:\n\n    pass\n```");
    reader.shell.click(Reader::left + width - 20, top + 16);
    CHECK(clipboard() == "if x:\n\n    pass");
}

TEST_CASE("a drag over the edge of code brings the rest of its line") {
    Reader reader("```\n" + words(40, "end") + "\n```");
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(Reader::left + 16, code_line);
    reader.shell.frame();
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
    reader.shell.frame();
    io.AddMousePosEvent(1439, code_line);
    reader.shell.frames(600);
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
    reader.shell.frames(2);
    reader.chord(ImGuiKey_C);
    CHECK(clipboard() == words(40, "end"));
}

TEST_CASE("what is found is brought into view sideways, too") {
    const auto find = [](Reader& reader) {
        reader.shell.view().finder().open();
        reader.shell.view().finder().look_for("needle");
        reader.shell.frames(4);
        reader.shell.view().finder().close();
        reader.shell.frames(4);
    };
    Reader code("```\n" + words(40, "needle") + "\n```");
    find(code);
    CHECK(at(code, Reader::left + width - 34, code_line) == "needle");
    Reader table(table_of(11) + "| 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | needle | 10 | 11 |\n");
    find(table);
    CHECK(at(table, Reader::left + width - 70, second_row + 34, 3) == "needle");
}
