// Whether answers are right, without a judge: against an expected value, or by a command.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

/// The score of an answer to one turn (from 0) of a question, 1 or 0. A field that is a list has a value for
/// each turn; nothing where it has none, or null, for this one. Any other value is that of every turn. A
/// command gets the answer on its standard input, the question's JSON in MOA_QUESTION, the turn (from 1) in
/// MOA_TURN, and no key; one that runs into its time limit counts as wrong. The error is a sentence: the
/// field is missing, or its pattern is none.
Result<std::optional<double>> check_answer(const AnswerCheck& check, const Json& question_fields,
                                           std::size_t turn, std::string_view answer);

/// The same of all turns: 1 where each that can be checked is right, else 0; a missing or blank answer is
/// wrong. The error, too, where none can be checked.
Result<double> check_answers(const AnswerCheck& check, const judging::Question& question,
                             const std::vector<std::string>& answers);

}  // namespace moa::cli
