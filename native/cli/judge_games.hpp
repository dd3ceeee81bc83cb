// The games of a comparison: every judge on every pair, in both orders, played by models and written down.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "judging/contest.hpp"
#include "judging/judge.hpp"
#include "judging/judgement_log.hpp"
#include "native/cli/evaluation/evaluation_loop.hpp"
#include "native/cli/run_options.hpp"
#include "native/platform/line_file.hpp"

namespace moa::cli {

struct Game {
    std::size_t pair = 0;
    std::size_t judge = 0;
    bool b_first = false;
};

class JudgeGames {
  public:
    /// All must outlive it. `file` keeps the verdicts, and `known` is what it held; it may be null where
    /// nothing is played.
    JudgeGames(const std::vector<judging::Contest>& contests, const std::vector<judging::Judge>& judges,
               const RunSetup& setup, native::LineFile* file, const judging::JudgementLog& known);

    /// Games not played yet, pair by pair, so that a stop leaves whole pairs.
    const std::vector<Game>& open() const { return open_; }
    bool all_priced() const;
    /// What the open games are likely to cost; nothing where a judge has no price.
    std::optional<double> estimated_usd() const;

    /// Plays the open games, so many at once; with `most_usd` none that is likely to exceed it. Failed ones
    /// stay open for the next call. The error is of the file.
    Result<EvaluationEnd> play(SignalScope& signals, int parallel, std::optional<double> most_usd);

    const std::vector<judging::Judgement>& judgements() const { return judgements_; }
    std::int64_t failures() const { return failures_; }
    /// Why the first of them failed.
    const std::string& failure() const { return failure_; }
    double spent_usd() const { return spent_usd_; }      ///< by this call
    double earlier_usd() const { return earlier_usd_; }  ///< as the file has it

  private:
    std::vector<wire::ChatMessage> prompt_of(const Game& game) const;
    double likely_usd(const Game& game) const;
    std::optional<Error> take(const Game& game, const EvaluationOutcome& outcome);
    bool has_price(const judging::Judge& judge) const;

    const std::vector<judging::Contest>& contests_;
    const std::vector<judging::Judge>& judges_;
    const RunSetup& setup_;
    native::LineFile* file_;
    std::vector<Game> open_;
    std::vector<judging::Judgement> judgements_;
    std::int64_t failures_ = 0;
    std::string failure_;
    double spent_usd_ = 0;
    double earlier_usd_ = 0;
};

}  // namespace moa::cli
