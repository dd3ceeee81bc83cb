#include "view/find/finder.hpp"

#include <doctest/doctest.h>

#include "fold_case.hpp"
#include "unit/markdown/large_text.hpp"
#include "unit/view/fake_shell.hpp"

using namespace moa::view;
using moa::run::NodeId;
using moa::view::testing::FakeShell;
using moa::view::testing::streaming_run;

namespace {

std::vector<TextRange> places(std::string_view words, std::string_view text) {
    TextSearch search{Needle(words)};
    search.update(text, 1);
    return search.found();
}

std::size_t times(std::string_view words, std::string_view text) {
    return places(words, text).size();
}

void type(FakeShell& shell, std::string_view text) {
    ImGui::GetIO().AddInputCharactersUTF8(std::string(text).c_str());
    shell.frames(3);
}

void chord(FakeShell& shell, ImGuiKey modifier, ImGuiKey key) {
    ImGui::GetIO().AddKeyEvent(modifier, true);
    shell.key(key);
    ImGui::GetIO().AddKeyEvent(modifier, false);
    shell.frames(2);
}

}  // namespace

TEST_CASE("letters are compared without their case, whatever their script") {
    CHECK(times("STRASSE", "Strasse strasse") == 2);
    CHECK(times("éa", "ÉA éA") == 2);
    CHECK(times("ΣΊΣΥΦΟΣ", "Σίσυφος σίσυφος") == 2);  // the final sigma, too
    CHECK(times("снова", "СНОВА Снова сновa") == 2);  // the last one ends with a Latin letter
    CHECK(times("straße", "STRAẞE") == 1);
    CHECK(times("k", "\xe2\x84\xaa") == 1);  // the Kelvin sign
    CHECK(times("ĳ ǆ", "Ĳ ǅ") == 1);
    CHECK(times("բարեվ", "ԲԱՐԵՎ Բարեվ") == 2);
    CHECK(times("𐐨", "𐐀") == 1);
    for (char32_t c = 0; c < 0x20000; ++c)
        CHECK(moa::fold_case(moa::fold_case(c)) == moa::fold_case(c));
}

TEST_CASE("places lie in what is read, not in the marks of Markdown, and do not overlap") {
    CHECK(places("bold text", "A **bold** text") == std::vector<TextRange>{{{0, 0, 2}, {0, 0, 11}}});
    CHECK(times("**", "A **bold** text") == 0);
    CHECK(times("aa", "aaaaa") == 2);
    CHECK(times("aabaac", "aabaabaac") == 1);
    CHECK(times("end start", "the end\n\nstart") == 0);
    CHECK(places("b", "| a | b |\n|---|---|\n| b | 2 |\n\n```\nb\n```") ==
          std::vector<TextRange>{{{0, 1, 0}, {0, 1, 1}}, {{0, 2, 0}, {0, 2, 1}}, {{1, 0, 0}, {1, 0, 1}}});
    CHECK(times("", "anything") == 0);
}

TEST_CASE("every beginning of a growing text has the places that a fresh search finds") {
    const std::string text =
        "# An *ant*\n\nant ANT an\n\n- ant\n- **an**t\n\n| ant | b |\n|---|---|\n| 1 | 2ant |\n\n"
        "```\nant ant\nant\n```\n\nThe [ant](http://a.b) `ant` ends, ant";
    TextSearch growing{Needle("ant")};
    for (std::size_t size = 0; size <= text.size(); ++size) {
        const std::string beginning = text.substr(0, size);
        growing.update(beginning, 1);
        CHECK(growing.found() == places("ant", beginning));
    }
    growing.update("another text, ant", 2);
    CHECK(growing.found().size() == 1);
}

