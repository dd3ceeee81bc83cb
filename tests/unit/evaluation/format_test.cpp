// Questions and answers, member by member, as the tools' own readers take them.
#include "evaluation/format.hpp"

#include <doctest/doctest.h>

#include "json.hpp"

using namespace moa;
using namespace moa::evaluation;

namespace {

/// Of FastChat 0e6d3e4 (Apache-2.0), fastchat/llm_judge/data/mt_bench: question.jsonl,
/// reference_answer/gpt-4.jsonl.
constexpr const char* mt_bench_question =
    R"({"question_id": 102, "category": "reasoning", "turns": ["You can see a beautiful red house to your left and a hypnotic greenhouse to your right, an attractive heated pink place in the front. So, where is the White House?", "Does the original question contain any clues to definitively determine the location of the White House?"], "reference": ["The answer is \"Washington, D.C.\".", "No."]})";
constexpr const char* mt_bench_answer =
    R"({"question_id": 102, "answer_id": "hLH8WozvaB88bb5vV224H4", "model_id": "gpt-4", "choices": [{"index": 0, "turns": ["The White House is located at 1600 Pennsylvania Avenue NW in Washington, D.C. It is the official residence and workplace of the President of the United States.", "No, the original question does not contain any clues to definitively determine the location of the White House. It only describes a red house, a greenhouse, and a heated pink place, which are unrelated to the White House's location."]}], "tstamp": 1686286937.7164738})";
/// Of alpaca_eval cd543a1 (Apache-2.0), results/gpt4_1106_preview/model_outputs.json.
constexpr const char* alpaca_entry =
    R"({"dataset":"oasst","instruction":"What is the capital of Australia?","output":"The capital of Australia is Canberra.","generator":"gpt4_1106_preview"})";

Question question_of(Format format, const char* json, const Fields& fields = {}) {
    Result<Question> question = read_question(format, fields, json);
    REQUIRE(question.ok());
    return question.value();
}

Json answer_of(Format format, const Question& question, Answer answer, const Fields& fields = {}) {
    answer.model = "moa";
    answer.id = "an-id";
    answer.written_at = 1686286937.5;
    const std::string line = write_answer(format, fields, question, answer);
    CHECK(line.find('\n') == std::string::npos);
    return *parse_json(line);
}

std::vector<std::string> members(const Json& json) {
    std::vector<std::string> names;
    for (const auto& [name, value] : json.items())
        names.push_back(name);
    return names;
}

Answer one(const char* text) {
    Answer answer;
    answer.turns = {text};
    return answer;
}

/// The same members in the same order with values of the same types, however deep.
bool same_shape(const Json& one, const Json& other) {
    if (one.type() != other.type() && !(one.is_number_integer() && other.is_number_integer())) return false;
    if (!one.is_structured()) return true;
    if (one.size() != other.size()) return false;
    for (auto a = one.begin(), b = other.begin(); a != one.end(); ++a, ++b) {
        if (one.is_object() && a.key() != b.key()) return false;
        if (!same_shape(*a, *b)) return false;
    }
    return true;
}

}  // namespace

TEST_CASE("mt-bench: two turns, the category's temperature, and FastChat's members") {
    const Question question = question_of(Format::mt_bench, mt_bench_question);
    CHECK(question.turns.size() == 2);
    CHECK(question.turns[1].find("Does the original question") == 0);
    CHECK(question.temperature == 0.0);
    Answer answer;
    answer.turns = {"In Washington.", "No."};
    const Json ours = answer_of(Format::mt_bench, question, answer);
    const Json theirs = *parse_json(mt_bench_answer);
    CHECK(members(ours) == members(theirs));
    CHECK(members(ours["choices"][0]) == members(theirs["choices"][0]));
    CHECK(ours["question_id"] == 102);
    CHECK(ours["model_id"] == "moa");
    CHECK(ours["choices"].size() == 1);
    CHECK(ours["choices"][0]["index"] == 0);
    CHECK(ours["choices"][0]["turns"] == Json({"In Washington.", "No."}));
    CHECK(ours["tstamp"].is_number_float());
    CHECK(ours["answer_id"].is_string());
    const Result<ReadAnswer> read = read_answer(Format::mt_bench, {}, mt_bench_answer);
    REQUIRE(read.ok());
    CHECK(read.value().key == question.key);
    CHECK(read.value().model == "gpt-4");
    CHECK(read.value().turns.size() == 2);
}

