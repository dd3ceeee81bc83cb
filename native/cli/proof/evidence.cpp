#include "native/cli/proof/evidence.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "blank.hpp"
#include "judging/judge_prompt.hpp"
#include "native/cli/answer_check.hpp"
#include "native/cli/proof/arm_logs.hpp"
#include "native/cli/proof/experiment_files.hpp"
#include "proof/derived.hpp"

namespace moa::cli {
namespace {

class Reader {
  public:
    Reader(const Planned& planned, const ExperimentFolder& folder, ExperimentFolder::Verdicts verdicts)
        : planned_(planned),
          folder_(folder),
          verdicts_(std::move(verdicts)),
          check_{planned.plan.expect, planned.plan.check_command} {
        evidence_.plan = planned.plan;
        evidence_.plan_sha256 = planned.plan_sha256;
        evidence_.verdicts_head = verdicts_.chain.head();
        evidence_.judging_usd = verdicts_.log.cost_usd();
        for (const std::size_t question :
             proof::question_order(planned.questions.size(), planned.plan.questions, planned.plan.seed)) {
            rows_[question] = evidence_.rows.size();
            const judging::Question& asked = planned.questions[question];
            evidence_.rows.push_back({asked.id, asked.turns, {}, {}, {}});
            evidence_.rows.back().runs.resize(planned.plan.arms.size());
            evidence_.rows.back().judged.resize(planned.plan.arms.size());
        }
    }

    std::optional<Error> take(const proof::ResultLine& line) {
        const auto row = rows_.find(line.question);
        const std::size_t arm = arm_of(line.arm);
        if (row == rows_.end() || arm == evidence_.plan.arms.size())
            return invalid_input(folder_.results_path() + " has a run that the plan does not have.");
        const judging::Question& question = planned_.questions[line.question];
        const Result<std::vector<ArmLog>> logs = read_logs(line, question);
        if (!logs) return logs.error();
        proof::QuestionRow& filled = evidence_.rows[row->second];
        if (auto error = fill(filled.runs[arm], question, logs.value())) return error;
        if (arm == 0 && !evidence_.plan.is_judged()) {
            if (auto error = look_at_proposals(filled, question, logs.value())) return error;
        }
        for (std::size_t derived = 0; derived < evidence_.plan.arms.size(); ++derived) {
            if (evidence_.plan.arms[derived].derived_from != line.arm) continue;
            if (auto error = fill_derived(filled.runs[derived], *evidence_.plan.arms[derived].derivation,
                                          question, logs.value()))
                return error;
        }
        return std::nullopt;
    }

    proof::Evidence finish(const std::string& head) {
        evidence_.results_head = head;
        if (evidence_.plan.is_judged()) {
            for (const auto& place : rows_)
                hear_judges(evidence_.rows[place.second], planned_.questions[place.first], place.second);
        }
        return std::move(evidence_);
    }

  private:
    std::size_t arm_of(const std::string& name) const {
        std::size_t arm = 0;
        while (arm < evidence_.plan.arms.size() && evidence_.plan.arms[arm].name != name)
            ++arm;
        return arm;
    }

    Result<std::vector<ArmLog>> read_logs(const proof::ResultLine& line,
                                          const judging::Question& question) const {
        std::vector<ArmLog> logs;
        for (const proof::LoggedTurn& turn : line.turns) {
            Result<ArmLog> log = read_arm_log(folder_, turn.log);
            if (!log) return log.error();
            const std::string path = folder_.path_of(turn.log);
            if (log.value().file.sha256 != turn.sha256)
                return invalid_input(path + " was changed after the run: its SHA-256 is another one.");
            if (logs.size() == question.turns.size() ||
                log.value().state.question() != question.turns[logs.size()])
                return invalid_input(path + " is of another question.");
            logs.push_back(std::move(log.value()));
        }
        return logs;
    }

    /// Nothing answered is wrong. Judged answers have their score later.
    Result<double> score(const judging::Question& question, const std::vector<std::string>& answers) const {
        if (evidence_.plan.is_judged()) return 0.0;
        return check_answers(check_, question, answers);
    }

    /// What is told by the answers alone.
    Result<proof::ArmRun> run_of(const judging::Question& question, proof::ArmTexts texts,
                                 const std::vector<ArmLog>& logs) const {
        const Result<double> scored = score(question, texts.answers);
        if (!scored) return scored.error();
        proof::ArmRun run;
        run.outcome.score = scored.value();
        run.outcome.answered = texts.answers.size() == question.turns.size() &&
                               std::none_of(texts.answers.begin(), texts.answers.end(),
                                            [](const std::string& text) { return is_blank(text); });
        for (const ArmLog& log : logs)
            run.logs.push_back(log.file.log);
        run.texts = std::move(texts);
        return run;
    }

    std::optional<Error> fill(std::optional<proof::ArmRun>& place, const judging::Question& question,
                              const std::vector<ArmLog>& logs) const {
        Result<proof::ArmRun> run = run_of(question, texts_of(logs), logs);
        if (!run) return run.error();
        proof::Outcome& outcome = run.value().outcome;
        outcome.first_word_ms = logs.front().state.ttft_ms;
        if (outcome.answered) outcome.total_ms = 0;
        for (const ArmLog& log : logs) {
            outcome.cost_usd += log.state.cost_usd;
            if (outcome.answered) outcome.total_ms += log.state.worked();
        }
        place = std::move(run.value());
        return std::nullopt;
    }

