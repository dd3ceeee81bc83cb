// Reasoning written into the answer: told from the text wherever its bytes are cut, and only at the start.
#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "json.hpp"
#include "wire/chat_response.hpp"
#include "wire/think_block.hpp"

namespace moa::wire {
namespace {

struct Parts {
    std::string text;
    std::string reasoning;
    bool ended_inside = false;

    bool operator==(const Parts&) const = default;
};

Parts split(const std::vector<std::string>& pieces) {
    ThinkBlock block;
    Parts parts;
    for (const std::string& piece : pieces) {
        Parts added;
        if (block.take(piece, added.text, added.reasoning)) parts.reasoning += std::exchange(parts.text, {});
        parts.text += added.text;
        parts.reasoning += added.reasoning;
    }
    block.finish(parts.text, parts.reasoning);
    parts.ended_inside = block.ended_inside();
    return parts;
}

/// Whole, letter by letter, and cut in two at every place: always the same.
void check_split(const std::string& answer, const Parts& expected) {
    CAPTURE(answer);
    CHECK(split({answer}) == expected);
    std::vector<std::string> letters;
    for (const char c : answer)
        letters.emplace_back(1, c);
    CHECK(split(letters) == expected);
    for (std::size_t at = 0; at <= answer.size(); ++at) {
        CAPTURE(at);
        CHECK(split({answer.substr(0, at), answer.substr(at)}) == expected);
    }
}

std::string event(std::string_view content) {
    return "data: " + dump_json(Json{{"choices", {{{"delta", {{"content", content}}}}}}}) + "\n\n";
}

}  // namespace

TEST_CASE("a block of thinking at the start is reasoning, without its tags and the space around them") {
    check_split("<think>Let me see.</think>It is 4.", {"It is 4.", "Let me see."});
    check_split("\n  <think>\nLet me\n\nsee.\n</think>\n\nIt is 4.\n", {"It is 4.\n", "Let me\n\nsee.\n"});
    check_split("<thinking>a</thinking>b", {"b", "a"});
    check_split("<|begin_of_thought|>\na<|end_of_thought|>\n<|begin_of_solution|>b",
                {"<|begin_of_solution|>b", "a"});
    check_split("\u25C1think\u25B7a\u25C1/think\u25B7b", {"b", "a"});
    check_split("<think>a < b, </thin, <think></think>c", {"c", "a < b, </thin, <think>"});
    check_split("<think>\n\n</think>\n\nAt once.", {"At once.", ""});
}

TEST_CASE("what only looks like a block is text, every letter of it") {
    for (const char* answer :
         {"", "It is 4.", "Tags: <think>a</think>", "a<think>b</think>", "<thin", "<thinker>a</thinker>",
          "<think", "< think>a</think>", "<THINK>a</THINK>", "  \n ", "\n\n<b>bold</b>", "<", "<|begin_of",
          "<reasoning>a</reasoning>", "`<think>`"}) {
        check_split(answer, {answer, ""});
    }
    const std::string far = std::string(5000, ' ') + "<think>a</think>";
    CHECK(split({far}) == Parts{far, ""});
}

TEST_CASE("further blocks are reasoning, too, where they are closed") {
    check_split("<think>a</think><think>b</think>c", {"c", "ab"});
    check_split("<think>a</think>Hm. <think>b</think>c", {"Hm. c", "ab"});
    check_split("<think>a</think>Hm.\n<think>\nb\n</think>\n\nc", {"Hm.\nc", "ab"});
    check_split("<think>a</think>Hm. <think>b", {"Hm. <think>b", "a"});
    check_split("<think>a</think>The <think> tag opens, `<think>` too.",
                {"The <think> tag opens, `<think>` too.", "a"});
}

TEST_CASE("a closing tag alone: all before it was reasoning") {
    check_split("I wonder. So\n</think>\n\nIt is 4.", {"It is 4.", "I wonder. So\n"});
    check_split("I wonder.</think>It is 4.", {"It is 4.", "I wonder."});
    check_split("I wonder </think>It is 4.", {"It is 4.", "I wonder "});
    check_split("I wonder. </think>\n4", {"4", "I wonder. "});
    check_split("</think>\n\n4", {"4", ""});
    check_split("a < b\n</thinking>\n4", {"4", "a < b\n"});
    check_split("a\n[/THINK]4", {"4", "a\n"});
    check_split("a\n</think>\nb\n</think>\nc", {"b\n</think>\nc", "a\n"});
}

TEST_CASE("a closing tag that the answer is about is text") {
    for (const char* answer :
         {"The tag </think> ends it.", "It ends with `</think>`\nand goes on.", "Look for \"</think>\".",
          "The end (</think>) is sent.", "```\na\n</think>\n\nb\n```\n",
          "A `<think>` and then\n</think>\n\nb", "All of it\n</think>", "All of it</think>\n\n",
          "Use `a\n</thin", "x</ think>y", "1 < 2 and [a] </b>\n"}) {
        check_split(answer, {answer, ""});
    }
}

TEST_CASE("other families' marks") {
    check_split("<|channel>thought\na\n<channel|>b", {"b", "a\n"});
    check_split("<|START_THINKING|>a<|END_THINKING|>b", {"b", "a"});
    check_split("[THINK]a[/THINK]b", {"b", "a"});
    check_split("<seed:think>a</seed:think>b", {"b", "a"});
    check_split("<reasoning>\na\n</reasoning>\n<answer>b</answer>", {"<answer>b</answer>", "a"});
    check_split("<reasoning>a", {"<reasoning>a", ""});
}

TEST_CASE("channels: the final one is the answer, the tokens are nobody's") {
    check_split(
        "<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>final<|message|>b<|return|>",
        {"b", "a"});
    check_split(
        "<|start|>assistant<|channel|>commentary to=x<|message|>a<|call|>\n<|channel|>final "
        "<|constrain|>json<|message|>b < c <| d",
        {"b < c <| d", "a"});
    check_split("a<|end|><|start|>assistant<|channel|>final<|message|>b", {"b", "a"});
    check_split("a\n<|channel|>final<|message|>b", {"b", "a\n"});
    check_split("<|channel|>final<|message|>b", {"b", ""});
    check_split("<|channel|>analysis<|message|>a<|end|>b", {"b", "a"});
    check_split("gpt-oss writes `<|channel|>final<|message|>` first.",
                {"gpt-oss writes `<|channel|>final<|message|>` first.", ""});
}

TEST_CASE("a block that is never closed is reasoning, and nothing of it is lost") {
    check_split("<think>a b c", {"", "a b c", true});
    check_split("<think>a b c</thi", {"", "a b c</thi", true});
    check_split("<think>", {"", "", true});
    check_split("<think>\n", {"", "", true});
    check_split("<think>a</thinking>b", {"", "a</thinking>b", true});
}

TEST_CASE("text is handed on as it comes, and only what may be a tag is held back") {
    ThinkBlock block;
    Parts parts;
    block.take("<think>one ", parts.text, parts.reasoning);
    CHECK(parts.reasoning == "one ");
    block.take("two </", parts.text, parts.reasoning);
    CHECK(parts.reasoning == "one two ");
    block.take("b> </think>\n", parts.text, parts.reasoning);
    CHECK(parts.reasoning == "one two </b> ");
    CHECK_FALSE(block.is_past());
    block.take("Now", parts.text, parts.reasoning);
    CHECK(parts.text == "Now");
    CHECK(block.is_past());
}

TEST_CASE("in a response: the block may be cut over events, and come behind reasoning in its own field") {
    ChatResponse response;
    response.on_head({200, {{"content-type", "text/event-stream"}}});
    ChatDelta added;
    response.on_bytes(event("\n<th"), added);
    CHECK(added.text.empty());
    response.on_bytes(event("ink>I wonder.</think"), added);
    CHECK(added.reasoning == "I wonder.");
    response.on_bytes(event(">\n") + event("\n4") + "data: [DONE]\n\n", added);
    CHECK(added.text == "4");
    CHECK(added.reasoning == "I wonder.");
    CHECK_FALSE(response.error());

    ChatResponse both;
    both.on_head({200, {}});
    added.clear();
    both.on_bytes(R"(data: {"choices":[{"delta":{"reasoning":"First. "}}]})"
                  "\n\n" +
                      event("<think>Then.</think>So."),
                  added);
    CHECK(added.reasoning == "First. Then.");
    CHECK(added.text == "So.");
}

TEST_CASE("in a response: what is held back at the end is handed out") {
    for (const bool with_done : {true, false}) {
        ChatResponse response;
        response.on_head({200, {{"content-type", "text/event-stream"}}});
        ChatDelta added;
        response.on_bytes(event("<thin") + (with_done ? "data: [DONE]\n\n" : ""), added);
        response.on_end(added);
        CHECK(added.text == "<thin");
        CHECK_FALSE(response.error());
    }
    ChatResponse unclosed;
    unclosed.on_head({200, {{"content-type", "text/event-stream"}}});
    ChatDelta added;
    unclosed.on_bytes(event("<think>All of it </") + "data: [DONE]\n\n", added);
    CHECK(added.reasoning == "All of it </");
    CHECK(added.text.empty());
    CHECK(unclosed.ended_in_reasoning());
    CHECK_FALSE(unclosed.error());
}

}  // namespace moa::wire
