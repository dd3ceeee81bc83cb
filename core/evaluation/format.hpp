// The formats of evaluation tools: what their questions mean, and their answers to the letter.
//
// | format | tool, as of | question | answer |
// |---|---|---|---|
// | arena-hard | Arena-Hard-Auto v2 | uid, category, subcategory, prompt | uid, ans_id, model, messages,
// tstamp, metadata | | alpaca | alpaca_eval cd543a1 | instruction, dataset | a JSON array: dataset,
// instruction, output, generator | | mt-bench | FastChat 0e6d3e4, llm_judge | question_id, category, turns |
// question_id, answer_id, model_id, choices, tstamp | | flask | FLASK 3b4e22b | idx, instruction (or
// question_id, text) | question_id, text | | jsonl | JSON Lines | a field, "prompt" | the question with one
// more field, "answer" |
//
// Questions may be JSON Lines or a JSON array, whatever the format.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json_box.hpp"
#include "result.hpp"
#include "wire/chat.hpp"

namespace moa::evaluation {

enum class Format { arena_hard, alpaca, mt_bench, flask, jsonl };

std::string_view to_string(Format format);
std::optional<Format> parse_format(std::string_view text);
/// Whether its answers are one JSON array rather than a line each.
constexpr bool is_array(Format format) {
    return format == Format::alpaca;
}

/// Members of Format::jsonl.
struct Fields {
    std::string prompt = "prompt";
    std::string answer = "answer";

    bool operator==(const Fields&) const = default;
};

struct Question {
    /// What joins question and answer, one in the whole set: the question's id as JSON text; for alpaca, and
    /// where there is no id, the prompt to the byte.
    std::string key;
    std::vector<std::string> turns;  ///< at least one; each follows up the answer to the one before
    /// What the tool asks this category with (FastChat's table); nothing where it leaves it open.
    std::optional<double> temperature;
    JsonBox source;  ///< the whole question
};

/// One question from its JSON. The error says which member is missing or wrong.
Result<Question> read_question(Format format, const Fields& fields, std::string_view text);

/// What is written of an answer beside the question.
struct Answer {
    std::string model;                       ///< the name under which the tool lists it
    std::string id;                          ///< see answer_id
    std::vector<std::string> turns;          ///< one for each turn of the question, none of them empty
    std::vector<wire::ChatMessage> opening;  ///< the system message, where there is one
    double written_at = 0;                   ///< seconds since 1970 (UTC)
};

/// The answer as its tool reads it: one line of JSON without its line feed.
std::string write_answer(Format format, const Fields& fields, const Question& question, const Answer& answer);

/// An answer as it stands in a file, ours or published.
struct ReadAnswer {
    std::string key;  ///< as Question::key
    std::string model;
    std::vector<std::string> questions;  ///< where the answer holds them, one a turn; else empty
    std::vector<std::string> turns;      ///< at least one
};
Result<ReadAnswer> read_answer(Format format, const Fields& fields, std::string_view text);
Result<ReadAnswer> read_answer_json(Format format, const Fields& fields, const Json& answer);

/// Which tool wrote an answer, by its members; jsonl where it was none of them.
Format format_of_answer(const Json& answer);

/// An id in the form of the tools' (22 letters and digits without look-alikes, as shortuuid's), the same for
/// the same key in the same evaluation.
std::string answer_id(std::string_view evaluation, std::string_view key);

}  // namespace moa::evaluation
