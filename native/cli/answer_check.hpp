// Whether answers are right, without a judge: against an expected value, or by a command.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "judging/answer_file.hpp"
#include "result.hpp"

namespace moa::cli {

struct AnswerCheck {
    std::string expect;   ///< the field of the questions that has the expected answer; may be empty
    std::string command;  ///< a shell command that exits with 0 for a right answer; may be empty

    bool any() const { return !expect.empty() || !command.empty(); }
};

/// How long a command may take.
inline constexpr int check_seconds = 60;

/// The score of an answer, 1 or 0. A command gets the answer on its standard input, the question's JSON in
/// MOA_QUESTION, and no key; one that runs into its time limit counts as wrong. The error is a sentence: the
/// field is missing, or its pattern is none.
Result<double> check_answer(const AnswerCheck& check, const Json& question_fields, std::string_view answer);

}  // namespace moa::cli