TEST_CASE("mt-bench: FastChat's temperatures") {
    const auto temperature = [](const std::string& members) {
        return question_of(Format::mt_bench,
                           ("{\"question_id\": 1, \"turns\": [\"a\"]" + members + "}").c_str())
            .temperature;
    };
    CHECK(temperature(R"(, "category": "writing")") == 0.7);
    CHECK(temperature(R"(, "category": "roleplay")") == 0.7);
    CHECK(temperature(R"(, "category": "extraction")") == 0.0);
    CHECK(temperature(R"(, "category": "math")") == 0.0);
    CHECK(temperature(R"(, "category": "coding")") == 0.0);
    CHECK(temperature(R"(, "category": "reasoning")") == 0.0);
    CHECK(temperature(R"(, "category": "stem")") == 0.1);
    CHECK(temperature(R"(, "category": "humanities")") == 0.1);
    CHECK(temperature(R"(, "category": "arena-hard-200")") == 0.0);
    CHECK(temperature(R"(, "category": "another one")") == 0.7);
    CHECK(temperature("") == 0.7);
    CHECK(temperature(R"(, "category": "math", "required_temperature": 0.3)") == 0.3);
}

TEST_CASE("alpaca: the instruction to the byte, and another model's answer is not taken for ours") {
    const Question question = question_of(Format::alpaca, alpaca_entry);
    const Json ours = answer_of(Format::alpaca, question, one("Canberra."));
    const Json theirs = *parse_json(alpaca_entry);
    CHECK(members(ours) == members(theirs));
    CHECK(ours["instruction"] == theirs["instruction"]);
    CHECK(ours["dataset"] == "oasst");
    CHECK(ours["output"] == "Canberra.");
    CHECK(ours["generator"] == "moa");
    for (const char* instruction :
         {"a\n", " \ta", "a\r\n\r\nb  ", "a\\u00a0", "\\u0001 \\\"q\\\" \\\\ /", "é 漢 \\ud83d\\ude00"}) {
        const std::string text = std::string("{\"instruction\": \"") + instruction + "\"}";
        // Line feeds stand escaped in JSON.
        std::string escaped;
        for (const char c : text)
            escaped += c == '\n' ? "\\n" : c == '\r' ? "\\r" : c == '\t' ? "\\t" : std::string(1, c);
        const Json source = *parse_json(escaped);
        const Question odd = question_of(Format::alpaca, escaped.c_str());
        CHECK(odd.turns[0] == source["instruction"].get<std::string>());
        CHECK(answer_of(Format::alpaca, odd, one("x"))["instruction"] == source["instruction"]);
        CHECK(odd.key == odd.turns[0]);
    }
    const Result<ReadAnswer> read = read_answer(Format::alpaca, {}, alpaca_entry);
    REQUIRE(read.ok());
    CHECK(read.value().key == question.key);
    CHECK(read.value().turns[0] == "The capital of Australia is Canberra.");
}

TEST_CASE("arena-hard: v2's members, the messages with a system message, and the metadata") {
    const Question question = question_of(
        Format::arena_hard,
        R"({"uid": "0a1b", "category": "hard_prompt", "subcategory": "coding", "prompt": "Why?"})");
    CHECK_FALSE(question.temperature);
    Answer answer = one("## Because\n\n1. **one**\n2. two\n");
    answer.opening = {{"system", "Be brief."}};
    const Json json = answer_of(Format::arena_hard, question, answer);
    CHECK(members(json) ==
          std::vector<std::string>{"uid", "ans_id", "model", "messages", "tstamp", "metadata"});
    CHECK(json["uid"] == "0a1b");
    CHECK(json["messages"] ==
          *parse_json(R"([{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Why?"},
        {"role": "assistant", "content": {"answer": "## Because\n\n1. **one**\n2. two\n"}}])"));
    CHECK(members(json["metadata"]) ==
          std::vector<std::string>{"token_len", "header_count", "list_count", "bold_count"});
    CHECK(json["metadata"]["token_len"].is_number_integer());
    const Result<ReadAnswer> read = read_answer(Format::arena_hard, {}, dump_json(json));
    REQUIRE(read.ok());
    CHECK(read.value().key == question.key);
    CHECK(read.value().turns[0] == answer.turns[0]);
}

TEST_CASE("arena-hard: what the tool has published has our members, in our order, of our types") {
    // The shape of lmarena/arena-hard-auto 196f6b8, data/arena-hard-v2.0 (Apache 2.0): each of the 750
    // questions has these four texts, and o3-mini-2025-01-31.jsonl these members; the texts here are ours.
    const Json published = *parse_json(
        R"({"uid": "0253f09025cc40cd", "ans_id": "dgYCTvj3bz42JVPxnkZNB2", "model": "o3-mini-2025-01-31",
        "messages": [{"role": "user", "content": "Which?"}, {"role": "assistant", "content": {"answer": "C."}}],
        "tstamp": 1744155079.1383834, "metadata": {"token_len": 179,
        "header_count": {"h1": 0, "h2": 0, "h3": 0, "h4": 0, "h5": 0, "h6": 0},
        "list_count": {"ordered": 0, "unordered": 0}, "bold_count": {"**": 0, "__": 0}}})");
    const Question question = question_of(
        Format::arena_hard,
        R"({"uid": "0253f09025cc40cd", "category": "hard_prompt", "subcategory": "math", "prompt": "Which?"})");
    const Json ours = answer_of(Format::arena_hard, question, one("C."));
    CHECK(same_shape(ours, published));
    CHECK(answer_id("an evaluation", question.key).size() == published["ans_id"].get<std::string>().size());
    const Result<ReadAnswer> read = read_answer_json(Format::arena_hard, {}, published);
    REQUIRE(read.ok());
    CHECK(read.value().key == question.key);
    CHECK(read.value().questions == question.turns);
    CHECK(read.value().turns == std::vector<std::string>{"C."});
    CHECK(format_of_answer(published) == Format::arena_hard);
}

