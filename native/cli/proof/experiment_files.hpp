// The folder of an experiment: plan.json, questions.jsonl, results.jsonl, judgements.jsonl and
// runs/ARM/QUESTION-TURN.jsonl.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "judging/answer_file.hpp"
#include "judging/judgement_log.hpp"
#include "proof/plan.hpp"
#include "proof/results.hpp"

namespace moa::cli {

/// A plan with its questions, each as its file has it.
struct Planned {
    proof::Plan plan;
    std::string plan_text;
    std::string plan_sha256;
    std::string questions_text;
    std::vector<judging::Question> questions;
};

/// Reads both. Refuses a questions file that is not the one that was planned with.
Result<Planned> read_planned(const std::string& plan_path, const std::string& questions_path);

class ExperimentFolder {
  public:
    explicit ExperimentFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// Puts plan and questions into a new folder; refuses one that has others.
    std::optional<Error> begin(const Planned& planned) const;
    /// Reads them again.
    Result<Planned> read() const;

    std::string results_path() const { return (folder_ / "results.jsonl").string(); }
    Result<proof::ResultChain> read_results(const Planned& planned) const;

    /// What judges were asked and what they said (moa-judgements/1, chained like the results).
    std::string verdicts_path() const { return (folder_ / "judgements.jsonl").string(); }
    struct Verdicts {
        proof::HashChain chain;
        judging::JudgementLog log;
    };
    /// Nothing where there is no such file.
    Result<Verdicts> read_verdicts(const Planned& planned) const;

    /// "runs/self-moa/00017", below the folder, from which the names of a question's logs are made.
    static std::string log_stem(const std::string& arm, std::size_t question);
    /// "runs/self-moa/00017-1.jsonl", the log of its first turn.
    static std::string log_name(const std::string& arm, std::size_t question, std::size_t turn);
    std::string path_of(const std::string& log) const { return (folder_ / log).string(); }

  private:
    std::filesystem::path folder_;
};

}  // namespace moa::cli
