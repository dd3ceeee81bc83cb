// The file of answers while an evaluation goes on: appended to as answers come, and put in question order at
// the end of each call.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "evaluation/format.hpp"
#include "native/cli/evaluation/answer_index.hpp"
#include "native/platform/line_file.hpp"

namespace moa::cli {

/// Answers are lines of `path`. Of a format that is one array (alpaca) they are lines of `path`.lines until
/// the end of a call, which puts them into the array. One program at a time has it.
class AnswerFile {
  public:
    /// Makes the file where it is missing. What a crash has left of a last line is cut off.
    static Result<AnswerFile> open(const std::string& path, evaluation::Format format,
                                   const evaluation::Fields& fields);

    bool has(std::string_view key) const { return known_.has(key); }
    std::size_t size() const { return known_.size() + appended_; }
    /// `line` without its line feed, to be found by no `has` of this object.
    std::optional<Error> append(const std::string& line);

    /// Calls its argument with the key of each question, in order.
    using EachKey =
        std::function<std::optional<Error>(const std::function<std::optional<Error>(const std::string&)>&)>;
    /// Rewrites the file in question order, whole or not at all. Nothing is appended afterwards.
    std::optional<Error> put_in_order(const EachKey& each_key);

  private:
    AnswerFile(std::string path, evaluation::Format format, const evaluation::Fields& fields,
               native::LineFile lines, AnswerIndex known);

    std::string path_;
    evaluation::Format format_;
    evaluation::Fields fields_;
    native::LineFile lines_;
    AnswerIndex known_;  ///< when it was opened
    std::size_t appended_ = 0;
};

}  // namespace moa::cli
