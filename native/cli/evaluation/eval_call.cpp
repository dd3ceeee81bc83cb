#include "native/cli/evaluation/eval_call.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

#include "figures.hpp"
#include "native/cli/evaluation/answer_file.hpp"
#include "native/cli/evaluation/evaluation_files.hpp"
#include "native/cli/evaluation/evaluation_loop.hpp"
#include "native/cli/evaluation/progress.hpp"
#include "native/cli/exit_code.hpp"
#include "native/cli/terminal/run_view.hpp"
#include "native/platform/files.hpp"

namespace moa::cli {
namespace {

constexpr const char* again = " Repeat the same command to go on.";

/// One call of moa eval, from the first open question to the last.
class EvalCall {
  public:
    EvalCall(const EvalArguments& arguments, const Evaluation& evaluation, AnswerFile answers,
             FailureFile failures)
        : arguments_(arguments),
          evaluation_(evaluation),
          answers_(std::move(answers)),
          failures_(std::move(failures)),
          runs_(arguments.runs_folder()) {}

    int run() {
        if (auto error = native::make_folder(runs_)) return fail(*error);
        evaluation::Budget budget(arguments_.options.max_cost);
        if (auto error = count_before(budget)) return fail(*error);
        Result<QuestionReader> reader = QuestionReader::open(evaluation_.questions);
        if (!reader) return fail(reader.error());
        const std::uint64_t total = evaluation_.questions.shard.share(evaluation_.manifest.question_count);
        const bool simulated = evaluation_.setup.is_simulated();
        if (simulated)
            print_note("Scripted replies from the simulated provider, in virtual time: no model is called.");
        SignalScope signals;
        EvaluationLoop loop(signals, evaluation_.setup, arguments_.parallel, simulated, budget);
        EvaluationProgress progress(answered_before_, total);
        EvaluationCounts counts;
        counts.cost_usd = budget.spent();
        EvaluationPorts ports;
        ports.next = [&] { return next(reader.value()); };
        ports.done = [&](const EvaluationTask& task, const EvaluationOutcome& outcome) {
            return done(task, outcome);
        };
        ports.show = [&](const EvaluationCounts& latest) { progress.show(counts = latest); };
        const Result<EvaluationEnd> end = loop.run(ports);
        progress.end(counts);
        const auto unordered = put_in_order();
        if (!end) {
            print_error(end.error().message);
            return exit_failed;
        }
        if (unordered) return fail(*unordered);
        return report(end.value(), counts, total);
    }

  private:
    /// What earlier calls have answered and spent.
    std::optional<Error> count_before(evaluation::Budget& budget) {
        return for_each_question(
            evaluation_.questions, [&](const PlacedQuestion& placed) -> std::optional<Error> {
                if (answers_.has(placed.question.key)) ++answered_before_;
                // A missing reference is told before anything is asked.
                const auto published = evaluation_.published_for(placed.question);
                if (!published) return published.error();
                const Result<double> usd = logged_cost(log_of(placed.position), placed.question.turns.size());
                // A log that cannot be read is told of when its question is asked.
                if (usd) budget.spend(usd.value());
                return std::nullopt;
            });
    }

    std::string log_of(std::uint64_t position) const {
        constexpr std::size_t digits = 6;
        std::string number = std::to_string(position + 1);
        number.insert(0, digits - std::min(digits, number.size()), '0');
        return (std::filesystem::path(runs_) / number).string();
    }

    Result<std::optional<EvaluationTask>> next(QuestionReader& reader) {
        for (;;) {
            Result<std::optional<PlacedQuestion>> placed = reader.next();
            if (!placed) return placed.error();
            if (!placed.value()) return std::optional<EvaluationTask>();
            const evaluation::Question& question = placed.value()->question;
            if (answers_.has(question.key)) continue;
            Result<std::vector<std::vector<std::string>>> published = evaluation_.published_for(question);
            if (!published) return published.error();
            EvaluationTask task;
            task.position = placed.value()->position;
            task.turns = question.turns;
            task.recipe = evaluation_.recipe_for(question);
            task.log = log_of(task.position);
            task.published = std::move(published.value());
            open_.emplace(task.position, std::move(placed.value()->question));
            return std::optional(std::move(task));
        }
    }

