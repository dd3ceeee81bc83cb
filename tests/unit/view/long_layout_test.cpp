#include <doctest/doctest.h>

#include <string>

#include "unit/markdown/large_text.hpp"
#include "unit/view/fake_shell.hpp"
#include "unit/view/reader.hpp"
#include "view/markdown/laid_document.hpp"

using moa::markdown::Stream;
using moa::markdown::TextRoom;
using moa::view::Context;
using moa::view::LaidDocument;
using namespace moa::view::testing;

namespace {

/// A text that is laid out frame by frame.
struct Desk {
    FakeShell shell;
    Kit kit{shell};
    moa::markdown::Stream stream;
    LaidDocument document;
    float width = 600;
    float seen_top = 0;

    Desk() { ImGui::NewFrame(); }
    ~Desk() { ImGui::EndFrame(); }
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    /// As in one frame; whether it is complete.
    bool lay_out(const std::string& text) {
        const Context context = kit.context();
        moa::markdown::TextRoom none{0};
        stream.update(text, 1, document.is_complete() ? context.requests.text_room : none);
        document.update(context, stream, width, seen_top, seen_top + 800);
        return stream.is_complete() && document.is_complete();
    }
    int frames(const std::string& text) {
        int count = 1;
        while (!lay_out(text))
            ++count;
        return count;
    }
    /// All of it parsed in one go, with widths of letters that are known.
    float height_at_once(const std::string& text) {
        moa::markdown::Stream whole;
        LaidDocument fresh;
        whole.update(text, 1);
        do {
            const Context context = kit.context();
            context.requests.text_room.left = moa::markdown::TextRoom::unlimited;
            fresh.update(context, whole, width);
        } while (!fresh.is_complete());
        return fresh.height();
    }
};

}  // namespace

TEST_CASE("a text that comes as a whole is laid out over several frames, as it would be at once") {
    for (const std::string& text : {repeated("Some **words** and more of them.\n\n", 200000),
                                    repeated("words ", 200000), repeated("- item\n", 60000),
                                    "```cpp\n" + repeated("int i = 0;\n", 200000), repeated("[\n", 60000)}) {
        CAPTURE(text.substr(0, 16));
        Desk desk;
        CHECK(desk.frames(text) > 2);
        CHECK(desk.document.height() == doctest::Approx(desk.height_at_once(text)));
    }
}

TEST_CASE("while a text is laid out, what is done stays in its place") {
    const std::string text =
        repeated("Some words of it, more than one line of them, so that it breaks.\n\n", 200000);
    Desk desk;
    float before = 0;
    while (!desk.lay_out(text)) {
        CHECK(desk.document.height() > before);
        before = desk.document.height();
        CHECK(desk.document.segments().front().height == desk.document.segments()[0].bottom());
    }
}

TEST_CASE("another width is first laid out where one reads") {
    const std::string text =
        repeated("Some words of it, more than one line of them, so that it breaks.\n\n", 200000);
    Desk desk;
    desk.frames(text);
    desk.width = 300;
    desk.seen_top = desk.document.height() / 2;
    const auto segment_in_view = [&] {
        for (const auto& segment : desk.document.segments())
            if (segment.bottom() > desk.seen_top) return &segment;
        return &desk.document.segments().back();
    };
    const LaidDocument::Segment* const seen = segment_in_view();
    const LaidDocument::Segment* const last = &desk.document.segments().back();
    CHECK_FALSE(desk.lay_out(text));
    CHECK(seen->blocks.front().width() == 300);
    CHECK(last->blocks.front().width() == 600);
    CHECK(desk.frames(text) > 2);
    CHECK(last->blocks.front().width() == 300);
    CHECK(desk.document.height() == doctest::Approx(desk.height_at_once(text)));
}

TEST_CASE("long code is laid out anew over several frames") {
    const std::string text =
        "```cpp\n" + repeated("int i = 0; // and words behind it that are wide\n", 200000) + "```";
    Desk desk;
    desk.frames(text);
    desk.kit.wrap_code = true;
    desk.width = 300;
    CHECK(desk.frames(text) > 4);
    CHECK(desk.document.height() == doctest::Approx(desk.height_at_once(text)));
}

TEST_CASE("of thousands of different characters a frame measures few, and all have their widths in the end") {
    const std::string text = different_characters(60000);
    Desk desk;
    int before = desk.shell.glyphs.measured;
    bool complete = false;
    while (!complete) {
        complete = desk.lay_out(text);
        // Beside 95 of ASCII.
        CHECK(desk.shell.glyphs.measured - before <= 200);
        before = desk.shell.glyphs.measured;
    }
    CHECK(desk.document.height() == doctest::Approx(desk.height_at_once(text)));
}

TEST_CASE("ideographs and syllables are measured by one of them") {
    std::string text;
    for (int i = 0; i < 20000; ++i) {
        const int c = 0x4e00 + i;
        text += {static_cast<char>(0xe0 | (c >> 12)), static_cast<char>(0x80 | ((c >> 6) & 0x3f)),
                 static_cast<char>(0x80 | (c & 0x3f))};
    }
    Desk desk;
    const int before = desk.shell.glyphs.measured;
    desk.frames(text);
    CHECK(desk.shell.glyphs.measured - before < 100);
}

TEST_CASE("more words of joined letters than there are codes have their own widths") {
    // Each is a unit of its own.
    std::string text;
    for (int i = 0; i < 9000; ++i) {
        for (int rest = i, letter = 0; letter < 4; ++letter, rest /= 10)
            text += std::string("\xd8") + static_cast<char>(0xa8 + rest % 10);
        text += ' ';
    }
    Desk desk;
    desk.frames(text);
    CHECK(desk.document.height() == doctest::Approx(desk.height_at_once(text)));
    // Four letters and a blank of the fake font, 0.55 of 15 wide: 14 words to a line of 600.
    const auto& lines = desk.document.segments().front().blocks.front().text().lines().lines;
    CHECK(lines.front().width > 500);
}

TEST_CASE("characters without a width do not make a line without an end") {
    const std::string text = repeated("\u202b", 200000);
    Desk desk;
    desk.frames(text);
    for (const auto& segment : desk.document.segments()) {
        for (const auto& block : segment.blocks) {
            const auto& lines = block.text().lines();
            for (std::size_t i = 0; i < lines.lines.size(); ++i) {
                if (lines.lines[i].first == lines.pieces_end(i)) continue;
                CHECK(lines.pieces[lines.pieces_end(i) - 1].end - lines.pieces[lines.lines[i].first].begin <=
                      8192);
            }
        }
    }
}

TEST_CASE("what is found behind what is laid out is brought into view once it is there") {
    Reader reader(repeated("Some **words**.\n\n", 400000) + "\n\nA needle.");
    reader.shell.view().finder().open();
    reader.shell.view().finder().look_for("needle");
    int frames = 0;
    do
        reader.shell.frame();
    while (reader.shell.view().next_frame(reader.shell.clock) == reader.shell.clock && ++frames < 500);
    CHECK(reader.shell.view().finder().count() == 3);
    CHECK(reader.shell.view().reading().percent > 90);
}
