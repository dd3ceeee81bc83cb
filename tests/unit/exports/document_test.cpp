// What others get of a conversation: as Markdown and as a web page.
#include "exports/document.hpp"

#include <doctest/doctest.h>

#include "exports/markdown.hpp"
#include "unit/contains.hpp"
#include "unit/session/desk.hpp"
#include "web_page/web_page.hpp"

using namespace moa;
using exports::Document;
using test::contains;

namespace {

struct ExportDesk : test::Desk {
    std::size_t calls = 0;

    ExportDesk() { use_models({{"a", "b"}, {"final"}}); }
    void ask_and_answer(const std::string& question, const std::string& first, const std::string& last) {
        ask(question);
        network.say(calls, first);
        network.say(calls + 1, "Another proposal.");
        network.say(calls + 2, last);
        calls += 3;
        REQUIRE_FALSE(workspace.running());
    }
    Document document(bool conversation, bool all) {
        return exports::document_of(workspace.conversation(), {conversation, all});
    }
};

}  // namespace

TEST_CASE("an export holds the question and its answer, and on request all answers and all questions") {
    ExportDesk desk;
    desk.ask_and_answer("What is 17 * 23?", "It is 391.", "The product is **391**.");
    desk.ask_and_answer("And 17 * 24?", "It is 408.", "408.");

    const std::string one = exports::to_markdown(desk.document(false, false));
    CHECK(contains(one, "# And 17 * 24?\n"));
    CHECK(contains(one, "> And 17 * 24?\n"));
    CHECK(contains(one, "## Answer by final\n"));
    CHECK(contains(one, "\n408.\n"));
    CHECK_FALSE(contains(one, "391"));
    CHECK_FALSE(contains(one, "Another proposal"));

    const std::string whole = exports::to_markdown(desk.document(true, true));
    CHECK(contains(whole, "# What is 17 * 23?\n"));
    CHECK(contains(whole, "The product is **391**.\n"));
    CHECK(contains(whole, "### Layer 1\n\n#### 1.1 a\n"));
    CHECK(contains(whole, "It is 408.\n"));
    CHECK(exports::contents_words(desk.document(true, true)) ==
          "2 questions with their answers, and 4 answers of other nodes.");
    CHECK(exports::contents_words(desk.document(false, false)) == "The question and its answer.");
}

TEST_CASE("an earlier turn that is looked at is the one that is exported, with the questions before it") {
    ExportDesk desk;
    desk.ask_and_answer("First?", "a", "The first answer.");
    desk.ask_and_answer("Second?", "b", "The second answer.");
    desk.workspace.conversation().show_turn(1);
    const std::string text = exports::to_markdown(desk.document(true, false));
    CHECK(contains(text, "The first answer."));
    CHECK_FALSE(contains(text, "The second answer."));
}

TEST_CASE("before the first question there is nothing to export") {
    ExportDesk desk;
    CHECK(desk.document(true, true).turns.empty());
}

TEST_CASE("why an answer is missing stands in its place") {
    ExportDesk desk;
    desk.ask("Who answers?");
    desk.network.answer(0, 400, R"({"error": {"message": "This model is asleep."}})");
    desk.network.say(1, "I do.");
    desk.network.say(2, "One did.");
    const std::string text = exports::to_markdown(desk.document(false, true));
    CHECK(contains(text, "This model is asleep."));
    CHECK(contains(text, "One did."));
    CHECK(contains(text, "is missing"));
}

TEST_CASE("a block of code that a model left open ends with its answer") {
    ExportDesk desk;
    desk.ask_and_answer("Code?", "```python\nprint('never closed')", "~~~~\nopen\n```\nstill open");
    const std::string text = exports::to_markdown(desk.document(false, true));
    CHECK(contains(text, "print('never closed')\n```\n\n"));
    CHECK(contains(text, "still open\n~~~~\n\n"));
}

TEST_CASE("a question of several lines is quoted line by line") {
    ExportDesk desk;
    desk.ask_and_answer("One\n# two", "a", "b");
    CHECK(contains(exports::to_markdown(desk.document(false, false)), "> One  \n> # two\n\n"));
}

TEST_CASE("a web page holds no script, loads nothing, and shows what models wrote as text") {
    ExportDesk desk;
    desk.ask_and_answer("<script>alert(1)</script> & \"quotes\"?", "<img src=x onerror=alert(2)>",
                        "# Title\n\n<b onclick=alert(3)>bold</b> [a](javascript:alert(4)) "
                        "[b](https://example.org/?a=\"b\"&c) ![picture](https://example.org/p.png)\n\n"
                        "</div></body><script>alert(5)</script>");
    const std::string page = web_page::to_web_page(desk.document(false, true));
    CHECK_FALSE(contains(page, "<script"));
    CHECK_FALSE(contains(page, "<img"));
    CHECK_FALSE(contains(page, "<b "));
    CHECK_FALSE(contains(page, "href=\"javascript"));
    CHECK(contains(page, "default-src 'none'; style-src 'unsafe-inline'"));
    CHECK(contains(page, "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot;?"));
    CHECK(contains(page, "href=\"https://example.org/?a=&quot;b&quot;&amp;c\""));
    CHECK(contains(page, "<h3>Title</h3>"));
    CHECK(contains(page, "<details><summary>1.1 a"));
    CHECK(page.ends_with("</body>\n</html>\n"));
}

TEST_CASE("a file is called what its first question asks, in any script, and never leads elsewhere") {
    const auto stem = [](std::string title) { return exports::file_stem({std::move(title), {}, {}}); };
    CHECK(stem("Why is the sky blue?") == "why-is-the-sky-blue");
    CHECK(stem("../../etc/passwd") == "etc-passwd");
    CHECK(stem("Warum ist der Himmel blau\u2026") == "warum-ist-der-himmel-blau");
    CHECK(stem("\u7a7a\u4e3a\u4ec0\u4e48\u662f\u84dd\u8272\u7684\uff1f").starts_with("\u7a7a\u4e3a"));
    CHECK(stem("???") == "conversation");
    CHECK(stem(std::string(500, 'x')).size() == 60);
}
