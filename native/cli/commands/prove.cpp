// moa prove: an experiment that is registered before it is run, and that anyone can check.
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "figures.hpp"
#include "json.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/exit_code.hpp"
#include "native/cli/number_range.hpp"
#include "native/cli/proof/evidence.hpp"
#include "native/cli/proof/planning.hpp"
#include "native/cli/proof/running.hpp"
#include "native/cli/terminal/run_view.hpp"
#include "native/cli/terminal/table.hpp"
#include "native/platform/files.hpp"
#include "proof/judged_words.hpp"
#include "proof/report_chart.hpp"
#include "proof/report_page.hpp"
#include "proof/report_table.hpp"
#include "proof/report_text.hpp"

namespace moa::cli {
namespace {

int plan_command(const PlanOptions& options) {
    const Result<proof::Plan> plan = make_plan(options);
    if (!plan) return refuse(plan.error());
    if (!write_output(proof::write_plan(plan.value()))) return exit_failed;
    for (const std::string& sentence : plan_sentences(plan.value()))
        print_note(sentence);
    return exit_ok;
}

int experiment_command(const ExperimentOptions& options) {
    const Result<ExperimentEnd> ended = run_experiment(options);
    if (!ended) return refuse(ended.error());
    const ExperimentEnd& end = ended.value();
    std::string note = figure::counted(end.runs, "run") + ", " + figure::money(end.spent_usd) + " in all.";
    if (end.verdicts > 0) note += " " + figure::counted(end.verdicts, "verdict") + " by judges.";
    if (end.failed_games > 0)
        note += " " + figure::counted(end.failed_games, "call") +
                " of judges failed, the first one so: " + end.game_failure;
    if (end.unanswered > 0) note += " " + figure::counted(end.unanswered, "run") + " gave no answer.";
    if (end.out_of_budget) note += " The budget does not pay for another question.";
    const bool incomplete = end.missing > 0 || end.failed_games > 0;
    if (incomplete && !end.out_of_budget) note += " The same command goes on.";
    print_note(note + " See moa prove report " + options.folder + ".");
    if (end.stopped) return exit_interrupted;
    if (end.failed_games > 0) return exit_degraded;
    return end.missing == 0 || (end.out_of_budget && end.unanswered == 0) ? exit_ok : exit_degraded;
}

/// A table whose last column is text, and an empty line.
std::string facts_table(const std::vector<std::string>& titles,
                        const std::vector<std::vector<std::string>>& rows) {
    std::vector<Column> columns;
    for (const std::string& title : titles)
        columns.push_back({title, true});
    columns.back().right = false;
    std::string text = "\n";
    for (const std::string& line : table_lines(columns, rows))
        text += line + "\n";
    return text;
}

std::string report_text(const proof::Evidence& evidence, const proof::Report& report) {
    const proof::Measure measure = evidence.plan.measure();
    std::string text;
    for (const std::string& sentence : report_sentences(evidence, report))
        text += sentence + "\n";
    std::vector<std::vector<std::string>> arms;
    for (const proof::ArmFigures& arm : report.arms)
        arms.push_back(proof::arm_cells(arm, measure));
    text += facts_table(proof::arm_titles(measure), arms);
    if (report.judged) {
        std::vector<std::vector<std::string>> judges;
        for (std::size_t judge = 0; judge < evidence.plan.judges.size(); ++judge)
            judges.push_back(proof::judge_cells(evidence, report, judge));
        text += facts_table(proof::judge_titles(), judges);
    }
    text += "\n";
    for (const std::string& line : proof::hash_lines(evidence))
        text += line + "\n";
    return text + "\n" + proof::what_it_proves(evidence.plan) + "\n";
}

struct ReportOptions {
    std::string folder;
    bool json = false;
};

int report_command(const ReportOptions& options) {
    const Result<proof::Evidence> evidence = read_evidence(options.folder);
    if (!evidence) return refuse(evidence.error());
    const proof::Report report = proof::make_report(evidence.value());
    const std::string text = report_text(evidence.value(), report);
    const std::string json = report_json(evidence.value(), report).dump(2) + "\n";
    const std::vector<std::pair<std::string, std::string>> files = {
        {"report.html", proof::to_page(evidence.value(), report)},
        {"report.txt", text},
        {"report.json", json},
        {"arms.csv", proof::arms_csv(report, evidence.value().plan.measure())},
        {"questions.csv", proof::questions_csv(evidence.value())},
        {"quality-cost.svg", proof::quality_chart(report, proof::Against::cost)},
        {"quality-time.svg", proof::quality_chart(report, proof::Against::time)},
    };
    for (const auto& file : files) {
        const auto path = std::filesystem::path(options.folder) / file.first;
        if (const auto error = native::replace_file(path, file.second, native::Durable::no))
            return fail(*error);
    }
    return (options.json ? write_json(json) : write_output(text)) ? exit_ok : exit_failed;
}

CLI::App* add_plan(CLI::App& prove, PlanOptions& options) {
    CLI::App* command =
        prove.add_subcommand("plan", "Print the plan of an experiment (moa-plan/1); asks nobody");
    command->add_option("--questions", options.questions, "Questions, as moa compare reads them")
        ->type_name("FILE")
        ->required();
    command->add_option("--recipe", options.recipe, "Preset, saved recipe or recipe file")
        ->type_name("NAME|FILE")
        ->required();
    command->add_option("--budget", options.budget_usd, "US dollars for all arms and judges together")
        ->type_name("USD")
        ->required()
        ->check(positive_number());
    command->add_option("--expect", options.check.expect, "Member of the questions with the expected answer")
        ->type_name("FIELD");
    command
        ->add_option("--check", options.check.command, "Shell command that exits with 0 for a right answer")
        ->type_name("COMMAND")
        ->excludes("--expect");
    command
        ->add_option("--judge", options.judges,
                     "Instead of a check: model that compares each arm's answers with the recipe's, in both "
                     "orders; may be repeated. Take judges from families that answer nothing here")
        ->type_name("PROVIDER:MODEL")
        ->take_all()
        ->allow_extra_args(false);
    command
        ->add_option("--best", options.best,
                     "The model that the recipe has to beat with the same money; default: its aggregator's")
        ->type_name("PROVIDER:MODEL");
    command->add_option("--baseline", options.baseline, "Arm of the primary comparison; default: self-moa")
        ->type_name("ARM");
    command->add_option("--limit", options.limit, "Ask this many of the questions, chosen by the seed")
        ->type_name("N")
        ->check(positive_number());
    command
        ->add_option(
            "--disagreement", options.disagreement,
            "Share of questions that one of two arms alone is assumed to solve (default: 0.3), or that "
            "judges are assumed to decide (default: 0.65)")
        ->type_name("X")
        ->check(number_from(0.01, 1.0));
    command->add_option("--seed", options.seed, "Seed of the order of questions and of the bootstrap")
        ->type_name("N");
    add_provider_settings(*command, options.providers);
    return command;
}

CLI::App* add_run(CLI::App& prove, ExperimentOptions& options) {
    CLI::App* command = prove.add_subcommand("run", "Run the experiment of a plan, or go on with it");
    command->add_option("plan", options.plan, "The plan")->type_name("PLAN")->required();
    command->add_option("--out", options.folder, "Folder for results and run logs")
        ->type_name("DIR")
        ->required();
    command
        ->add_option("--questions", options.questions,
                     "The questions, if they are not where they were planned")
        ->type_name("FILE");
    command->add_option("--parallel", options.parallel, "Runs at once; default: 8")
        ->type_name("N")
        ->check(number_from(1, 64));
    add_provider_settings(*command, options.providers);
    return command;
}

CLI::App* add_report(CLI::App& prove, ReportOptions& options) {
    CLI::App* command = prove.add_subcommand(
        "report",
        "Verify an experiment's files and write its report: HTML, text, CSV, SVG and JSON; needs no key");
    command->add_option("folder", options.folder, "The folder of moa prove run")
        ->type_name("DIR")
        ->required();
    command->add_flag("--json", options.json, "Print the report as JSON (moa-report/1) instead of text");
    return command;
}

}  // namespace

void add_prove_command(CLI::App& app, int& exit_code) {
    CLI::App* prove = app.add_subcommand(
        "prove", "Is a recipe better than its best model for the same money? An experiment");
    prove->require_subcommand(1);
    auto plan = std::make_shared<PlanOptions>();
    add_plan(*prove, *plan)->callback([plan, &exit_code] { exit_code = plan_command(*plan); });
    auto experiment = std::make_shared<ExperimentOptions>();
    add_run(*prove, *experiment)->callback([experiment, &exit_code] {
        exit_code = experiment_command(*experiment);
    });
    auto report = std::make_shared<ReportOptions>();
    add_report(*prove, *report)->callback([report, &exit_code] { exit_code = report_command(*report); });
    prove->footer(
        "plan registers everything beforehand: questions, arms, prices, checks, the one comparison that "
        "counts, and "
        "when it stops. run asks all arms each question before the next. report can be repeated by anyone "
        "who has "
        "the folder; a file that was changed is refused.");
}

}  // namespace moa::cli
