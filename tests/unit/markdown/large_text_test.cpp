#include "unit/markdown/large_text.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "markdown/stream.hpp"

using namespace moa::markdown;
using namespace moa::view::testing;

namespace {

std::vector<Block> blocks_of(const Stream& stream) {
    std::vector<Block> blocks;
    for (const auto& segment : stream.segments())
        blocks.insert(blocks.end(), segment.blocks.begin(), segment.blocks.end());
    return blocks;
}

std::vector<Block> blocks_at_once(const std::string& text) {
    Stream stream;
    stream.update(text, 1);
    return blocks_of(stream);
}

/// The first bytes of a text, to tell which one it was.
std::string name_of(const std::string& text) {
    return text.substr(0, 16);
}

}  // namespace

TEST_CASE("a text has the same blocks however it came") {
    for (const std::string& text : hard_texts(100 << 10)) {
        CAPTURE(name_of(text));
        const std::vector<Block> expected = blocks_at_once(text);
        Stream growing;
        for (std::size_t size = 0, step = 1; size < text.size(); step = step % 9001 + 3001) {
            size = std::min(text.size(), size + step);
            growing.update(std::string_view(text).substr(0, size), 1);
        }
        CHECK(blocks_of(growing) == expected);
        Stream in_pieces;
        while (!in_pieces.is_complete() || in_pieces.segments().empty()) {
            TextRoom room;
            in_pieces.update(text, 1, room);
        }
        CHECK(blocks_of(in_pieces) == expected);
    }
}

TEST_CASE("segments have a bound, unless they are code") {
    for (const std::string& text : hard_texts(100 << 10)) {
        CAPTURE(name_of(text));
        Stream stream;
        stream.update(text, 1);
        const auto& segments = stream.segments();
        for (std::size_t i = 0; i < segments.size(); ++i) {
            const std::size_t end = i + 1 < segments.size() ? segments[i + 1].begin : text.size();
            const auto& blocks = segments[i].blocks;
            if (!blocks.empty() && blocks.back().kind == BlockKind::code) continue;
            // Where links are defined the first segment is longer.
            CHECK(end - segments[i].begin <= (i == 0 ? 4 : 2) * longest_segment);
        }
    }
}

TEST_CASE("what one frame takes of a text has a bound, and all of it a multiple of its length") {
    for (const std::string& text : hard_texts(100 << 10)) {
        CAPTURE(name_of(text));
        Stream stream;
        std::uint64_t parsed = 0;
        std::size_t blocks = 0;
        do {
            TextRoom room;
            stream.update(text, 1, room);
            CHECK((room.left == 0 || stream.is_complete()));
            CHECK(stream.bytes_parsed() - parsed <= 4 * TextRoom::of_frame + 4 * longest_segment);
            CHECK(blocks_of(stream).size() - std::min(blocks, blocks_of(stream).size()) <=
                  3 * longest_segment);
            parsed = stream.bytes_parsed();
            blocks = blocks_of(stream).size();
        } while (!stream.is_complete());
        CHECK(stream.bytes_parsed() <= 8 * text.size());
    }
}

TEST_CASE("a text for which there is no room waits, unless it streams") {
    const std::string text = repeated("Some words.\n\n", 100000);
    Stream stream;
    TextRoom none{0};
    stream.update(text, 1, none);
    CHECK_FALSE(stream.is_complete());
    CHECK(stream.bytes_parsed() == 0);
    TextRoom room;
    while (!stream.is_complete())
        stream.update(text, 1, room = {});
    const std::string longer = text + "And more.";
    stream.update(longer, 1, none);
    CHECK(stream.is_complete());
    CHECK(blocks_of(stream) == blocks_at_once(longer));
}

TEST_CASE("a long table is cut between rows and has its head in each part") {
    const std::string text = "|key|value|\n|-|-:|\n" + repeated("|a row|with words|\n", 100000);
    const std::vector<Block> blocks = blocks_at_once(text);
    REQUIRE(blocks.size() >= 3);
    std::size_t cells = 0;
    for (const Block& block : blocks) {
        REQUIRE(block.kind == BlockKind::table);
        CHECK(block.cells[0].text == "key");
        CHECK(block.columns.size() == 2);
        cells += block.cells.size() - 2;
    }
    CHECK(cells == 2 * (100000 / 19 + 1));
}

TEST_CASE("a long list is cut between its items") {
    const std::string text = repeated("1. an item\n   with a line\n\n", 100000);
    for (const Block& block : blocks_at_once(text)) {
        CHECK(block.depth == 1);
        CHECK(block.text.text == "an item with a line");
    }
}

TEST_CASE("text behind 1 MiB is shown as it stands, below a note that says so") {
    const std::string words = repeated("Some **words**.\n\n", longest_markdown - 100);
    const std::string text = words + repeated("More **words**.\n\n", 300000);
    const std::vector<Block> blocks = blocks_at_once(text);
    const auto note = std::find_if(blocks.begin(), blocks.end(),
                                   [](const Block& block) { return block.kind == BlockKind::note; });
    REQUIRE(note != blocks.end());
    CHECK((note - 1)->text.text.find("**") == std::string::npos);
    std::string plain;
    for (auto block = note + 1; block != blocks.end(); ++block) {
        CHECK(block->kind == BlockKind::paragraph);
        plain += block->text.text;
    }
    CHECK(plain == text.substr(text.size() - plain.size()));
    CHECK(text.size() - plain.size() <= longest_markdown + 1);
    CHECK(text.size() - plain.size() > longest_markdown - 100);
    // Not before it is that long, and however it came.
    const std::vector<Block> shorter = blocks_at_once(words);
    CHECK(std::none_of(shorter.begin(), shorter.end(),
                       [](const Block& block) { return block.kind == BlockKind::note; }));
    Stream growing;
    for (std::size_t size = 0; size < text.size();) {
        size = std::min(text.size(), size + 70001);
        growing.update(std::string_view(text).substr(0, size), 1);
    }
    CHECK(blocks_of(growing) == blocks);
}

TEST_CASE("links are defined for the text near their definition and behind it") {
    const std::string define = "[home]: https://example.org\n\n";
    const std::string use = "See [the site][home].\n\n";
    const std::string filler = repeated("Some words.\n\n", 3 * longest_segment);
    const auto is_linked = [](const Block& block) { return block.text.links.size() == 1; };
    const std::vector<Block> before = blocks_at_once(use + define + filler + filler + use);
    CHECK(is_linked(before.front()));
    CHECK(is_linked(before.back()));
    const std::vector<Block> late = blocks_at_once(use + filler + define + filler + use);
    CHECK_FALSE(is_linked(late.front()));
    CHECK(is_linked(late.back()));
}
