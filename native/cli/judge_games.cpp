#include "native/cli/judge_games.hpp"

#include <algorithm>
#include <utility>

#include "blank.hpp"
#include "native/cli/run_pool.hpp"
#include "native/cli/terminal/progress_line.hpp"
#include "native/cli/terminal/run_view.hpp"
#include "session/estimate.hpp"

namespace moa::cli {

Result<Judge> read_judge(const std::string& name, std::optional<int> max_tokens) {
    const auto colon = name.find(':');
    if (colon == 0 || colon == std::string::npos || colon + 1 == name.size())
        return invalid_input("--judge needs PROVIDER:MODEL, for example together:openai/gpt-oss-120b.");
    mixture::Agent agent;
    agent.provider = name.substr(0, colon);
    agent.model = name.substr(colon + 1);
    Judge judge{name, {}};
    judge.recipe.name = "Judge";
    judge.recipe.defaults.temperature = 0;
    judge.recipe.defaults.max_tokens = max_tokens;
    judge.recipe.layers.resize(1);
    judge.recipe.layers.front().agents.push_back(std::move(agent));
    return judge;
}

mixture::Recipe recipe_of(const std::vector<Judge>& judges) {
    mixture::Recipe all = judges.front().recipe;
    for (std::size_t i = 1; i < judges.size(); ++i)
        all.layers.insert(all.layers.begin(), judges[i].recipe.layers.front());
    return all;
}

JudgeGames::JudgeGames(const std::vector<judging::Contest>& contests, const std::vector<Judge>& judges,
                       const RunSetup& setup, native::LineFile* file, const judging::JudgementLog& known)
    : contests_(contests), judges_(judges), setup_(setup), file_(file) {
    for (std::size_t pair = 0; pair < contests.size(); ++pair) {
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
    return session::estimate_run(
               {judges_[game.judge].recipe, messages, setup_.providers, setup_.prices, session::Experience{}})
        .cost_usd.likely;
}

std::optional<double> JudgeGames::estimated_usd() const {
    for (const Judge& judge : judges_) {
        const mixture::Agent& agent = judge.recipe.layers.front().agents.front();
        if (!setup_.prices.find(agent.provider, agent.model)) return std::nullopt;
    }
    double sum = 0;
    for (const Game& game : open_)
        sum += likely_usd(game);
    return sum;
}

JudgeGames::End JudgeGames::play(SignalScope& signals, const Limits& limits) {
    const std::vector<Game> games = std::exchange(open_, {});
    RunPool pool(signals, setup_.keys);
    pool.set_pace(setup_.pace);
    ProgressLine progress("judged", static_cast<std::int64_t>(games.size()));
    std::size_t next = 0;
    double committed_usd = 0;  // of the games on their way
    bool capped = false;
    const bool complete = pool.run(limits.parallel, [&]() -> std::optional<PoolJob> {
        if (next == games.size() || capped) return std::nullopt;
        const Game game = games[next];
        const double likely = limits.most_usd ? likely_usd(game) : 0;
        if (limits.most_usd && spent_usd_ + committed_usd + likely > *limits.most_usd) {
            // What is on its way may turn out cheaper; without any, there is no room left.
            capped = committed_usd <= 0;
            return std::nullopt;
        }
        ++next;
        committed_usd += likely;
        PoolJob job;
        job.spec = {
            judges_[game.judge].recipe, prompt_of(game), setup_.providers, 1, setup_.prices, setup_.models};
        job.done = [&, game, likely](const run::RunState& state) {
            committed_usd -= likely;
            take(game, state);
            progress.advance(spent_usd_, failures_);
        };
        return job;
    });
    open_.insert(open_.end(), games.begin() + static_cast<std::ptrdiff_t>(next), games.end());
    if (!complete) return End::stopped;
    return next < games.size() ? End::capped : End::complete;
}

void JudgeGames::take(const Game& game, const run::RunState& state) {
    spent_usd_ += state.cost_usd;
    const bool answered =
        state.status == run::RunStatus::complete || state.status == run::RunStatus::degraded;
    if (!answered || is_blank(state.answer())) {
        open_.push_back(game);
        const auto& error = state.aggregator().error;
        if (failures_++ == 0) failure_ = error ? describe(*error) : "The judge gave no answer.";
        return;
    }
    judging::JudgementRecord record;
    record.contest = contests_[game.pair].id;
    record.judge = judges_[game.judge].name;
    record.b_first = game.b_first;
    record.prompt = prompt_of(game);
    record.reply = state.answer();
    record.verdict = judging::read_verdict(record.reply);
    if (state.unpriced.empty()) record.cost_usd = state.cost_usd;
    if (const auto error = file_->append(to_line(record))) print_error(error->message);
    judgements_.push_back({game.pair, game.judge, game.b_first, record.verdict});
}

}  // namespace moa::cli
