// moa run: one question, one run.
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ascii.hpp"
#include "blank.hpp"
#include "json.hpp"
#include "native/cli/arguments.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/continued.hpp"
#include "native/cli/exit_code.hpp"
#include "native/cli/model_queries.hpp"
#include "native/cli/own_servers.hpp"
#include "native/cli/question.hpp"
#include "native/cli/run_loop.hpp"
#include "native/cli/run_options.hpp"
#include "native/cli/terminal/estimate_text.hpp"
#include "native/platform/experience_store.hpp"
#include "native/platform/files.hpp"
#include "native/platform/history_files.hpp"
#include "native/platform/history_names.hpp"
#include "native/platform/history_paths.hpp"
#include "native/platform/line_file.hpp"
#include "native/platform/model_store.hpp"
#include "run/stale.hpp"
#include "session/history/run_log_read.hpp"
#include "session/history/run_log_write.hpp"

namespace moa::cli {
namespace {

struct RunArguments {
    TypedQuestion question;
    bool json = false;
    bool quiet = false;
    bool plain = false;
    bool estimate = false;
    std::string record;
    bool overwrite = false;
    std::string resume;
    ContinueOptions go_on;
    RunOptions options;
};

/// Where log lines go: standard output, a file, the history.
class LogOutput {
  public:
    LogOutput(bool to_stdout, std::optional<native::LineFile> file)
        : to_stdout_(to_stdout), file_(std::move(file)) {}

    /// As a conversation of its own, or behind the turns of one.
    std::optional<Error> keep_in_history(const Continued* before) {
        history_.emplace();
        if (before != nullptr) {
            if (auto error = history_->claim(before->id)) return error;
        }
        name_ = before != nullptr ? before->id : history_->begin_conversation(utc_seconds() * 1000);
        history_->open_turn(name_, before != nullptr ? before->logs.size() + 1 : 1);
        return std::nullopt;
    }
    /// By which --resume finds the run again; empty where it does not.
    const std::string& name() const { return name_; }
    void set_name(std::string name) { name_ = std::move(name); }
    /// The same lines go into the history, too, which has the turn that is resumed from another file.
    void keep_copy(const std::string& conversation) {
        const auto folder = native::folder_of(conversation);
        history_.emplace();
        if (!folder || history_->claim(conversation)) return history_.reset();  // another program has it
        history_->open_turn(conversation, native::turns_in(*folder));
    }

    void write(std::string_view line) {
        if (to_stdout_ && !broken_ && !write_json(line)) {
            broken_ = true;
            failed_ = !reader_gone(STDOUT_FILENO);
        }
        if (history_) {
            history_->append(line);
            if (const auto error = history_->take_error()) {
                print_note("The run is not saved in the history. " + error->message);
                behind_ = true;
            }
        }
        if (!file_) return;
        if (const auto error = file_->append(line)) {
            print_error(error->message);
            behind_ = true;
        }
    }
    /// Retries what could not be written, and reports success.
    void finish() {
        const bool history_whole = !history_ || history_->retry();
        const bool file_whole = !file_ || file_->retry();
        if (std::exchange(behind_, false) && history_whole && file_whole)
            print_note("A retry succeeded: the run log is complete.");
    }
    /// Whether the file of the log is not whole.
    bool lost_lines() const { return file_ && file_->behind(); }
    bool is_broken() const { return broken_ || (to_stdout_ && reader_gone(STDOUT_FILENO)); }
    /// Whether writing failed although the reader is still there, for example on a full disk.
    bool has_failed() const { return failed_; }
    /// The descriptor that may break, or -1.
    int descriptor() const { return to_stdout_ ? STDOUT_FILENO : -1; }

