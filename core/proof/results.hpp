// The list of an experiment's runs ("moa-results/1"): a chain of lines, each with the hashes of its run logs,
// so that no line and no log can be changed, added or taken away in silence.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "proof/hash_chain.hpp"
#include "result.hpp"

namespace moa::proof {

inline constexpr std::string_view results_format = "moa-results/1";

struct LoggedTurn {
    std::string log;  ///< path of the run log in the experiment's folder
    std::string sha256;

    bool operator==(const LoggedTurn&) const = default;
};

/// All turns of one question for one arm.
struct ResultLine {
    std::size_t question = 0;  ///< place in the questions file
    std::string arm;
    std::vector<LoggedTurn> turns;  ///< at least one; not those that were never begun
    int samples = 0;                ///< of an arm of equal money
    bool answered = false;          ///< all of its turns
    double cost_usd = 0;            ///< of all turns, as the logs have it

    bool operator==(const ResultLine&) const = default;
};

/// Writes lines, each tied to the one before.
class ResultChain {
  public:
    std::string begin(std::string_view plan_sha256) { return chain_.begin(results_format, plan_sha256); }
    std::string add(const ResultLine& result);
    const std::string& head() const { return chain_.head(); }

    /// Reads a file, to go on with it; see HashChain::read.
    static Result<ResultChain> read(std::string_view text, std::string_view plan_sha256);
    /// All lines so far; of two for the same question and arm the latter counts.
    const std::vector<ResultLine>& lines() const { return lines_; }

  private:
    HashChain chain_;
    std::vector<ResultLine> lines_;
};

}  // namespace moa::proof
