// The questions of an evaluation: looked through once, and then read one after the other.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "evaluation/format.hpp"
#include "evaluation/shard.hpp"
#include "native/cli/evaluation/item_file.hpp"

namespace moa::cli {

/// Which questions of which file.
struct QuestionChoice {
    std::string path;
    evaluation::Format format = evaluation::Format::jsonl;
    evaluation::Fields fields;
    std::optional<std::uint64_t> limit;  ///< only so many from the beginning
    evaluation::Shard shard;             ///< of these
};

/// What a look at all of them tells.
struct QuestionFacts {
    std::uint64_t count = 0;  ///< of all shards together
    std::string hash;         ///< SHA-256 of the file
};

struct PlacedQuestion {
    std::uint64_t position = 0;  ///< in the file, from 0
    evaluation::Question question;
};

/// Reads every question of the file and refuses what cannot be asked, and two of the same key. Costs 16 bytes
/// of memory a question.
Result<QuestionFacts> look_through(const QuestionChoice& choice);

/// The chosen questions in their order.
class QuestionReader {
  public:
    static Result<QuestionReader> open(const QuestionChoice& choice);
    /// Nothing at the end.
    Result<std::optional<PlacedQuestion>> next();

  private:
    QuestionReader(QuestionChoice choice, ItemFile file)
        : choice_(std::move(choice)), file_(std::move(file)) {}

    QuestionChoice choice_;
    ItemFile file_;
    std::uint64_t position_ = 0;
};

/// Calls `take` with each of the chosen questions; its error, or that of reading, ends the walk.
std::optional<Error> for_each_question(
    const QuestionChoice& choice, const std::function<std::optional<Error>(const PlacedQuestion&)>& take);

}  // namespace moa::cli
