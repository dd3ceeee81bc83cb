// What moa eval is told, and what that amounts to before a question is asked.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "evaluation/manifest.hpp"
#include "native/cli/evaluation/answer_index.hpp"
#include "native/cli/evaluation/question_set.hpp"
#include "native/cli/run_options.hpp"

namespace moa::cli {

inline constexpr int default_questions_at_once = 8;

struct EvalArguments {
    std::string format;
    QuestionChoice questions;  ///< path and fields; the rest follows from the others
    std::string out;
    std::string runs;  ///< empty: beside `out`
    std::string name;  ///< of the model; empty: the recipe's
    std::optional<std::string> shard;
    std::vector<std::string> references;  ///< files
    bool estimate = false;
    int parallel = default_questions_at_once;
    RunOptions options;

    std::string runs_folder() const { return runs.empty() ? out + ".runs" : runs; }
};

struct Evaluation {
    QuestionChoice questions;
    RunSetup setup;
    std::vector<AnswerIndex> references;
    evaluation::Manifest manifest;
    bool forced_temperature = false;

    /// The recipe for a question: a category's temperature stands in for the recipe's own default, but
    /// neither for what a layer or an agent sets, nor for --temperature.
    mixture::Recipe recipe_for(const evaluation::Question& question) const;
    /// What --references has in place of the first layer, by turn; an error where an answer is missing.
    Result<std::vector<std::vector<std::string>>> published_for(const evaluation::Question& question) const;
};

/// Reads everything and refuses what cannot be used; nothing has been sent or written. For an estimate, no
/// key is needed.
Result<std::unique_ptr<Evaluation>> prepare_evaluation(EvalArguments& arguments);

}  // namespace moa::cli
