// Questions and answers as the evaluation tools write them, read without being told which tool it was.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "json_box.hpp"
#include "result.hpp"

namespace moa::judging {

/// A question, or what a user asks in several turns.
struct Question {
    std::string id;
    std::vector<std::string> turns;      ///< at least one
    JsonBox fields = JsonBox::object();  ///< all of it as it was read, for expected answers

    bool operator==(const Question&) const = default;
};

/// A model's answers to one question, one a turn.
struct Answer {
    std::string id;
    std::vector<std::string> questions;  ///< where the file holds them, one a turn; else empty
    std::vector<std::string> turns;      ///< at least one

    bool operator==(const Answer&) const = default;
};

/// Which members of a JSON Lines file of no known tool hold the texts.
struct FieldNames {
    std::string id;        ///< empty: "id", "question_id", "uid" or "idx"; else the text of the question
    std::string question;  ///< empty: "prompt", "question", "instruction", or in questions "text"
    std::string answer;    ///< empty: "answer", "output", "text" or "response"

    bool operator==(const FieldNames&) const = default;
};

/// Reads questions: MT-Bench (question_id, turns), Arena-Hard (uid, prompt), AlpacaEval (instruction), FLASK
/// (idx, instruction; or question_id, text) or any JSON Lines. The error completes "FILE: ". No question
/// occurs twice.
Result<std::vector<Question>> read_questions(std::string_view text, const FieldNames& names = {});

/// Reads answers of the tools that evaluation/format.hpp knows, recognised by their members, or any JSON
/// Lines. A failed call that FastChat wrote down as the answer "$ERROR$" is left out. Of two answers to one
/// question the latter counts, as FastChat reads them.
Result<std::vector<Answer>> read_answers(std::string_view text, const FieldNames& names = {});

}  // namespace moa::judging
