// moa eval: answers for a set of questions, in the format of the tool that judges them.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "evaluation/estimate_sum.hpp"
#include "figures.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/evaluation/eval_call.hpp"
#include "native/cli/evaluation/merge.hpp"
#include "native/cli/exit_code.hpp"
#include "native/cli/terminal/run_view.hpp"
#include "native/platform/experience_store.hpp"
#include "native/platform/model_store.hpp"
#include "session/models/model_book.hpp"

namespace moa::cli {
namespace {

struct MergeArguments {
    std::vector<std::string> parts;
    std::string out;
};

std::string spread(const session::Spread& figures, std::string (*words)(double)) {
    return words(figures.likely) + " (" + words(figures.low) + " to " + words(figures.high) + ")";
}

std::string estimate_text(const evaluation::EstimateSum& sum, int parallel) {
    const double at_once =
        std::min<double>(parallel, std::max<double>(1, static_cast<double>(sum.questions)));
    std::string text = figure::counted(sum.questions, "question") + ", " +
                       figure::counted(sum.calls, "call") + "\nPrompt tokens  " +
                       spread(sum.prompt_tokens, figure::rough_tokens) + "\nAnswer tokens  " +
                       spread(sum.answer_tokens, figure::rough_tokens) + "\nCost           " +
                       spread(sum.cost_usd, figure::money) + "\nTime           " +
                       spread(sum.total_ms * (1 / at_once), figure::rough_duration) + ", " +
                       figure::counted(static_cast<std::int64_t>(at_once), "question") + " at once\n";
    for (const std::string& model : sum.unpriced)
        text += "Unpriced, its cost comes on top: " + model + "\n";
    return text +
           "Limits of the providers may make it take longer. The range is that of single answers: of many, "
           "the sum "
           "lies closer to the middle.\n";
}

int estimate_command(const EvalArguments& arguments, Evaluation& evaluation) {
    RunSetup& setup = evaluation.setup;
    const session::Experience experience = native::load_experience();
    evaluation::EstimateSum sum;
    const auto error = for_each_question(evaluation.questions, [&](const PlacedQuestion& placed) {
        sum.add(evaluation.recipe_for(placed.question), setup.opening, placed.question.turns, setup.providers,
                setup.prices, experience);
        return std::optional<Error>();
    });
    if (error) return fail(*error);
    return write_output(estimate_text(sum, arguments.parallel)) ? exit_ok : exit_failed;
}

int eval_command(EvalArguments& arguments) {
    for (const auto& [value, option] :
         {std::pair(&arguments.format, "--format"), std::pair(&arguments.questions.path, "--questions")}) {
        if (value->empty()) return refuse(std::string("moa eval needs ") + option + ".");
    }
    if (arguments.out.empty() && !arguments.estimate)
        return refuse("moa eval needs --out, the file of answers.");
    Result<std::unique_ptr<Evaluation>> prepared = prepare_evaluation(arguments);
    if (!prepared) return refuse(prepared.error());
    if (arguments.estimate) return estimate_command(arguments, *prepared.value());
    return call_evaluation(arguments, *prepared.value());
}

void describe_option(CLI::App& command, const char* option, const char* type, const char* what) {
    command.get_option(option)->description(what)->type_name(type);
}

}  // namespace

void add_eval_command(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<EvalArguments>();
    auto merge_arguments = std::make_shared<MergeArguments>();
    CLI::App* command = app.add_subcommand("eval", "Answer a set of questions for an evaluation tool");
    command
        ->add_option("--format", arguments->format,
                     "Of questions and answers: arena-hard, alpaca, mt-bench, flask or jsonl")
        ->type_name("FORMAT");
    command
        ->add_option("--questions", arguments->questions.path,
                     "File of questions: JSON Lines or a JSON array")
        ->type_name("FILE");
    command
        ->add_option(
            "--out", arguments->out,
            "File of answers. Repeating a command goes on with it: what is answered is not asked again")
        ->type_name("FILE");
    command
        ->add_option("--runs", arguments->runs,
                     "Folder of the run logs, one for each turn; default: OUT.runs")
        ->type_name("DIR");
    command->add_option("--name", arguments->name, "The model's name in the answers; default: the recipe's")
        ->type_name("NAME");
    command
        ->add_option(
            "--shard", arguments->shard,
            "Answer only this part of the questions, for example 2/8; without a value, as Slurm's array "
            "variables say; with the number of parts alone, as JOB_COMPLETION_INDEX (Kubernetes) or "
            "PARALLEL_SEQ (GNU parallel) says. Join the parts with moa eval merge")
        ->type_name("I/N")
        ->expected(0, 1)
        ->default_str("");
    command
        ->add_option("--references", arguments->references,
                     "Answers of other models in the same format, in place of the first layer's calls")
        ->type_name("FILE[,FILE]")
        ->delimiter(',')
        ->allow_extra_args(false);
    command
        ->add_option("--prompt-field", arguments->questions.fields.prompt,
                     "Of jsonl: the member with the question")
        ->type_name("NAME")
        ->capture_default_str();
    command
        ->add_option("--answer-field", arguments->questions.fields.answer,
                     "Of jsonl: the member for the answer")
        ->type_name("NAME")
        ->capture_default_str();
    command->add_flag("--estimate", arguments->estimate,
                      "Print the estimated calls, tokens, cost and time, and call no model");
    add_run_options(*command, arguments->options);
    command->remove_option(command->get_option("--no-history"));
    describe_option(
        *command, "--limit", "N|NAME=SECONDS",
        "Answer only the first N questions; or a limit of each call, as in moa run; may be repeated");
    describe_option(
        *command, "--parallel", "N|PROVIDER=CALLS",
        "Questions at once (default 8); or the maximum number of concurrent calls to a provider, as in "
        "moa run; "
        "may be repeated");
    describe_option(
        *command, "--max-cost", "USD",
        "Spend cap in US dollars over all questions, with what earlier calls have spent; of a shard, "
        "its own");
    describe_option(*command, "--temperature", "X",
                    "Override the recipe's default temperature, and those of mt-bench's categories");
    command->footer(
        "Beside OUT stand OUT.eval.json (what it was made of), OUT.failed (questions that failed; the next "
        "call asks them again) and OUT.runs (run logs). Answers are appended as they come and put in "
        "question order at the end; the array of alpaca is in OUT.lines until then.");
    command->require_subcommand(0, 1);
    CLI::App* merge = command->add_subcommand("merge", "Join the answers of all shards");
    merge->add_option("part", merge_arguments->parts, "Files of answers, one for each shard")
        ->type_name("PART")
        ->required();
    merge->add_option("--out", merge_arguments->out, "The joined file")->type_name("FILE")->required();
    command->callback([arguments, merge_arguments, merge, &exit_code] {
        exit_code = merge->parsed() ? merge_evaluations(merge_arguments->parts, merge_arguments->out)
                                    : eval_command(*arguments);
    });
}

}  // namespace moa::cli