    std::optional<Error> done(const EvaluationTask& task, const EvaluationOutcome& outcome) {
        const auto entry = open_.extract(task.position);
        const evaluation::Question& question = entry.mapped();
        if (outcome.status == EvaluationOutcome::Status::failed) {
            if (auto error = failures_.add(task.position, question.key, outcome.error)) return error;
            return hopeless(outcome.error);
        }
        if (outcome.status != EvaluationOutcome::Status::answered) return std::nullopt;
        failed_in_a_row_ = 0;
        const evaluation::Manifest& manifest = evaluation_.manifest;
        evaluation::Answer answer;
        answer.model = manifest.model;
        answer.id = evaluation::answer_id(manifest.recipe + manifest.questions, question.key);
        answer.turns = outcome.answers;
        answer.opening = evaluation_.setup.opening;
        answer.written_at = static_cast<double>(utc_now()) / 1000;
        return answers_.append(evaluation::write_answer(manifest.format, manifest.fields, question, answer));
    }

    /// A wrong key or a provider that is down fails every question: a thousand more requests would not help.
    std::optional<Error> hopeless(const std::string& latest) {
        if (++failed_in_a_row_ < std::max(10, 2 * arguments_.parallel)) return std::nullopt;
        return Error{
            ErrorKind::bad_response, 0,
            "The last " + std::to_string(failed_in_a_row_) +
                " questions failed, the latest one with this error, so no more are asked: " + latest + again};
    }

    std::optional<Error> put_in_order() {
        // Answers of earlier calls beyond today's --limit stay.
        QuestionChoice all = evaluation_.questions;
        all.limit.reset();
        return answers_.put_in_order([&all](const auto& take) {
            return for_each_question(all,
                                     [&](const PlacedQuestion& placed) { return take(placed.question.key); });
        });
    }

    int report(EvaluationEnd end, const EvaluationCounts& counts, std::uint64_t total) const {
        if (end == EvaluationEnd::stopped) {
            print_note(std::string("Stopped.") + again);
            return exit_interrupted;
        }
        if (end == EvaluationEnd::capped) {
            print_note(
                "The next question is likely to cost more than is left of --max-cost: raise it and repeat "
                "the "
                "command to go on.");
            return exit_failed;
        }
        if (counts.failed > 0) {
            print_note(failures_.path() + " says why " + figure::counted(counts.failed, "question") +
                       " failed." + again);
            return exit_failed;
        }
        print_note(arguments_.out + " has the answers of " + evaluation_.manifest.model + " to " +
                   figure::counted(total, "question") + ".");
        return counts.degraded > 0 ? exit_degraded : exit_ok;
    }

    const EvalArguments& arguments_;
    const Evaluation& evaluation_;
    AnswerFile answers_;
    FailureFile failures_;
    std::string runs_;
    std::uint64_t answered_before_ = 0;
    int failed_in_a_row_ = 0;
    std::map<std::uint64_t, evaluation::Question> open_;  ///< those under way, by position
};

}  // namespace

int call_evaluation(const EvalArguments& arguments, const Evaluation& evaluation) {
    if (const auto error = manifest_fault(arguments.out, evaluation.manifest)) return fail(*error);
    Result<AnswerFile> answers =
        AnswerFile::open(arguments.out, evaluation.manifest.format, evaluation.manifest.fields);
    if (!answers) return fail(answers.error());
    if (const auto error = keep_manifest(arguments.out, evaluation.manifest)) return fail(*error);
    return EvalCall(arguments, evaluation, std::move(answers.value()), FailureFile(arguments.out)).run();
}

}  // namespace moa::cli
