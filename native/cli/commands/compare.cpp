// moa compare: two files of answers against each other, by judges or by a check.
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "figures.hpp"
#include "json.hpp"
#include "judging/tally_words.hpp"
#include "native/cli/answer_check.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/exit_code.hpp"
#include "native/cli/judge_games.hpp"
#include "native/cli/number_range.hpp"
#include "native/cli/terminal/run_view.hpp"
#include "native/cli/terminal/signals.hpp"
#include "native/cli/terminal/table.hpp"
#include "native/platform/files.hpp"
#include "native/platform/model_store.hpp"
#include "proof/comparison_words.hpp"
#include "session/models/model_book.hpp"
#include "statistics/words.hpp"

namespace moa::cli {
namespace {

struct CompareArguments {
    std::string a;
    std::string b;
    std::string questions;
    judging::FieldNames fields;
    std::vector<std::string> judges;
    AnswerCheck check;
    std::string verdicts;
    ProviderSettings providers;
    std::optional<int> max_tokens;
    int parallel = 8;
    std::optional<double> max_cost;
    std::uint64_t seed = 1;
    bool estimate = false;
    bool json = false;
};

/// What `read` makes of the file, its errors led by the file's name.
template <class Value>
Result<Value> read_as(const std::string& path, const judging::FieldNames& fields,
                      Result<Value> (*read)(std::string_view, const judging::FieldNames&)) {
    const Result<std::string> text = native::read_file(path);
    if (!text) return text.error();
    Result<Value> value = read(text.value(), fields);
    if (!value) return invalid_input(path + ": " + value.error().message);
    return value;
}

Result<judging::Contests> read_contests(const CompareArguments& arguments) {
    const auto a = read_as(arguments.a, arguments.fields, judging::read_answers);
    if (!a) return a.error();
    const auto b = read_as(arguments.b, arguments.fields, judging::read_answers);
    if (!b) return b.error();
    std::vector<judging::Question> questions;
    if (!arguments.questions.empty()) {
        auto read = read_as(arguments.questions, arguments.fields, judging::read_questions);
        if (!read) return read.error();
        questions = std::move(read.value());
    }
    return judging::join_answers(a.value(), b.value(), questions);
}

/// What is compared, and what is not.
std::vector<std::string> head_lines(const CompareArguments& arguments, const judging::Contests& contests) {
    std::vector<std::string> lines = {"Side A: " + arguments.a, "Side B: " + arguments.b,
                                      figure::counted(contests.contests.size(), "pair") + " of answers"};
    const std::size_t alone = contests.only_in_a.size() + contests.only_in_b.size();
    if (alone > 0)
        lines.back() +=
            "; " + figure::count(static_cast<std::int64_t>(contests.only_in_a.size())) + " only in A and " +
            figure::count(static_cast<std::int64_t>(contests.only_in_b.size())) + " only in B are left out";
    lines.back() += ".";
    lines.emplace_back();
    return lines;
}

bool print_lines(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines)
        text += line + "\n";
    return write_output(text);
}

Json head_json(const CompareArguments& arguments, const judging::Contests& contests) {
    return {{"format", "moa-comparison/1"},
            {"a", arguments.a},
            {"b", arguments.b},
            {"pairs", contests.contests.size()},
            {"only_in_a", contests.only_in_a},
            {"only_in_b", contests.only_in_b}};
}

int compare_by_check(const CompareArguments& arguments, const judging::Contests& contests) {
    proof::ArmOutcomes a{"A", {}};
    proof::ArmOutcomes b{"B", {}};
    std::vector<std::size_t> clusters;
    for (const judging::Contest& contest : contests.contests) {
        const std::size_t turn = contest.questions.size() - 1;
        const auto of_a = check_answer(arguments.check, *contest.fields, turn, contest.a.back());
        if (!of_a) return refuse(of_a.error());
        const auto of_b = check_answer(arguments.check, *contest.fields, turn, contest.b.back());
        if (!of_b) return refuse(of_b.error());
        if (!of_a.value()) continue;
        a.outcomes.emplace_back(proof::Outcome{*of_a.value()});
        b.outcomes.emplace_back(proof::Outcome{*of_b.value()});
        clusters.push_back(contest.facts.cluster);
    }
    statistics::BootstrapOptions options;
    options.seed = arguments.seed;
    const proof::Comparison comparison = proof::compare(a, b, clusters, options);
    if (arguments.json) {
        Json json = head_json(arguments, contests);
        json.update(proof::comparison_json(comparison));
        return write_json(json.dump(2) + "\n") ? exit_ok : exit_failed;
    }
    std::vector<std::string> lines = head_lines(arguments, contests);
    lines.push_back(proof::finding_sentence(comparison));
    lines.push_back(proof::flips_sentence(comparison));
    return print_lines(lines) ? exit_ok : exit_failed;
}

std::vector<std::string> tally_table(const judging::Tally& tally, const std::vector<std::string>& judges) {
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < judges.size(); ++i) {
        const judging::JudgeTally& judge = tally.judges[i];
        const std::int64_t pairs = judge.count.games();
        const auto leaning = judging::first_shown_share(judge);
        rows.push_back(
            {figure::count(judge.count.wins), figure::count(judge.count.ties),
             figure::count(judge.count.losses), statistics::percent(statistics::win_rate(judge.count)),
             pairs == 0
                 ? "-"
                 : statistics::percent(static_cast<double>(judge.consistent) / static_cast<double>(pairs)),
             leaning ? statistics::percent(*leaning) : "-", figure::count(judge.unreadable), judges[i]});
    }
    return table_lines({{"A wins", true},
                        {"ties", true},
                        {"B wins", true},
                        {"win rate of A", true},
                        {"same in both orders", true},
                        {"first shown wins", true},
                        {"unreadable", true},
                        {"judge"}},
                       rows);
}

