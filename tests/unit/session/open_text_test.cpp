#include "session/open_text.hpp"

#include <doctest/doctest.h>

#include "desk.hpp"
#include "unit/session/run_log_text.hpp"

using namespace moa;
using session::open_text;
using test::Desk;
using test::log_finished;
using test::log_started;

namespace {

const std::string recipe =
    R"({"format": "moa-recipe/1", "name": "Given",
        "layers": [{"agents": [{"provider": "simulated", "model": "sim/echo-8b"}]}]})";

/// What is wrong with it; it stands behind the file's name.
std::string refusal(Desk& desk, std::string_view text) {
    const auto error = open_text(desk.workspace, "given.json", text);
    REQUIRE(error);
    CHECK(error->message.starts_with("given.json: "));
    CHECK(error->message.ends_with("."));
    return error->message;
}

}  // namespace

TEST_CASE("a recipe becomes the one to run, a run log is shown") {
    Desk desk;
    CHECK_FALSE(session::is_run_log(recipe));
    CHECK_FALSE(open_text(desk.workspace, "given.json", recipe));
    CHECK(desk.workspace.configuration().recipe().name == "Given");
    CHECK(desk.workspace.on_screen().idle());
    CHECK(session::is_run_log(log_started + log_finished));
    CHECK_FALSE(open_text(desk.workspace, "given.jsonl", log_started + log_finished));
    CHECK(desk.workspace.shown().question() == "Why?");
    CHECK(desk.workspace.shown().status == run::RunStatus::complete);
    CHECK(desk.workspace.configuration().recipe().name == "Given");
}

TEST_CASE("a log that was cut off is shown as far as it goes") {
    const std::string whole = log_started + log_finished;
    for (const std::size_t size : {log_started.size(), log_started.size() + 1, whole.size() - 20}) {
        Desk desk;
        CHECK_FALSE(open_text(desk.workspace, "cut.jsonl", whole.substr(0, size)));
        CHECK(desk.workspace.shown().question() == "Why?");
    }
}

TEST_CASE("what is neither is refused with a sentence, and changes nothing") {
    Desk desk;
    const std::string before = desk.workspace.configuration().recipe().name;
    for (const std::string& text :
         {std::string(), std::string("\n"), std::string("hello"), std::string("\0\1\2\xff\xfe", 5),
          std::string(R"({"layers": 5})"), recipe.substr(0, recipe.size() / 2),
          log_started.substr(0, log_started.size() / 2),
          std::string(R"({"event":"node.text","node":"1.1","text":"x"})")}) {
        CAPTURE(text);
        CHECK_FALSE(refusal(desk, text).empty());
    }
    CHECK(desk.workspace.configuration().recipe().name == before);
    CHECK(desk.workspace.on_screen().idle());
}

TEST_CASE(
    "a file of lines that is no run log is refused as such, and goes along with the question where it is "
    "data") {
    Desk desk;
    for (const std::string_view text : {"hello", "", "{\"event\":\"node.text\"}\n{\"event\":\"node.text\"}\n",
                                        "{\"t\":0,\"event\":\"run.st"}) {
        CAPTURE(text);
        const auto error = open_text(desk.workspace, "given.jsonl", text);
        REQUIRE(error);
        CHECK(error->message.starts_with("given.jsonl: "));
        CHECK(error->message.find("run log") != std::string::npos);
    }
    CHECK_FALSE(open_text(desk.workspace, "data.jsonl", "{\"a\":1}\n{\"a\":2}\n"));
    CHECK(desk.workspace.conversation().attachments().words().starts_with("data.jsonl, about "));
}

TEST_CASE("a huge or endlessly nested file is refused like any other") {
    Desk desk;
    CHECK_FALSE(refusal(desk, std::string(std::size_t{8} << 20, ' ')).empty());
    CHECK_FALSE(refusal(desk, std::string(std::size_t{1} << 20, '[')).empty());
    std::string nested;
    for (int i = 0; i < 100000; ++i)
        nested += R"({"event":)";
    CHECK_FALSE(refusal(desk, nested).empty());
    CHECK_FALSE(refusal(desk, "\"" + std::string(std::size_t{8} << 20, 'x') + "\"").empty());
}

TEST_CASE("nothing is opened over a run that is going") {
    Desk desk;
    desk.ask("What is 17 * 23?");
    for (const std::string& text : {recipe, log_started + log_finished}) {
        const auto error = open_text(desk.workspace, "given.json", text);
        REQUIRE(error);
        CHECK(error->message.find("given.json") != std::string::npos);
        CHECK(desk.workspace.running());
    }
}

TEST_CASE("any other text goes along with the question, under its name") {
    Desk desk;
    desk.use_models({{"a"}, {"final"}});
    const session::Conversation& conversation = desk.workspace.conversation();
    const double before = desk.workspace.estimate().prompt_tokens.likely;
    CHECK_FALSE(open_text(desk.workspace, "/home/me/notes.md", "\xEF\xBB\xBFUse ```this``` and `that`."));
    CHECK_FALSE(open_text(desk.workspace, "data.json", R"({"name": 5})"));
    CHECK(conversation.attachments().words().starts_with("2 files, about "));
    CHECK_FALSE(open_text(desk.workspace, "data.json", "[1, 2]\n"));
    CHECK(conversation.attachments().count() == 2);
    CHECK(desk.workspace.estimate().prompt_tokens.likely > before);
    desk.ask("What is it?");
    CHECK(desk.workspace.current().question() ==
          "What is it?\n\nnotes.md:\n````\nUse ```this``` and `that`.\n````\n\ndata.json:\n```\n[1, 2]\n```");
    CHECK(conversation.attachments().empty());
}

TEST_CASE("a file that cannot be part of a question is refused with the reason, and the others stay") {
    Desk desk;
    const session::Conversation& conversation = desk.workspace.conversation();
    CHECK_FALSE(open_text(desk.workspace, "notes.txt", "Some."));
    const auto refused = [&](const std::string& name, std::string_view text) {
        const auto error = open_text(desk.workspace, name, text);
        REQUIRE(error);
        return error->message;
    };
    CHECK(refused("a.bin", std::string_view("a\0b", 3)) == "a.bin: The file is not text in UTF-8.");
    CHECK(refused("latin.txt",
                  "Gr\xF6\xDF"
                  "e") == "latin.txt: The file is not text in UTF-8.");
    CHECK(refused("empty.txt", " \n") == "empty.txt: The file is empty.");
    const std::string large(session::Attachments::most_bytes, 'x');
    CHECK(refused("large.txt", large) == "large.txt: The files of a question may have 4 MB together.");
    CHECK(conversation.attachments().words().starts_with("notes.txt, about "));
}
