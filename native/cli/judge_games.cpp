#include "native/cli/judge_games.hpp"

#include <algorithm>
#include <utility>

#include "native/cli/evaluation/progress.hpp"
#include "session/estimate.hpp"

namespace moa::cli {

JudgeGames::JudgeGames(const std::vector<judging::Contest>& contests,
                       const std::vector<judging::Judge>& judges, const RunSetup& setup,
                       native::LineFile* file, const judging::JudgementLog& known)
    : contests_(contests), judges_(judges), setup_(setup), file_(file) {
    for (std::size_t pair = 0; pair < contests.size(); ++pair) {
        if (contests[pair].facts.given) continue;
        for (std::size_t judge = 0; judge < judges.size(); ++judge) {
            for (const bool b_first : {false, true}) {
                const Game game{pair, judge, b_first};
                const auto* played = known.find(judges[judge].name, prompt_of(game));
                if (played == nullptr) {
                    open_.push_back(game);
                    continue;
                }
                judgements_.push_back({pair, judge, b_first, played->verdict});
                earlier_usd_ += played->cost_usd.value_or(0);
            }
        }
    }
}

std::vector<wire::ChatMessage> JudgeGames::prompt_of(const Game& game) const {
    return judging::judge_messages(judging::judged_pair(contests_[game.pair], game.b_first));
}

double JudgeGames::likely_usd(const Game& game) const {
    const auto messages = prompt_of(game);
    return session::estimate_run({judges_[game.judge].recipe,
                                  messages,
                                  setup_.providers,
                                  setup_.prices,
                                  session::Experience{},
                                  {}})
        .cost_usd.likely;
}

bool JudgeGames::has_price(const judging::Judge& judge) const {
    return setup_.prices.find(judge.agent().provider, judge.agent().model).has_value();
}

bool JudgeGames::all_priced() const {
    return std::all_of(judges_.begin(), judges_.end(),
                       [this](const judging::Judge& judge) { return has_price(judge); });
}

std::optional<double> JudgeGames::estimated_usd() const {
    if (!all_priced()) return std::nullopt;
    double sum = 0;
    for (const Game& game : open_)
        sum += likely_usd(game);
    return sum;
}

Result<EvaluationEnd> JudgeGames::play(SignalScope& signals, int parallel, std::optional<double> most_usd) {
    const std::vector<Game> games = std::exchange(open_, {});
    if (games.empty()) return EvaluationEnd::complete;
    evaluation::Budget budget(most_usd);
    EvaluationLoop loop(signals, setup_, parallel, setup_.is_simulated(), budget);
    EvaluationProgress progress(0, games.size());
    std::size_t next = 0;
    std::vector<bool> ended(games.size());
    EvaluationCounts counts;
    EvaluationPorts ports;
    ports.next = [&]() -> Result<std::optional<EvaluationTask>> {
        if (next == games.size()) return std::optional<EvaluationTask>();
        const Game& game = games[next];
        EvaluationTask task;
        task.position = next++;
        std::vector<wire::ChatMessage> prompt = prompt_of(game);
        task.turns = {std::move(prompt.back().content)};
        prompt.pop_back();
        task.opening = std::move(prompt);
        task.recipe = judges_[game.judge].recipe;
        return std::optional(std::move(task));
    };
    ports.done = [&](const EvaluationTask& task, const EvaluationOutcome& outcome) {
        ended[task.position] = true;
        return take(games[task.position], outcome);
    };
    ports.show = [&](const EvaluationCounts& now) {
        counts = now;
        progress.show(now);
    };
    Result<EvaluationEnd> end = loop.run(ports);
    progress.end(counts);
    for (std::size_t i = 0; i < games.size(); ++i)
        if (!ended[i]) open_.push_back(games[i]);
    return end;
}

std::optional<Error> JudgeGames::take(const Game& game, const EvaluationOutcome& outcome) {
    spent_usd_ += outcome.cost_usd;
    if (outcome.status != EvaluationOutcome::Status::answered) {
        open_.push_back(game);
        if (outcome.status == EvaluationOutcome::Status::failed && failures_++ == 0) failure_ = outcome.error;
        return std::nullopt;
    }
    judging::JudgementRecord record;
    record.contest = contests_[game.pair].id;
    record.judge = judges_[game.judge].name;
    record.b_first = game.b_first;
    record.prompt = prompt_of(game);
    record.reply = outcome.answers.front();
    record.verdict = judging::read_verdict(record.reply);
    if (has_price(judges_[game.judge])) record.cost_usd = outcome.cost_usd;
    judgements_.push_back({game.pair, game.judge, game.b_first, record.verdict});
    return file_->append(to_line(record));
}

}  // namespace moa::cli
