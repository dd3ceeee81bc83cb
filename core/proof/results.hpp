// The list of an experiment's runs ("moa-results/1"): JSON Lines, each with the hash of its run log and of
// the line before it, so that no line and no log can be changed, added or taken away in silence.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "result.hpp"

namespace moa::proof {

inline constexpr std::string_view results_format = "moa-results/1";

struct ResultLine {
    std::size_t question = 0;  ///< place in the questions file
    std::string arm;
    std::string log;  ///< path of the run log in the experiment's folder
    std::string log_sha256;
    int samples = 0;  ///< of an arm of equal money
    bool answered = false;
    double cost_usd = 0;  ///< as the log has it

    bool operator==(const ResultLine&) const = default;
};

/// Writes lines, each tied to the one before.
class ResultChain {
  public:
    /// Of a new file: its first line names the plan by its hash.
    std::string begin(std::string_view plan_sha256);
    std::string add(const ResultLine& result);
    /// The hash of the latest line: who knows it knows the whole file.
    const std::string& head() const { return head_; }

    /// Reads a file, to go on with it. A torn last line is left out. The error completes "FILE: ": another
    /// plan's, or a line that is not the one that was written.
    static Result<ResultChain> read(std::string_view text, std::string_view plan_sha256);
    /// All lines so far; of two for the same question and arm the latter counts.
    const std::vector<ResultLine>& lines() const { return lines_; }

  private:
    std::string head_;
    std::vector<ResultLine> lines_;
};

}  // namespace moa::proof