std::string cost_sentence(const JudgeGames& games) {
    if (!games.all_priced()) return "The cost is not known: a judge has no price.";
    std::string text = "Cost: " + figure::money(games.spent_usd());
    if (games.earlier_usd() > 0)
        text += ", after " + figure::money(games.earlier_usd()) + " by earlier calls";
    return text + ".";
}

int print_judged(const CompareArguments& arguments, const judging::Contests& contests,
                 const JudgeGames& games) {
    std::vector<judging::PairFacts> pairs;
    for (const judging::Contest& contest : contests.contests)
        pairs.push_back(contest.facts);
    statistics::BootstrapOptions options;
    options.seed = arguments.seed;
    const judging::Tally tally = judging::tally(pairs, games.judgements(), arguments.judges.size(), options);
    if (arguments.json) {
        Json json = head_json(arguments, contests);
        json.update(judging::tally_json(tally, arguments.judges));
        json["cost_usd"] = games.all_priced() ? Json(games.spent_usd() + games.earlier_usd()) : Json(nullptr);
        json["verdicts"] = arguments.verdicts;
        json["note"] = judging::not_official;
        return write_json(json.dump(2) + "\n") ? exit_ok : exit_failed;
    }
    std::vector<std::string> lines = head_lines(arguments, contests);
    for (std::string& line : tally_table(tally, arguments.judges))
        lines.push_back(std::move(line));
    lines.emplace_back();
    lines.push_back(judging::finding_sentence(tally));
    lines.push_back(judging::length_sentence(tally));
    for (std::string& sentence : judging::agreement_sentences(tally, arguments.judges))
        lines.push_back(std::move(sentence));
    if (tally.not_judged > 0)
        lines.push_back("Not judged in both orders: " + figure::counted(tally.not_judged, "pair") + ".");
    if (tally.given > 0) lines.push_back(judging::given_sentence(tally));
    lines.push_back(cost_sentence(games) + " Prompts and replies: " + arguments.verdicts);
    lines.emplace_back();
    lines.emplace_back(judging::not_official);
    return print_lines(lines) ? exit_ok : exit_failed;
}

