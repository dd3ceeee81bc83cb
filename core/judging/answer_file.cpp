#include "judging/answer_file.hpp"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <set>
#include <utility>

#include "evaluation/format.hpp"
#include "json.hpp"
#include "judging/json_lines.hpp"

namespace moa::judging {

namespace {

/// What FastChat writes down in place of an answer when a call failed.
constexpr std::string_view fastchat_failure = "$ERROR$";

/// A string or a number as text; empty for anything else.
std::string plain_text(const Json* value) {
    if (value == nullptr) return {};
    if (value->is_string()) return value->get<std::string>();
    return value->is_number_integer() ? dump_json(*value) : std::string();
}

/// The member `chosen`, or, where that is empty, the first of `usual` that is there.
std::string member(const Json& object, const std::string& chosen, std::initializer_list<const char*> usual) {
    if (!chosen.empty()) return plain_text(find(object, chosen));
    for (const char* name : usual) {
        std::string text = plain_text(find(object, name));
        if (!text.empty()) return text;
    }
    return {};
}

std::string id_of(const Json& object, const FieldNames& names) {
    return member(object, names.id, {"id", "question_id", "uid", "idx"});
}

std::string question_of(const Json& object, const FieldNames& names) {
    return member(object, names.question, {"prompt", "question", "instruction", "text"});
}

std::vector<std::string> strings_of(const Json* array) {
    std::vector<std::string> texts;
    if (array == nullptr || !array->is_array()) return texts;
    for (const Json& item : *array)
        texts.push_back(plain_text(&item));
    return texts;
}

/// The name of the first of these members that the object has; the last one where it has none.
std::string name_of(const Json& object, const std::string& chosen, std::initializer_list<const char*> usual) {
    if (!chosen.empty()) return chosen;
    for (const char* name : usual)
        if (find(object, name) != nullptr) return name;
    return *(usual.end() - 1);
}

/// As the evaluation's formats read it; what no tool wrote has its members named, or guessed.
Result<Answer> answer_of(const Json& object, const FieldNames& names) {
    const bool named = names != FieldNames{};
    const evaluation::Format format =
        named ? evaluation::Format::jsonl : evaluation::format_of_answer(object);
    const evaluation::Fields fields{name_of(object, names.question, {"prompt", "question", "instruction"}),
                                    name_of(object, names.answer, {"answer", "output", "text", "response"})};
    Result<evaluation::ReadAnswer> read = evaluation::read_answer_json(format, fields, object);
    if (!read) return read.error();
    Answer answer{id_of(object, names), std::move(read.value().questions), std::move(read.value().turns)};
    if (answer.id.empty() && !answer.questions.empty()) answer.id = answer.questions.front();
    return answer;
}

bool failed(const Answer& answer) {
    return std::any_of(answer.turns.begin(), answer.turns.end(),
                       [](const std::string& text) { return text == fastchat_failure; });
}

std::string object_number(std::size_t index) {
    return "object " + std::to_string(index + 1);
}

}  // namespace

Result<std::vector<Question>> read_questions(std::string_view text, const FieldNames& names) {
    Result<std::vector<Json>> objects = read_objects(text);
    if (!objects) return objects.error();
    std::vector<Question> questions;
    std::set<std::string> seen;
    for (Json& object : objects.value()) {
        Question question;
        question.id = id_of(object, names);
        question.turns = strings_of(find(object, "turns"));
        if (question.turns.empty()) question.turns.push_back(question_of(object, names));
        if (question.turns.front().empty())
            return invalid_input(object_number(questions.size()) +
                                 " has no question (members turns, prompt, question, instruction or text).");
        if (question.id.empty()) question.id = question.turns.front();
        if (!seen.insert(question.id).second)
            return invalid_input("two questions have the ID " + question.id + ".");
        question.fields = std::move(object);
        questions.push_back(std::move(question));
    }
    if (questions.empty()) return invalid_input("it holds no question.");
    return questions;
}

Result<std::vector<Answer>> read_answers(std::string_view text, const FieldNames& names) {
    Result<std::vector<Json>> objects = read_objects(text);
    if (!objects) return objects.error();
    std::vector<Answer> answers;
    std::map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < objects.value().size(); ++i) {
        Result<Answer> read = answer_of(objects.value()[i], names);
        if (!read || read.value().turns.front().empty())
            return invalid_input(
                object_number(i) +
                " has no answer (members choices, messages, answer, output, text or response).");
        Answer& answer = read.value();
        if (answer.id.empty()) return invalid_input(object_number(i) + " has neither an ID nor a question.");
        if (failed(answer)) continue;
        const auto [place, is_new] = places.try_emplace(answer.id, answers.size());
        if (is_new) {
            answers.push_back(std::move(answer));
        } else {
            answers[place->second] = std::move(answer);
        }
    }
    if (answers.empty()) return invalid_input("it holds no answer.");
    return answers;
}

}  // namespace moa::judging