  private:
    bool to_stdout_;
    bool broken_ = false;
    bool failed_ = false;
    std::string name_;
    bool behind_ = false;  ///< the user has been told that something is not written
    std::optional<native::LineFile> file_;
    std::optional<native::HistoryFiles> history_;
};

/// A recorded run that can be resumed.
struct Recorded {
    run::RunState state;
    std::string damage;  ///< sentence on the unreadable part of its file; empty if there is none
};

/// `name` is a file, or the ID of a saved conversation, of which the latest run is meant.
Result<std::string> path_to_resume(const std::string& name) {
    std::error_code failed;
    if (std::filesystem::exists(name, failed)) return name;
    const Result<std::string> id = native::conversation_named(name);
    // What does not look like an ID was meant as a file.
    if (!id) return name == "last" || is_digit(name.front()) ? Result<std::string>(id.error()) : name;
    const auto kept = native::HistoryFiles::latest_log(id.value());
    return kept ? kept->string() : name;
}

/// How a stopped or failed run is resumed.
void print_way_on(const run::RunState& state, const std::string& name) {
    const bool broke_off =
        state.status == run::RunStatus::cancelled || state.status == run::RunStatus::failed;
    if (broke_off && !name.empty() && !run::unfinished_nodes(state).empty())
        print_note("Resume it with: moa run --resume " + shell_word(name));
}

Result<Recorded> read_recorded(const std::string& path) {
    const Result<std::string> text = native::read_file(path);
    if (!text) return text.error();
    const Result<session::RunLog> log = session::read_run_log(text.value());
    if (!log) return invalid_input(path + ": " + log.error().message);
    Recorded recorded{session::replay(log.value()), session::damage_sentence(log.value())};
    if (!recorded.state.running() && run::unfinished_nodes(recorded.state).empty())
        return invalid_input(path + ": the run is finished; nothing is left to run.");
    return recorded;
}

/// Resumes a run from its log and appends the new events to that file.
int resume_command(const RunArguments& arguments) {
    if (!arguments.question.words.empty() || !arguments.question.files.empty() || arguments.go_on.given() ||
        !arguments.record.empty() || !arguments.options.recipe.empty() || !arguments.options.models.empty() ||
        arguments.options.layers || arguments.options.simulate || !arguments.options.system.empty()) {
        return refuse(
            {ErrorKind::invalid_input, 0,
             "--resume takes the question, recipe and layers from the log and appends to it: omit "
             "the question, --file, --continue, --recipe, -m, -a, -n, --layers, --system, --simulate and "
             "--record."});
    }
    const Result<std::string> found = path_to_resume(arguments.resume);
    if (!found) return refuse(found.error());
    const std::string& path = found.value();
    // The lock comes first: another program must not append after the log has been read.
    native::HistoryFiles history;
    if (const auto id = native::HistoryFiles::conversation_at(path))
        if (const auto error = history.claim(*id)) return refuse(*error);
    Result<native::LineFile> file = native::LineFile::go_on(path, false);
    if (!file) return refuse(file.error());
    Result<Recorded> recorded = read_recorded(path);
    if (!recorded) return refuse(recorded.error());
    if (!recorded.value().damage.empty()) print_note(recorded.value().damage);
    run::RunState& state = recorded.value().state;
    const mixture::Recipe recipe = run::recipe_of(state);
    Result<RunSetup> prepared = prepare_run(arguments.options, &recipe);
    if (!prepared) return refuse(prepared.error());
    RunSetup& setup = prepared.value();
    LogOutput output(arguments.json, std::move(file.value()));
    if (!native::HistoryFiles::conversation_at(path))
        if (const auto copy = native::conversation_ending_with(path)) output.keep_copy(*copy);
    session::RunLogWriter log([&](std::string_view line) { output.write(line); });
    const std::unique_ptr<RunView> view = arguments.json ? std::make_unique<SilentView>() : make_view();
    SignalScope signals;
    RunLoop loop(signals, setup.keys);
    loop.set_pace(setup.pace);
    run::RunSpec spec{setup.recipe, state.messages, setup.providers, 1, setup.prices, setup.models};
    const run::RunState end =
        loop.resume(std::move(spec), std::move(state),
                    {view.get(), &log, [&] { return output.is_broken(); }, output.descriptor()});
    output.finish();
    if (output.has_failed()) return exit_failed;
    // Whoever stops reading knows that the run is stopped.
    if (output.is_broken()) return exit_interrupted;
    print_shortcomings(end, view.get());
    if (!arguments.json && !print_answer(end)) return exit_failed;
    print_way_on(end, arguments.resume);
    return output.lost_lines() ? exit_failed : exit_code_of(end.status);
}

std::vector<wire::ChatMessage> messages_of(const RunSetup& setup, const Continued* before,
                                           const std::string& question) {
    std::vector<wire::ChatMessage> messages = before != nullptr ? before->messages : setup.opening;
    messages.push_back({"user", question});
    return messages;
}

/// Prints the estimate and calls no model.
int estimate_command(const RunArguments& arguments, const Continued* before, const std::string& question) {
    Result<RunSetup> read =
        read_run_options(arguments.options, recipe_to_go_on_with(before, arguments.options));
    if (!read) return refuse(read.error());
    RunSetup& setup = read.value();
    session::ModelBook book = native::load_model_book();
    ask_own_servers(setup.recipe, setup.providers, setup.keys, book);
    const mixture::Providers providers = session::with_server_facts(setup.providers, book);
    const mixture::PriceList prices = session::price_list(book, setup.recipe, providers);
    const session::Experience experience = native::load_experience();
    const session::RunEstimate estimate =
        session::estimate_run({setup.recipe, messages_of(setup, before, question), providers, prices,
                               experience, session::known_models(book, experience, setup.recipe, providers)});
    if (arguments.json) return write_json(estimate_json(estimate).dump(2) + "\n") ? exit_ok : exit_failed;
    std::string text;
    const int width = ::isatty(STDOUT_FILENO) == 1 ? terminal_size(STDOUT_FILENO).columns : 0;
    for (const std::string& line : estimate_lines(estimate, width))
        text += line + "\n";
    return write_output(text) ? exit_ok : exit_failed;
}

/// Measurements improve later estimates. Scripted replies are not measured.
void remember_run(const run::RunState& state, const RunSetup& setup) {
    if (setup.is_simulated()) return;
    if (const auto error = native::keep_experience(state, setup.providers)) print_note(error->message);
}

Result<native::LineFile> record_to(const RunArguments& arguments) {
    std::error_code failed;
    if (std::filesystem::equivalent(arguments.record, arguments.options.recipe, failed))
        return invalid_input(arguments.record + " is this run's recipe: choose another file for --record.");
    return native::LineFile::record(arguments.record, arguments.overwrite);
}

int run_command(const RunArguments& arguments) {
    if (arguments.plain) show_answers_plain();
    if (arguments.quiet) silence_notes();
    if (!arguments.resume.empty()) return resume_command(arguments);
    Result<std::string> question = read_question(arguments.question);
    if (!question) return refuse(question.error());
    const Result<std::optional<Continued>> continued = continued_by(arguments.go_on, arguments.options);
    if (!continued) return refuse(continued.error());
    const Continued* before = continued.value() ? &*continued.value() : nullptr;
    if (arguments.estimate) return estimate_command(arguments, before, question.value());
    Result<RunSetup> prepared =
        prepare_run(arguments.options, recipe_to_go_on_with(before, arguments.options));
    if (!prepared) return refuse(prepared.error());
    RunSetup& setup = prepared.value();
    std::vector<wire::ChatMessage> messages = messages_of(setup, before, question.value());
    if (const auto error = setup.keys.refusal(messages)) return refuse(*error);

    std::optional<native::LineFile> file;
    if (!arguments.record.empty()) {
        Result<native::LineFile> created = record_to(arguments);
        if (!created) return refuse(created.error());
        file = std::move(created.value());
    }
    LogOutput output(arguments.json, std::move(file));
    std::optional<session::RunLogWriter> log;
    const bool kept = keeps_history(arguments.options, setup);
    if (kept) {
        if (const auto error = output.keep_in_history(before)) return refuse(*error);
    } else {
        output.set_name(arguments.record);
    }
    if (arguments.json || !arguments.record.empty() || kept)
        log.emplace([&](std::string_view line) { output.write(line); });
    const std::unique_ptr<RunView> view = arguments.json ? std::make_unique<SilentView>() : make_view();
    if (!arguments.json && setup.is_simulated())
        print_note("Scripted replies from the simulated provider: no model is called.");

    SignalScope signals;
    RunLoop loop(signals, setup.keys);
    loop.set_pace(setup.pace);
    loop.set_faults(setup.faults);
    const session::RunEstimate estimate = session::estimate_run(
        {setup.recipe, messages, setup.providers, setup.prices, native::load_experience(), setup.models});
    if (!arguments.json) {
        for (const std::string& sentence : estimate.too_long)
            print_note(sentence);
    }
    const run::RunState state = loop.run(
        {setup.recipe, std::move(messages), setup.providers, 1, setup.prices, setup.models},
        {view.get(), log ? &*log : nullptr, [&] { return output.is_broken(); }, output.descriptor()});
    output.finish();
    if (output.has_failed()) return exit_failed;
    // Whoever stops reading knows that the run is stopped.
    if (output.is_broken()) return exit_interrupted;
    print_shortcomings(state, view.get());
    if (!arguments.json && !print_answer(state)) return exit_failed;
    if (!arguments.json) print_cost(state, setup.price_days);
    if (!arguments.json && !is_blank(state.answer()) && !setup.is_simulated())
        print_note(comparison_sentence(estimate, state));
    print_way_on(state, output.name());
    remember_run(state, setup);
    return output.lost_lines() ? exit_failed : exit_code_of(state.status);
}

}  // namespace

void add_run_command(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<RunArguments>();
    CLI::App* command = app.add_subcommand("run", "Ask one question and print the answer");
    command
        ->add_option("prompt", arguments->question.words,
                     "The question. What is piped in is added to it; - stands for standard input")
        ->type_name("PROMPT");
    command
        ->add_option("-f,--file", arguments->question.files,
                     "Add this text file to the question; may be repeated")
        ->type_name("FILE")
        ->take_all()
        ->allow_extra_args(false);
    add_continue_options(*command, arguments->go_on);
    command->add_flag("-q,--quiet", arguments->quiet, "Print the answer and errors only");
    command->add_flag("--plain", arguments->plain,
                      "Print the answer on a terminal as the model wrote it, without layout and colour");
    command->add_flag("--json", arguments->json, "Print the run log (moa-run/1, JSON Lines) as it happens");
    CLI::Option* record =
        command
            ->add_option(
                "--record", arguments->record,
                "Write the run log to this file as it happens; a file with content needs --overwrite")
            ->type_name("FILE");
    command->add_flag("--overwrite", arguments->overwrite, "Let --record replace a file that has content")
        ->needs(record);
    command->add_flag("--estimate", arguments->estimate,
                      "Print the run's estimated tokens, cost and time, and call no model");
    command
        ->add_option("--resume", arguments->resume,
                     "Resume the interrupted or stopped run in this log; finished nodes are not called "
                     "again. New events are appended to the log. \"last\" is the latest conversation")
        ->type_name("FILE|ID");
    command->footer(
        "What is piped in follows the question: git diff | moa run \"Review this\". Started by a program "
        "that "
        "leaves its input open, moa waits for it for five seconds; </dev/null saves them.\n"
        "\n"
        "Ctrl+\\ (SIGQUIT) continues with the answers so far: the next layer starts at once.");
    add_run_options(*command, arguments->options);
    command->callback([arguments, &exit_code] { exit_code = run_command(*arguments); });
}

}  // namespace moa::cli
