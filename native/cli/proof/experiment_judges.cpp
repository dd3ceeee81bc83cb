#include "native/cli/proof/experiment_judges.hpp"

#include <utility>

#include "json.hpp"
#include "judging/judge_prompt.hpp"
#include "native/cli/proof/arm_logs.hpp"
#include "proof/judged_pairs.hpp"

namespace moa::cli {

ExperimentJudges::ExperimentJudges(const Planned& planned, const ExperimentFolder& folder,
                                   native::LineFile* file, ExperimentFolder::Verdicts verdicts)
    : planned_(planned),
      folder_(folder),
      file_(file),
      verdicts_(std::move(verdicts)),
      spent_usd_(verdicts_.log.cost_usd()) {}

std::int64_t ExperimentJudges::most_games(std::size_t question) const {
    constexpr std::size_t orders = 2;
    return static_cast<std::int64_t>(planned_.plan.judges.size() * orders * (planned_.plan.arms.size() - 1) *
                                     planned_.questions[question].turns.size());
}

Result<std::vector<std::optional<proof::ArmTexts>>> ExperimentJudges::texts_of_arms(
    std::size_t question) const {
    const std::vector<proof::Arm>& arms = planned_.plan.arms;
    std::vector<std::optional<proof::ArmTexts>> texts(arms.size());
    for (std::size_t arm = 0; arm < arms.size(); ++arm) {
        const bool derived = arms[arm].is_derived();
        const auto logs = read_arm_logs(folder_, derived ? arms[arm].derived_from : arms[arm].name, question,
                                        planned_.questions[question].turns.size());
        if (!logs) return logs.error();
        if (logs.value().empty()) continue;
        texts[arm] =
            derived ? derived_texts(logs.value(), *arms[arm].derivation) : cli::texts_of(logs.value());
    }
    return texts;
}

void ExperimentJudges::open_pair(const judging::Contest& pair) {
    if (pair.facts.given) return;
    for (std::size_t judge = 0; judge < planned_.plan.judges.size(); ++judge) {
        for (const bool recipe_first : {true, false}) {
            Game game{pair.id, judge, recipe_first,
                      judging::judge_messages(judging::judged_pair(pair, !recipe_first),
                                              planned_.plan.judge_instructions)};
            if (verdicts_.log.find(planned_.plan.judges[judge].name, game.prompt) != nullptr) continue;
            // Arms that say the same share their verdicts.
            if (begun_.emplace(judge, game.prompt.back().content).second) open_.push_back(std::move(game));
        }
    }
}

void ExperimentJudges::close() {
    for (const Game& game : open_)
        begun_.erase({game.judge, game.prompt.back().content});
    open_.clear();
}

std::optional<Error> ExperimentJudges::open(std::size_t question) {
    const auto texts = texts_of_arms(question);
    if (!texts) return texts.error();
    const std::optional<proof::ArmTexts>& recipe = texts.value().front();
    if (!recipe) return std::nullopt;
    for (std::size_t arm = 1; arm < texts.value().size(); ++arm) {
        if (!texts.value()[arm]) continue;
        for (const judging::Contest& pair :
             proof::judged_pairs(planned_.questions[question], *recipe, *texts.value()[arm],
                                 planned_.plan.arms[arm].name, question))
            open_pair(pair);
    }
    return std::nullopt;
}

EvaluationTask ExperimentJudges::next(std::uint64_t position) {
    Game game = std::move(open_.front());
    open_.pop_front();
    EvaluationTask task;
    task.position = position;
    task.recipe = planned_.plan.judges[game.judge].recipe;
    task.turns = {game.prompt.back().content};
    task.opening.emplace(game.prompt.begin(), game.prompt.end() - 1);
    playing_.emplace(position, std::move(game));
    return task;
}

std::optional<Error> ExperimentJudges::take(std::uint64_t position, const EvaluationOutcome& outcome) {
    const Game game = std::move(playing_.at(position));
    playing_.erase(position);
    begun_.erase({game.judge, game.prompt.back().content});
    spent_usd_ += outcome.cost_usd;
    if (outcome.status != EvaluationOutcome::Status::answered) {
        if (outcome.status == EvaluationOutcome::Status::failed && failures_++ == 0) failure_ = outcome.error;
        return std::nullopt;
    }
    ++played_;
    played_usd_ += outcome.cost_usd;
    judging::JudgementRecord record;
    record.contest = game.contest;
    record.judge = planned_.plan.judges[game.judge].name;
    record.b_first = !game.recipe_first;
    record.prompt = game.prompt;
    record.reply = outcome.answers.front();
    record.verdict = judging::read_verdict(record.reply);
    record.cost_usd = outcome.cost_usd;
    const Json line = to_json(record);
    verdicts_.log.add_line(line);
    return file_->append(verdicts_.chain.add(line));
}

}  // namespace moa::cli
