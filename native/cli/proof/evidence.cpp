#include "native/cli/proof/evidence.hpp"

#include <map>
#include <utility>

#include "blank.hpp"
#include "evaluation/sha256.hpp"
#include "native/cli/answer_check.hpp"
#include "native/cli/proof/experiment_files.hpp"
#include "native/platform/files.hpp"
#include "proof/derived.hpp"
#include "session/history/run_log_read.hpp"

namespace moa::cli {
namespace {

class Reader {
  public:
    Reader(const Planned& planned, const ExperimentFolder& folder)
        : planned_(planned), folder_(folder), check_{planned.plan.expect, planned.plan.check_command} {
        evidence_.plan = planned.plan;
        evidence_.plan_sha256 = planned.plan_sha256;
        for (const std::size_t question :
             proof::question_order(planned.questions.size(), planned.plan.questions, planned.plan.seed)) {
            rows_[question] = evidence_.rows.size();
            const judging::Question& asked = planned.questions[question];
            evidence_.rows.push_back({asked.id, asked.turns.front(), {}, {}});
            evidence_.rows.back().runs.resize(planned.plan.arms.size());
        }
    }

    std::optional<Error> take(const proof::ResultLine& line) {
        const auto row = rows_.find(line.question);
        const std::size_t arm = arm_of(line.arm);
        if (row == rows_.end() || arm == evidence_.plan.arms.size())
            return invalid_input(folder_.results_path() + " has a run that the plan does not have.");
        const Result<run::RunState> state = read_run(line);
        if (!state) return state.error();
        const judging::Question& question = planned_.questions[line.question];
        if (state.value().question() != question.turns.front())
            return invalid_input(folder_.path_of(line.log) + " is of another question.");
        proof::QuestionRow& filled = evidence_.rows[row->second];
        if (auto error = fill(filled.runs[arm], question, line.log, state.value())) return error;
        if (arm == 0) {
            if (auto error = look_at_proposals(filled, question, state.value())) return error;
        }
        for (std::size_t derived = 0; derived < evidence_.plan.arms.size(); ++derived) {
            if (evidence_.plan.arms[derived].derived_from != line.arm) continue;
            if (auto error = fill_derived(filled.runs[derived], *evidence_.plan.arms[derived].derivation,
                                          question, line.log, state.value()))
                return error;
        }
        return std::nullopt;
    }

    proof::Evidence finish(const std::string& head) {
        evidence_.results_head = head;
        return std::move(evidence_);
    }

  private:
    std::size_t arm_of(const std::string& name) const {
        std::size_t arm = 0;
        while (arm < evidence_.plan.arms.size() && evidence_.plan.arms[arm].name != name)
            ++arm;
        return arm;
    }

    Result<run::RunState> read_run(const proof::ResultLine& line) const {
        const std::string path = folder_.path_of(line.log);
        const Result<std::string> text = native::read_file(path);
        if (!text) return text.error();
        if (evaluation::sha256(text.value()) != line.log_sha256)
            return invalid_input(path + " was changed after the run: its SHA-256 is another one.");
        const Result<session::RunLog> log = session::read_run_log(text.value());
        if (!log) return invalid_input(path + ": " + log.error().message);
        return session::replay(log.value());
    }

    /// Nothing answered is wrong.
    Result<double> score(const judging::Question& question, std::string_view answer) const {
        if (is_blank(answer)) return 0.0;
        return check_answer(check_, *question.fields, answer);
    }

    std::optional<Error> fill(std::optional<proof::ArmRun>& place, const judging::Question& question,
                              const std::string& log, const run::RunState& state) const {
        const Result<double> scored = score(question, state.answer());
        if (!scored) return scored.error();
        proof::ArmRun run{state.answer(), {}, log};
        run.outcome.score = scored.value();
        run.outcome.answered = !is_blank(state.answer());
        run.outcome.cost_usd = state.cost_usd;
        run.outcome.first_word_ms = state.ttft_ms;
        run.outcome.total_ms = run.outcome.answered ? state.worked() : no_time;
        place = std::move(run);
        return std::nullopt;
    }

    std::optional<Error> fill_derived(std::optional<proof::ArmRun>& place, proof::Derivation derivation,
                                      const judging::Question& question, const std::string& log,
                                      const run::RunState& state) const {
        const auto derived = proof::derive(state, derivation);
        proof::ArmRun run{derived ? derived->text : std::string(), {}, log};
        const Result<double> scored = score(question, run.answer);
        if (!scored) return scored.error();
        run.outcome.score = scored.value();
        run.outcome.answered = derived.has_value();
        if (derived) {
            run.outcome.cost_usd = derived->cost_usd;
            run.outcome.total_ms = derived->total_ms;
            run.outcome.first_word_ms = derived->total_ms;  // before that, it is not known which answer it is
        }
        place = std::move(run);
        return std::nullopt;
    }

    std::optional<Error> look_at_proposals(proof::QuestionRow& row, const judging::Question& question,
                                           const run::RunState& state) const {
        if (state.layers.size() < 2) return std::nullopt;
        row.one_proposal_right = false;
        for (const run::Node& node : state.layers.front()) {
            const Result<double> scored = score(question, node.text);
            if (!scored) return scored.error();
            if (scored.value() >= 1) row.one_proposal_right = true;
        }
        return std::nullopt;
    }

    const Planned& planned_;
    const ExperimentFolder& folder_;
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
    Reader reader(planned.value(), folder);
    for (const auto& entry : latest) {
        if (auto error = reader.take(*entry.second)) return *error;
    }
    return reader.finish(chain.value().head());
}

}  // namespace moa::cli
