// The judges of an experiment: which games are open, and what was said in those that were played.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "native/cli/evaluation/evaluation_loop.hpp"
#include "native/cli/proof/experiment_files.hpp"
#include "native/platform/line_file.hpp"

namespace moa::cli {

class ExperimentJudges {
  public:
    /// All of these outlive it. `file` is that of the verdicts; nullptr where the plan has no judges.
    ExperimentJudges(const Planned& planned, const ExperimentFolder& folder, native::LineFile* file,
                     ExperimentFolder::Verdicts verdicts);

    /// As many games as a question has if no two answers are the same: each judge, both orders, each other
    /// arm, each turn.
    std::int64_t most_games(std::size_t question) const;
    /// Opens the games of a question that have not been played yet; its arms have been asked. The error is of
    /// a run log.
    std::optional<Error> open(std::size_t question);
    /// Closes those again that nobody has begun.
    void close();
    std::int64_t open_games() const { return static_cast<std::int64_t>(open_.size()); }
    std::int64_t games_under_way() const { return static_cast<std::int64_t>(playing_.size()); }

    /// The next open game; there is one. `position` is the number of its task.
    EvaluationTask next(std::uint64_t position);
    bool is_playing(std::uint64_t position) const { return playing_.count(position) > 0; }
    /// Keeps what was said. The error is of the file.
    std::optional<Error> take(std::uint64_t position, const EvaluationOutcome& outcome);

    double spent_usd() const { return spent_usd_; }  ///< in all calls of the command
    std::int64_t played() const { return played_; }  ///< by this call
    double played_usd() const { return played_usd_; }
    std::int64_t failures() const { return failures_; }
    /// Why the first of them failed.
    const std::string& failure() const { return failure_; }

  private:
    struct Game {
        std::string contest;
        std::size_t judge = 0;
        bool recipe_first = true;
        std::vector<wire::ChatMessage> prompt;
    };

    /// What each arm has answered; nothing where it was not asked.
    Result<std::vector<std::optional<proof::ArmTexts>>> texts_of_arms(std::size_t question) const;
    void open_pair(const judging::Contest& pair);

    const Planned& planned_;
    const ExperimentFolder& folder_;
    native::LineFile* file_;
    ExperimentFolder::Verdicts verdicts_;
    std::deque<Game> open_;
    std::map<std::uint64_t, Game> playing_;  ///< by position
    /// Judge and question of all games that are open or under way.
    std::set<std::pair<std::size_t, std::string>> begun_;
    double spent_usd_ = 0;
    double played_usd_ = 0;
    std::int64_t played_ = 0;
    std::int64_t failures_ = 0;
    std::string failure_;
};

}  // namespace moa::cli