TEST_CASE("flask: what the tool and the reference implementation have published") {
    // Questions of kaistAI/FLASK 0a0e02e, and those of togethercomputer/MoA 819420f: the members of both,
    // with texts of ours. "answer" is the tool's own model answer.
    const Question older = question_of(
        Format::flask,
        R"({"question_id": 1, "text": "Why?", "task": "Self-instruct", "answer": "So.", "domain_labeled": ["Math"],
        "num_skills": 3, "metrics": ["Readability"], "total_tokens": 749, "difficulty_labeled": "x"})");
    const Question newer = question_of(
        Format::flask,
        R"({"idx": 1, "instruction": "Why?", "answer": "So.", "task": "Self-instruct", "skill": ["Readability"],
        "domain": ["Math"], "difficulty": "x"})");
    CHECK(older.turns == newer.turns);
    CHECK(older.key == newer.key);
    // A line of model_output/outputs/llama2_chat_13b.jsonl has these two members and no other.
    const Json published = *parse_json(R"({"question_id": 1, "text": "Because."})");
    CHECK(answer_of(Format::flask, older, one("Because.")) == published);
    CHECK(answer_of(Format::flask, newer, one("Because.")) == published);
    CHECK(format_of_answer(published) == Format::flask);
}

TEST_CASE("flask: idx becomes question_id") {
    const Question question =
        question_of(Format::flask, R"({"idx": 7, "instruction": "Why?", "answer": "So.", "task": "t"})");
    CHECK(dump_json(answer_of(Format::flask, question, one("Because."))) ==
          R"({"question_id":7,"text":"Because."})");
    // Its raw input names them as answers do.
    const Question raw = question_of(Format::flask, R"({"question_id": 7, "text": "Why?"})");
    CHECK(raw.turns[0] == "Why?");
    CHECK(raw.key == question.key);
}

TEST_CASE("jsonl: any fields, and what else a question holds stays") {
    const Fields fields{"problem", "response"};
    const Question question =
        question_of(Format::jsonl, R"({"id": "a", "problem": "2+2?", "expected": "4"})", fields);
    CHECK(dump_json(answer_of(Format::jsonl, question, one("Four."), fields)) ==
          R"({"id":"a","problem":"2+2?","expected":"4","response":"Four."})");
    CHECK(question_of(Format::jsonl, R"({"prompt": "only a prompt"})").key == "only a prompt");
}

TEST_CASE("ids of another type are other ids") {
    CHECK(question_of(Format::mt_bench, R"({"question_id": 81, "turns": ["a"]})").key !=
          question_of(Format::mt_bench, R"({"question_id": "81", "turns": ["a"]})").key);
}

TEST_CASE("what cannot be asked is refused with its member") {
    const auto fault = [](Format format, const char* json) {
        const Result<Question> question = read_question(format, {}, json);
        return question.ok() ? std::string() : question.error().message;
    };
    CHECK(fault(Format::mt_bench, R"({"question_id": 1})").find("\"turns\"") != std::string::npos);
    CHECK(fault(Format::mt_bench, R"({"question_id": 1, "turns": []})").find("\"turns\"") !=
          std::string::npos);
    CHECK(fault(Format::mt_bench, R"({"turns": ["a"]})").find("\"question_id\"") != std::string::npos);
    CHECK(fault(Format::alpaca, R"({"instruction": 5})").find("\"instruction\"") != std::string::npos);
    CHECK(fault(Format::arena_hard, R"({"uid": "a", "turns": [{"content": "v0.1"}]})").find("\"prompt\"") !=
          std::string::npos);
    CHECK(fault(Format::flask, R"({"idx": 1, "instruction": "  "})").find("empty") != std::string::npos);
    CHECK(fault(Format::jsonl, "[1]").find("object") != std::string::npos);
    CHECK_FALSE(fault(Format::jsonl, "{\"prompt\": \"cut").empty());
}

TEST_CASE("an answer's id is its key's, in the tools' alphabet") {
    const std::string id = answer_id("evaluation", "81");
    CHECK(id.size() == 22);
    CHECK(id.find_first_not_of("23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz") ==
          std::string::npos);
    CHECK(id == answer_id("evaluation", "81"));
    CHECK(id != answer_id("evaluation", "82"));
    CHECK(id != answer_id("another", "81"));
}