int print_estimate(const CompareArguments& arguments, const JudgeGames& games) {
    const auto usd = games.estimated_usd();
    if (arguments.json) {
        const Json json{{"games", games.open().size()}, {"cost_usd", usd ? Json(*usd) : Json(nullptr)}};
        return write_json(json.dump(2) + "\n") ? exit_ok : exit_failed;
    }
    std::string words = figure::counted(games.open().size(), "call") + " of judges left";
    // A server of one's own has no price.
    if (!usd || *usd > 0) words += usd ? ", about " + figure::money(*usd) : std::string(", of unknown price");
    return print_lines({words + "."}) ? exit_ok : exit_failed;
}

/// "moa.jsonl" and "best.jsonl": "moa-vs-best.judgements.jsonl".
std::string verdicts_file(const CompareArguments& arguments) {
    const auto stem = [](const std::string& path) { return std::filesystem::path(path).stem().string(); };
    return stem(arguments.a) + "-vs-" + stem(arguments.b) + ".judgements.jsonl";
}

/// What was judged by earlier calls; nothing where there is no such file.
Result<judging::JudgementLog> read_log(const std::string& path) {
    std::error_code failed;
    if (!std::filesystem::exists(path, failed)) return judging::JudgementLog();
    const Result<std::string> text = native::read_file(path);
    if (!text) return text.error();
    Result<judging::JudgementLog> log = judging::JudgementLog::read(text.value());
    if (!log) return invalid_input(path + ": " + log.error().message);
    return log;
}

/// Opens the file that verdicts go to, and begins it where it is new.
Result<native::LineFile> open_verdicts(const std::string& path) {
    std::error_code failed;
    const auto size = std::filesystem::file_size(path, failed);
    const bool is_new = failed || size == 0;
    Result<native::LineFile> file = native::LineFile::go_on(path, true);
    if (!file) return file;
    if (is_new) {
        if (const auto error = file.value().append(judging::judgement_header())) return *error;
    }
    return file;
}

int compare_by_judges(CompareArguments& arguments, const judging::Contests& contests) {
    std::vector<judging::Judge> judges;
    for (const std::string& name : arguments.judges) {
        Result<judging::Judge> judge = judging::read_judge(name, arguments.max_tokens);
        if (!judge) return refuse(judge.error());
        judges.push_back(std::move(judge.value()));
    }
    const mixture::Recipe all = judging::recipe_of(judges);
    RunOptions options;
    options.providers = arguments.providers;
    Result<RunSetup> setup =
        arguments.estimate ? read_run_options(options, &all) : prepare_run(options, &all);
    if (!setup) return refuse(setup.error());
    if (arguments.verdicts.empty()) arguments.verdicts = verdicts_file(arguments);
    if (arguments.estimate) {
        setup.value().prices = session::price_list(native::load_model_book(), all, setup.value().providers);
        Result<judging::JudgementLog> log = read_log(arguments.verdicts);
        if (!log) return refuse(log.error());
        return print_estimate(arguments,
                              JudgeGames(contests.contests, judges, setup.value(), nullptr, log.value()));
    }
    // The lock comes first: another program must not append after the log has been read.
    Result<native::LineFile> file = open_verdicts(arguments.verdicts);
    if (!file) return refuse(file.error());
    const Result<judging::JudgementLog> log = read_log(arguments.verdicts);
    if (!log) return refuse(log.error());
    JudgeGames games(contests.contests, judges, setup.value(), &file.value(), log.value());
    if (arguments.max_cost && !games.all_priced())
        return refuse("--max-cost cannot hold: a judge has no known price. See moa models for prices.");
    SignalScope signals;
    const Result<EvaluationEnd> end = games.play(signals, arguments.parallel, arguments.max_cost);
    if (!end) return fail(end.error());
    const int printed = print_judged(arguments, contests, games);
    if (printed != exit_ok) return printed;
    constexpr const char* go_on = " The same command goes on; no verdict is paid for twice.";
    if (end.value() == EvaluationEnd::stopped) {
        print_note(std::string("Stopped.") + go_on);
        return exit_interrupted;
    }
    if (end.value() == EvaluationEnd::capped) print_note(std::string("The spend cap is reached.") + go_on);
    if (games.failures() > 0)
        print_note(figure::counted(games.failures(), "call") +
                   " failed, the first one so: " + games.failure() + go_on);
    if (games.judgements().empty()) return exit_failed;
    return games.open().empty() ? exit_ok : exit_degraded;
}

