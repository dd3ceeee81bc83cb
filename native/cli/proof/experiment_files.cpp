#include "native/cli/proof/experiment_files.hpp"

#include <array>
#include <cstdio>
#include <system_error>
#include <utility>

#include "evaluation/sha256.hpp"
#include "native/cli/evaluation/question_run.hpp"
#include "native/platform/files.hpp"

namespace moa::cli {
namespace {

constexpr const char* plan_name = "plan.json";
constexpr const char* questions_name = "questions.jsonl";

/// Writes the file where there is none; an error where there is another one.
std::optional<Error> keep(const std::filesystem::path& path, const std::string& text) {
    std::error_code failed;
    if (!std::filesystem::exists(path, failed)) return native::replace_file(path, text);
    const Result<std::string> there = native::read_file(path.string());
    if (!there) return there.error();
    if (there.value() == text) return std::nullopt;
    return invalid_input(path.string() +
                         " is of another experiment, or the plan was changed: choose another folder.");
}

}  // namespace

Result<Planned> read_planned(const std::string& plan_path, const std::string& questions_path) {
    Result<std::string> plan_text = native::read_file(plan_path);
    if (!plan_text) return plan_text.error();
    Result<proof::Plan> plan = proof::read_plan(plan_text.value());
    if (!plan) return invalid_input(plan_path + ": " + plan.error().message);
    const std::string path = questions_path.empty() ? plan.value().questions_file : questions_path;
    Result<std::string> text = native::read_file(path);
    if (!text) return text.error();
    if (evaluation::sha256(text.value()) != plan.value().questions_sha256)
        return invalid_input(path + " is not the questions file of the plan: its SHA-256 is another one.");
    Result<std::vector<judging::Question>> questions = judging::read_questions(text.value());
    if (!questions) return invalid_input(path + ": " + questions.error().message);
    Planned planned{std::move(plan.value()),
                    std::move(plan_text.value()),
                    {},
                    std::move(text.value()),
                    std::move(questions.value())};
    planned.plan_sha256 = evaluation::sha256(planned.plan_text);
    return planned;
}

std::optional<Error> ExperimentFolder::begin(const Planned& planned) const {
    if (auto error = native::make_folder(folder_)) return error;
    if (auto error = keep(folder_ / plan_name, planned.plan_text)) return error;
    return keep(folder_ / questions_name, planned.questions_text);
}

Result<Planned> ExperimentFolder::read() const {
    return read_planned((folder_ / plan_name).string(), (folder_ / questions_name).string());
}

Result<proof::ResultChain> ExperimentFolder::read_results(const Planned& planned) const {
    const Result<std::string> text = native::read_file(results_path());
    if (!text) return text.error();
    Result<proof::ResultChain> chain = proof::ResultChain::read(text.value(), planned.plan_sha256);
    if (!chain) return invalid_input(results_path() + ": " + chain.error().message);
    return chain;
}

Result<ExperimentFolder::Verdicts> ExperimentFolder::read_verdicts(const Planned& planned) const {
    Verdicts verdicts;
    std::error_code failed;
    if (!std::filesystem::exists(verdicts_path(), failed)) return verdicts;
    const Result<std::string> text = native::read_file(verdicts_path());
    if (!text) return text.error();
    Result<proof::HashChain> chain = proof::HashChain::read(
        text.value(), judging::judgement_format, "file of judgements", planned.plan_sha256,
        [&](const Json& line) { return verdicts.log.add_line(line); });
    if (!chain) return invalid_input(verdicts_path() + ": " + chain.error().message);
    verdicts.chain = std::move(chain.value());
    return verdicts;
}

std::string ExperimentFolder::log_stem(const std::string& arm, std::size_t question) {
    std::array<char, 32> number{};
    std::snprintf(number.data(), number.size(), "%05zu", question + 1);
    return "runs/" + arm + "/" + number.data();
}

std::string ExperimentFolder::log_name(const std::string& arm, std::size_t question, std::size_t turn) {
    return log_path(log_stem(arm, question), turn);
}

}  // namespace moa::cli