TEST_CASE("only the new tail of a text is searched") {
    for (const std::string beginning : {"", "```\n"}) {
        std::string text = beginning;
        while (text.size() < 200'000)
            text += beginning.empty() ? "A sentence about ants that goes on.\n\n" : "ants = ants + 1;\n";
        TextSearch search{Needle("ants")};
        search.update(text, 1);
        const auto before = search.bytes_searched();
        CHECK(before > 150'000);
        const std::size_t found = search.found().size();
        for (int i = 0; i < 100; ++i) {
            text += " ants";
            search.update(text, 1);
        }
        CHECK(search.found().size() == found + 100);
        CHECK(search.bytes_searched() - before < 2000);
    }
}

TEST_CASE("what was replaced is searched anew, however alike the two are") {
    std::string text;
    for (int i = 0; i < 200; ++i)
        text += "some words of a paragraph that goes on ";
    for (std::size_t at = 0; at + 3 < text.size(); at += 211) {
        TextSearch search{Needle("ant")};
        search.update(text, 1);
        std::string other = text;
        other.replace(at, 3, "ant");
        search.update(other, 2);
        REQUIRE(search.found() == places("ant", other));
        search.update(text, 3);
        REQUIRE(search.found().empty());
    }
}

TEST_CASE(
    "a search follows an edit that keeps the length: in the answer, in the prompt built on it, and back") {
    namespace run = moa::run;
    const std::string text = "It is so, " + std::string(400, '.') + " said the ant, " + std::string(400, '.');
    std::string edited = text;
    edited.replace(edited.find("ant"), 3, "bee");
    run::RunState state;
    moa::mixture::Recipe recipe;
    recipe.layers.resize(2);
    for (moa::mixture::Layer& layer : recipe.layers) {
        layer.agents.emplace_back().provider = "simulated";
        layer.agents.back().model = "a";
    }
    run::apply(state, 0, run::RunStarted{recipe, {{"user", "Who?"}}});
    for (const NodeId id : {NodeId{1, 1}, NodeId{2, 1}}) {
        run::apply(state, 1, run::NodeChanged{id, run::NodeState::waiting, 1, {}, {}, {}, {}, {}});
        run::apply(state, 2, run::NodeText{id, id.layer == 1 ? text : "Done."});
        run::apply(state, 3, run::NodeChanged{id, run::NodeState::done, 1, {}, "stop", {}, {}, {}});
    }
    run::apply(state, 4, run::RunFinished{run::RunStatus::complete});
    Finder finder;
    finder.open();
    const auto count = [&](std::string_view words) {
        finder.look_for(words);
        finder.update(state, {2, 1}, true);
        return finder.count();
    };
    finder.look_for("ant,");
    finder.update(state, {2, 1}, true);
    CHECK(finder.count() == 2);  // the answer of 1.1, and what 2.1 was sent
    run::apply(state, 5, run::GraphCommand{run::Change::edit, {1, 1}, edited, {}, {}});
    finder.update(state, {2, 1}, true);
    CHECK(finder.count() == 0);
    CHECK(count("bee,") == 2);
    run::apply(state, 6, run::GraphCommand{run::Change::undo, {}, {}, {}, {}});
    finder.update(state, {2, 1}, true);
    CHECK(finder.count() == 0);
    CHECK(count("ant,") == 2);
    // The same places of another run.
    state.layers[0][0].text = edited;
    finder.update(state, {2, 1}, true, 1);
    CHECK(finder.count() == 0);
}

TEST_CASE("from place to place through all texts of a run, round and round") {
    moa::run::RunState state = streaming_run(1, 3, "no");
    state.layers[0][0].text = "one word";
    state.layers[0][2].text = "word and word";
    state.layers[0][2].reasoning = "a word to begin with";
    state.layers[1][0].text = "the last word";
    Finder finder;
    finder.open();
    finder.look_for("WORD");
    const auto update = [&] { finder.update(state, {2, 1}, false); };
    update();
    CHECK(finder.count() == 5);
    CHECK(finder.result_words() == "5 of 5");
    const auto arrives = [&](NodeId node, int part, std::size_t number) {
        const auto text = finder.take_arrival();
        CHECK(text == RunText{0, node, part});
        CHECK(finder.number() == number);
        CHECK(finder.marks(RunText{0, node, part}).current.has_value());
        CHECK_FALSE(finder.take_arrival());
    };
    arrives({2, 1}, RunText::answer, 5);
    const auto step = [&](bool forward) {
        finder.step(forward);
        update();
    };
    step(true);
    arrives({1, 1}, RunText::answer, 1);
    step(true);
    arrives({1, 3}, RunText::reasoning, 2);
    step(true);
    arrives({1, 3}, RunText::answer, 3);
    step(true);
    arrives({1, 3}, RunText::answer, 4);
    step(false);
    step(false);
    arrives({1, 3}, RunText::reasoning, 2);
    step(false);
    step(false);
    arrives({2, 1}, RunText::answer, 5);

    // More letters stay at the present place where they can.
    finder.look_for("word a");
    update();
    arrives({1, 3}, RunText::answer, 1);
    finder.look_for("nothing of it");
    update();
    CHECK(finder.result_words() == "Not found");
    CHECK_FALSE(finder.take_arrival());
    finder.close();
    update();
    CHECK(finder.count() == 0);
}

TEST_CASE("Ctrl+F finds in the answers, shows where, and Escape gives the keyboard back") {
    FakeShell shell;
    moa::run::RunState state = streaming_run(1, 2, "no");
    std::string text;
    for (int i = 0; i < 200; ++i)
        text += "A paragraph of the answer.\n\n";
    state.layers[1][0].text = text + "Here it is.\n\n" + text;
    state.layers[0][1].text = "It is in here.";
    for (auto& layer : state.layers) {
        for (auto& node : layer)
            node.state = moa::run::NodeState::done;
    }
    state.status = moa::run::RunStatus::complete;
    shell.workspace.conversation().show(state);
    shell.frames(6);
    chord(shell, ImGuiMod_Ctrl, ImGuiKey_F);
    CHECK(shell.view().find_rect().height > 0);
    type(shell, "here");
    Finder& finder = shell.view().finder();
    CHECK(finder.result_words() == "2 of 2");
    CHECK_FALSE(shell.workspace.conversation().selected());
    CHECK(shell.workspace.conversation().draft().empty());
    shell.key(ImGuiKey_Enter);
    shell.frames(3);
    CHECK(finder.result_words() == "1 of 2");
    CHECK(shell.workspace.conversation().selected() == NodeId{1, 2});
    chord(shell, ImGuiMod_Shift, ImGuiKey_Enter);
    CHECK(finder.result_words() == "2 of 2");
    chord(shell, ImGuiMod_Shift, ImGuiKey_F3);
    CHECK(finder.result_words() == "1 of 2");
    shell.key(ImGuiKey_F3);
    CHECK(finder.result_words() == "2 of 2");
    shell.key(ImGuiKey_Escape);
    shell.frames(2);
    CHECK_FALSE(finder.is_open());
    CHECK(shell.view().find_rect().height == 0);
    type(shell, "Next?");
    CHECK(shell.workspace.conversation().draft() == "Next?");
}

TEST_CASE("long texts are searched in several updates, and the first place is sought in all of them") {
    const std::string text = moa::view::testing::repeated("Some **words**.\n\n", 2000000) + "\n\nA needle.";
    const moa::run::RunState state = streaming_run(1, 2, text);
    Finder finder;
    finder.open();
    finder.look_for("needle");
    int updates = 0;
    do {
        finder.update(state, {2, 1}, false);
        ++updates;
        if (!finder.is_complete() && finder.count() == 0) CHECK(finder.result_words() == "Searching");
        if (!finder.is_complete()) CHECK(finder.number() == 0);
    } while (!finder.is_complete());
    CHECK(updates > 4);
    CHECK(finder.result_words() == "3 of 3");
    const auto arrival = finder.take_arrival();
    REQUIRE(arrival);
    CHECK(arrival->node == moa::run::NodeId{2, 1});
    // Behind 1 MiB the text is as it stands.
    finder.look_for("**words**");
    while (!finder.is_complete() || finder.number() == 0)
        finder.update(state, {2, 1}, false);
    CHECK(finder.count() > 3 * 50000);
}