int compare_command(CompareArguments& arguments) {
    if (arguments.judges.empty() == !arguments.check.any())
        return refuse("Name judges with --judge, or a check with --expect or --check, and not both.");
    if (!arguments.check.expect.empty() && arguments.questions.empty())
        return refuse("--expect names a member of the questions: name their file with --questions.");
    const Result<judging::Contests> contests = read_contests(arguments);
    if (!contests) return refuse(contests.error());
    return arguments.check.any() ? compare_by_check(arguments, contests.value())
                                 : compare_by_judges(arguments, contests.value());
}

void add_check_options(CLI::App& command, CompareArguments& arguments) {
    command
        .add_option(
            "--expect", arguments.check.expect,
            "Compare with the expected answer in this member of the questions: a number, a letter from A "
            "to J, /a regular expression/, or words that the answer must contain")
        ->type_name("FIELD");
    command
        .add_option(
            "--check", arguments.check.command,
            "Shell command that exits with 0 for a right answer; it gets the answer on standard input, "
            "the question's JSON in MOA_QUESTION, and no API key")
        ->type_name("COMMAND")
        ->excludes("--expect");
    command.add_option("--id-field", arguments.fields.id, "Member of JSON Lines that holds the ID")
        ->type_name("FIELD");
    command.add_option("--prompt-field", arguments.fields.question, "Member that holds the question")
        ->type_name("FIELD");
    command.add_option("--answer-field", arguments.fields.answer, "Member that holds the answer")
        ->type_name("FIELD");
}

void add_judge_options(CLI::App& command, CompareArguments& arguments) {
    command
        .add_option(
            "--judge", arguments.judges,
            "Model that judges each pair in both orders; may be repeated. Take judges from families that "
            "answered neither side")
        ->type_name("PROVIDER:MODEL")
        ->take_all()
        ->allow_extra_args(false);
    command
        .add_option("--verdicts", arguments.verdicts,
                    "File that keeps prompts and replies, and spares paying for them again; default: "
                    "A-vs-B.judgements.jsonl")
        ->type_name("FILE");
    add_provider_settings(command, arguments.providers);
    command.add_option("--max-tokens", arguments.max_tokens, "Max. output tokens of a judge")->type_name("N");
    command.add_option("--parallel", arguments.parallel, "Calls of judges at once; default: 8")
        ->type_name("N")
        ->check(number_from(1, 256));
    command
        .add_option("--max-cost", arguments.max_cost,
                    "Spend cap of this call in US dollars: a game that would exceed it is not begun")
        ->type_name("USD");
    command.add_flag("--estimate", arguments.estimate,
                     "Print what is left to judge and what it costs; call no model");
}

}  // namespace

void add_compare_command(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<CompareArguments>();
    CLI::App* command =
        app.add_subcommand("compare", "Compare two files of answers, by judges or by a check");
    command->add_option("a", arguments->a, "Answers of side A (JSON Lines, or AlpacaEval's array)")
        ->type_name("A")
        ->required();
    command->add_option("b", arguments->b, "Answers of side B to the same questions")
        ->type_name("B")
        ->required();
    command
        ->add_option("--questions", arguments->questions, "The questions, where the answers do not hold them")
        ->type_name("FILE");
    add_judge_options(*command, *arguments);
    add_check_options(*command, *arguments);
    command->add_option("--seed", arguments->seed, "Seed of the bootstrap")->type_name("N");
    command->add_flag("--json", arguments->json, "Print the result as JSON (moa-comparison/1)");
    command->footer(
        "Answers are read as MT-Bench, Arena-Hard, AlpacaEval and FLASK write them, and joined by ID. Judges "
        "see "
        "them without their sources. A win in one order and a loss in the other is a tie.");
    command->callback([arguments, &exit_code] { exit_code = compare_command(*arguments); });
}

}  // namespace moa::cli
