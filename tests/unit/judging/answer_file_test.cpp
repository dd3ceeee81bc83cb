#include <doctest/doctest.h>

#include "json.hpp"
#include "judging/answer_file.hpp"
#include "judging/contest.hpp"

namespace moa::judging {

namespace {

std::vector<Answer> answers_of(std::string_view text) {
    return read_answers(text).value();
}

}  // namespace

TEST_CASE("each tool's answers are read") {
    // FastChat, llm_judge/gen_model_answer.py.
    CHECK(answers_of(
              R"({"question_id": 81, "answer_id": "x", "model_id": "m", "choices": [{"index": 0, "turns":)"
              R"( ["one", "two"]}], "tstamp": 1.5})") == std::vector<Answer>{{"81", {}, {"one", "two"}}});
    // Arena-Hard v2, gen_answer.py.
    CHECK(answers_of(
              R"({"uid": "u1", "ans_id": "y", "model": "m", "messages": [{"role": "user", "content": "q"},)"
              R"( {"role": "assistant", "content": {"answer": "a"}}], "tstamp": 1, "metadata": {}})") ==
          std::vector<Answer>{{"u1", {"q"}, {"a"}}});
    // alpaca_eval: one array, joined by the instruction.
    CHECK(answers_of(
              R"([{"instruction": "q ", "output": "a", "generator": "m", "dataset": "helpful_base"}])") ==
          std::vector<Answer>{{"q ", {"q "}, {"a"}}});
    // FLASK.
    CHECK(answers_of(R"({"question_id": 7, "text": "a"})") == std::vector<Answer>{{"7", {}, {"a"}}});
    CHECK(answers_of("{\"id\": \"1\", \"question\": \"q\", \"answer\": \"a\"}\n\n"
                     "{\"id\": \"2\", \"prompt\": \"p\", \"response\": \"b\"}\n") ==
          std::vector<Answer>{{"1", {"q"}, {"a"}}, {"2", {"p"}, {"b"}}});
}

TEST_CASE("FLASK's two forms of questions are read") {
    // As kaistAI/FLASK 0a0e02e has them, with the members that do not matter left out, and as 3b4e22b and the
    // reference implementation do. The member "answer" is a model answer, not one that is to be judged.
    const auto older = read_questions(
        R"({"question_id": 1, "text": "Why?", "task": "t", "answer": "So.", "metrics": ["m"]})");
    REQUIRE(older.ok());
    CHECK(older.value().front().turns == std::vector<std::string>{"Why?"});
    const auto newer =
        read_questions(R"({"idx": 1, "instruction": "Why?", "answer": "So.", "task": "t", "skill": ["s"]})");
    REQUIRE(newer.ok());
    CHECK(newer.value().front().turns == older.value().front().turns);
    CHECK(newer.value().front().id == older.value().front().id);
}

TEST_CASE("an answer may be a number, and a message a plain text") {
    CHECK(answers_of(R"({"id": "a", "answer": 42})") == std::vector<Answer>{{"a", {}, {"42"}}});
    CHECK(answers_of(R"({"uid": "u", "messages": [{"role": "system", "content": "s"},)"
                     R"({"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}]})") ==
          std::vector<Answer>{{"u", {"q"}, {"a"}}});
}

TEST_CASE("failures of FastChat are no answers, and the latter of two answers counts") {
    CHECK(answers_of("{\"question_id\": 1, \"text\": \"old\"}\n"
                     "{\"question_id\": 2, \"choices\": [{\"index\": 0, \"turns\": [\"$ERROR$\"]}]}\n"
                     "{\"question_id\": 1, \"text\": \"new\"}\n") == std::vector<Answer>{{"1", {}, {"new"}}});
}

TEST_CASE("what is no file of answers is refused with its place") {
    CHECK(read_answers("{\"id\": 1, \"answer\": \"a\"}\nnot JSON\n").error().message ==
          "line 2 is no JSON object.");
    CHECK(read_answers("{\"id\": 1}\n").error().message.find("object 1 has no answer") == 0);
    CHECK(read_answers("{\"answer\": \"a\"}").error().message ==
          "object 1 has neither an ID nor a question.");
    CHECK(read_answers("[1]").error().message == "item 1 is no JSON object.");
    CHECK(read_answers("").error().message == "it holds no answer.");
}

TEST_CASE("own names of members") {
    const FieldNames names{"key", "ask", "say"};
    CHECK(read_answers(R"({"key": 5, "ask": "q", "say": "a", "answer": "not this"})", names).value() ==
          std::vector<Answer>{{"5", {"q"}, {"a"}}});
    CHECK(read_questions(R"({"key": 5, "ask": "q"})", names).value().front().turns.front() == "q");
}

TEST_CASE("questions keep their other members, and none occurs twice") {
    const auto questions =
        read_questions(R"({"question_id": 81, "turns": ["a", "b"], "reference": ["x"]})").value();
    CHECK(questions.front().id == "81");
    CHECK(questions.front().turns == std::vector<std::string>{"a", "b"});
    CHECK(find(*questions.front().fields, "reference") != nullptr);
    CHECK(read_questions("{\"id\": 1, \"prompt\": \"a\"}\n{\"id\": 1, \"prompt\": \"b\"}").error().message ==
          "two questions have the ID 1.");
    CHECK_FALSE(read_questions("{\"id\": 1}"));
}

TEST_CASE("no judge is needed where an answer is missing, or both are the same") {
    CHECK(contest_of("1", {"q"}, {"a"}, {" "}, 0).facts.given == 1.0);
    CHECK(contest_of("1", {"q"}, {""}, {"b"}, 0).facts.given == 0.0);
    CHECK(contest_of("1", {"q"}, {""}, {""}, 0).facts.given == 0.5);
    CHECK(contest_of("1", {"q"}, {"a"}, {"a"}, 0).facts.given == 0.5);
    CHECK_FALSE(contest_of("1", {"q"}, {"a"}, {"b"}, 0).facts.given);
    // The same last words after another first answer are another conversation.
    CHECK_FALSE(contest_of("1", {"q", "r"}, {"a", "c"}, {"b", "c"}, 0).facts.given);
}

TEST_CASE("answers are joined by ID, turn by turn") {
    const auto a = answers_of(
        "{\"question_id\": 1, \"choices\": [{\"turns\": [\"a1\", \"a2\"]}]}\n"
        "{\"question_id\": 2, \"choices\": [{\"turns\": [\"lonely\"]}]}\n");
    const auto b = answers_of(
        "{\"question_id\": 3, \"choices\": [{\"turns\": [\"else\"]}]}\n"
        "{\"question_id\": 1, \"choices\": [{\"turns\": [\"b1\", \"größer\"]}]}\n");
    const auto questions = read_questions(R"({"question_id": 1, "turns": ["q1", "q2"]})").value();
    const Contests joined = join_answers(a, b, questions).value();
    CHECK(joined.only_in_a == std::vector<std::string>{"2"});
    CHECK(joined.only_in_b == std::vector<std::string>{"3"});
    REQUIRE(joined.contests.size() == 2);
    const Contest& second = joined.contests[1];
    CHECK(second.id == "1#2");
    CHECK(second.questions == std::vector<std::string>{"q1", "q2"});
    CHECK(second.facts.cluster == joined.contests[0].facts.cluster);
    CHECK(second.facts.b_characters == 6);
    CHECK(judged_pair(second, false).first.back() == "a2");
    CHECK(judged_pair(second, true).first.back() == "größer");

    CHECK(join_answers(a, b, {}).error().message ==
          "The text of question 1 is in neither file: name the questions file.");
}

}  // namespace moa::judging