    std::optional<Error> fill_derived(std::optional<proof::ArmRun>& place, proof::Derivation derivation,
                                      const judging::Question& question,
                                      const std::vector<ArmLog>& logs) const {
        Result<proof::ArmRun> run = run_of(question, derived_texts(logs, derivation), logs);
        if (!run) return run.error();
        proof::Outcome& outcome = run.value().outcome;
        for (const ArmLog& log : logs) {
            const auto derived = proof::derive(log.state, derivation);
            if (!derived) continue;
            outcome.cost_usd += derived->cost_usd;
            // Before that, it is not known which answer it is.
            if (&log == &logs.front()) outcome.first_word_ms = derived->total_ms;
            if (outcome.answered)
                outcome.total_ms = (outcome.total_ms == no_time ? 0 : outcome.total_ms) + derived->total_ms;
        }
        place = std::move(run.value());
        return std::nullopt;
    }

    /// Whether a choice among the proposals of each turn could have solved the question.
    std::optional<Error> look_at_proposals(proof::QuestionRow& row, const judging::Question& question,
                                           const std::vector<ArmLog>& logs) const {
        if (logs.front().state.layers.size() < 2) return std::nullopt;
        std::vector<bool> one_right(question.turns.size(), false);
        for (std::size_t turn = 0; turn < question.turns.size(); ++turn) {
            if (turn >= logs.size()) break;
            for (const run::Node& node : logs[turn].state.layers.front()) {
                const auto scored = check_answer(check_, *question.fields, turn, node.text);
                if (!scored) return scored.error();
                if (!scored.value() || (!is_blank(node.text) && *scored.value() >= 1)) one_right[turn] = true;
            }
        }
        row.one_proposal_right = std::find(one_right.begin(), one_right.end(), false) == one_right.end();
        return std::nullopt;
    }

    /// What judges said of the recipe and each other arm, found again by what they were asked.
    void hear_judges(proof::QuestionRow& row, const judging::Question& question, std::size_t cluster) const {
        if (!row.runs.front()) return;
        row.runs.front()->outcome.score = 0.5;
        for (std::size_t arm = 1; arm < row.runs.size(); ++arm) {
            if (!row.runs[arm]) continue;
            const auto pairs = proof::judged_pairs(question, row.runs.front()->texts, row.runs[arm]->texts,
                                                   evidence_.plan.arms[arm].name, cluster);
            for (const judging::Contest& pair : pairs)
                row.judged[arm].push_back({pair.facts, heard_of(pair)});
            row.runs[arm]->outcome.score = score_of(row.judged[arm]);
        }
    }

    std::vector<proof::HeardVerdict> heard_of(const judging::Contest& pair) const {
        std::vector<proof::HeardVerdict> heard;
        if (pair.facts.given) return heard;
        for (std::size_t judge = 0; judge < evidence_.plan.judges.size(); ++judge) {
            for (const bool recipe_first : {true, false}) {
                const auto* known =
                    verdicts_.log.find(evidence_.plan.judges[judge].name,
                                       judging::judge_messages(judging::judged_pair(pair, !recipe_first),
                                                               evidence_.plan.judge_instructions));
                if (known != nullptr)
                    heard.push_back({judge, recipe_first, judging::read_verdict(known->reply), known->reply});
            }
        }
        return heard;
    }

    /// How the other arm fares on average over turns; one half where nothing was judged.
    double score_of(const std::vector<proof::JudgedTurn>& turns) const {
        std::vector<judging::PairFacts> facts;
        std::vector<judging::Judgement> judgements;
        for (const proof::JudgedTurn& turn : turns) {
            for (const proof::HeardVerdict& heard : turn.heard)
                judgements.push_back({facts.size(), heard.judge, !heard.recipe_first, heard.verdict});
            facts.push_back(turn.facts);
        }
        statistics::BootstrapOptions options;
        options.resamples = 1;
        return 1 - judging::tally(facts, judgements, evidence_.plan.judges.size(), options).win_rate;
    }

    const Planned& planned_;
    const ExperimentFolder& folder_;
    ExperimentFolder::Verdicts verdicts_;
    AnswerCheck check_;
    proof::Evidence evidence_;
    std::map<std::size_t, std::size_t> rows_;  ///< by place in the questions file
};

}  // namespace

Result<proof::Evidence> read_evidence(const std::string& folder_path) {
    const ExperimentFolder folder(folder_path);
    const Result<Planned> planned = folder.read();
    if (!planned) return planned.error();
    const Result<proof::ResultChain> chain = folder.read_results(planned.value());
    if (!chain) return chain.error();
    // Of two lines for the same run the latter counts: the log was continued.
    std::map<std::pair<std::size_t, std::string>, const proof::ResultLine*> latest;
    for (const proof::ResultLine& line : chain.value().lines())
        latest[{line.question, line.arm}] = &line;
    Result<ExperimentFolder::Verdicts> verdicts = folder.read_verdicts(planned.value());
    if (!verdicts) return verdicts.error();
    Reader reader(planned.value(), folder, std::move(verdicts.value()));
    for (const auto& entry : latest) {
        if (auto error = reader.take(*entry.second)) return *error;
    }
    return reader.finish(chain.value().head());
}

}  // namespace moa::cli
