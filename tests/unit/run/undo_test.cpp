// How far undo goes back, and how a text that is replaced is told from one that grows.
#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "unit/run/harness.hpp"

using namespace moa;
using run::Change;
using test::Bench;

TEST_CASE("undo goes back so many changes and keeps so much text; the latest can always be taken back") {
    Bench bench(test::recipe({{"a"}, {"final"}}));
    bench.start();
    bench.answer("1.1", "One.");
    bench.answer("2.1", "Done.");
    const auto edit = [&bench](std::string text) {
        bench.take(bench.run.change({Change::edit, {2, 1}, std::move(text), {}, {}}, bench.now));
    };
    for (std::size_t i = 0; i < 2 * run::most_undo_steps; ++i)
        edit("Text " + std::to_string(i));
    CHECK(bench.run.state().undo.size() == run::most_undo_steps);
    std::size_t undone = 0;
    while (!bench.run.refusal({Change::undo, {}, {}, {}, {}})) {
        bench.take(bench.run.change({Change::undo, {}, {}, {}, {}}, bench.now));
        ++undone;
    }
    CHECK(undone == run::most_undo_steps);
    CHECK(bench.node("2.1").text == "Text " + std::to_string(run::most_undo_steps - 1));

    const std::string large(run::most_undo_bytes / 4, 'x');
    for (int i = 0; i < 12; ++i)
        edit(large + std::to_string(i));
    CHECK(bench.run.state().undo.size() <= 4);
    edit(std::string(2 * run::most_undo_bytes, 'y'));
    edit("Short again.");
    CHECK(bench.run.state().undo.size() == 1);
    bench.take(bench.run.change({Change::undo, {}, {}, {}, {}}, bench.now));
    CHECK(bench.node("2.1").text.size() == 2 * run::most_undo_bytes);
}

TEST_CASE("a text that is replaced is told from one that grows, whatever replaces it") {
    Bench bench(test::recipe({{"a", "b"}, {"final"}}));
    bench.start();
    const auto version = [&bench](std::string_view node) { return bench.node(node).text_version; };
    CHECK(version("1.1") != version("1.2"));
    bench.head("1.1");
    bench.bytes("1.1", test::text_event("abc"));
    const std::uint64_t streamed = version("1.1");
    bench.bytes("1.1", test::text_event("def") + test::finish_event("stop") + test::done_event);
    CHECK(version("1.1") == streamed);
    bench.answer("1.2", "two");
    bench.answer("2.1", "done");
    CHECK(version("1.1") == streamed);
    const auto change = [&bench](Change what, run::NodeId node, std::string text = {}) {
        bench.take(bench.run.change({what, node, std::move(text), {}, {}}, bench.now));
    };
    change(Change::edit, {1, 1}, "abcdeX");
    const std::uint64_t edited = version("1.1");
    CHECK(edited != streamed);
    change(Change::undo, {});
    CHECK(bench.node("1.1").text == "abcdef");
    CHECK(version("1.1") != edited);
    change(Change::edit, {1, 1}, "abcdeY");
    CHECK(version("1.1") != edited);
    CHECK(version("1.1") != streamed);
    change(Change::mute, {1, 2});
    change(Change::pin, {1, 1});
    const std::uint64_t marked = version("1.1");
    change(Change::unpin, {1, 1});
    CHECK(version("1.1") == marked);
    change(Change::regenerate, {1, 1});
    CHECK(version("1.1") != marked);
    // A place that another node takes has that node's text.
    const std::uint64_t second = version("1.2");
    bench.answer("1.1", "again");
    change(Change::unmute, {1, 2});
    change(Change::remove, {1, 1});
    CHECK(bench.node("1.1").text == "two");
    CHECK(version("1.1") == second);
}
