// moa chat: one question per line; earlier answers are context for later ones.
#include <unistd.h>

#include <csignal>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "blank.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/exit_code.hpp"
#include "native/cli/model_queries.hpp"
#include "native/cli/question_text.hpp"
#include "native/cli/run_loop.hpp"
#include "native/cli/run_options.hpp"
#include "native/cli/terminal/line_reader.hpp"
#include "native/platform/history_files.hpp"
#include "session/history/run_log_write.hpp"

namespace moa::cli {
namespace {

constexpr std::string_view help_text =
    "Type a question and press Enter. Ctrl+C stops the current run.\n"
    "/recipe       show the current recipe\n"
    "/recipe NAME  switch to another preset, saved recipe or recipe file\n"
    "/help         show this help\n"
    "/quit         end the chat (also Ctrl+D)\n";

class Chat {
  public:
    Chat(RunOptions options, RunSetup setup)
        : options_(std::move(options)), setup_(std::move(setup)), messages_(setup_.opening) {}

    int run() {
        if (setup_.is_simulated())
            print_note("Scripted replies from the simulated provider: no model is called.");
        if (interactive_) print_note("Recipe: " + setup_.recipe.name + ". /help lists the commands.");
        for (;;) {
            if (interactive_) write_all(STDERR_FILENO, "\n> ");
            const std::optional<std::string> line = input_.next();
            if (!line) break;
            if (is_blank(*line)) continue;
            if (line->front() == '/') {
                if (!obey(*line)) return last_code();
            } else {
                ask(*line);
            }
        }
        if (signals_.stop_requested()) return exit_interrupted;
        return last_code();
    }

  private:
    /// A script wants to know how its last run ended; a person has seen it.
    int last_code() const { return interactive_ ? exit_ok : exit_code_; }

    /// False for /quit.
    bool obey(std::string_view line) {
        while (!line.empty() && (line.back() == ' ' || line.back() == '\r'))
            line.remove_suffix(1);
        const auto space = line.find(' ');
        const std::string_view name = line.substr(0, space);
        const std::string_view rest =
            space == std::string_view::npos ? "" : line.substr(line.find_first_not_of(' ', space));
        if (name == "/quit" || name == "/exit") return false;
        if (name == "/help") {
            write_all(STDERR_FILENO, help_text);
        } else if (name == "/recipe") {
            change_recipe(std::string(rest));
        } else {
            print_error("Unknown command " + std::string(name) + ". /help lists the commands.");
            if (!interactive_) exit_code_ = exit_usage;
        }
        return true;
    }

    void change_recipe(const std::string& name) {
        if (!name.empty()) {
            RunOptions changed = options_;
            changed.recipe = name;
            changed.models = {};
            Result<RunSetup> setup = prepare_run(changed);
            if (!setup) {
                print_error(setup.error().message);
                if (!interactive_) exit_code_ = exit_usage;
                return;
            }
            options_ = std::move(changed);
            setup_ = std::move(setup.value());
        }
        print_note("Recipe: " + setup_.recipe.name + ". " + setup_.recipe.description);
    }

    void ask(const std::string& line) {
        Result<QuestionText> text = read_question_text(line);
        if (!text) {
            print_error(text.error().message);
            if (!interactive_) exit_code_ = exit_usage;
            return;
        }
        const std::string& question = text.value().text;
        std::vector<wire::ChatMessage> messages = messages_;
        messages.push_back({"user", question});
        if (const auto error = setup_.keys.refusal(messages)) {
            print_error(error->message);
            if (!interactive_) exit_code_ = exit_usage;
            return;
        }
        loop_.set_pace(setup_.pace);
        loop_.set_faults(setup_.faults);
        const std::unique_ptr<RunView> view = make_view();
        std::optional<session::RunLogWriter> log;
        if (keeps_history(options_, setup_)) {
            if (conversation_.empty()) conversation_ = history_.begin_conversation(utc_seconds() * 1000);
            history_.open_turn(conversation_, ++turns_);
            log.emplace([this](std::string_view event) { history_.append(event); });
        }
        const run::RunState state =
            loop_.run({setup_.recipe, messages, setup_.providers, 1, setup_.prices, setup_.models},
                      {view.get(), log ? &*log : nullptr, nullptr});
        if (const auto error = history_.take_error())
            print_note("The run is not saved in the history. " + error->message);
        // Ctrl+C stops only the run; any other signal, and any signal to a script, ends the chat.
        if (interactive_ && signals_.stop_signal() == SIGINT) signals_.clear_stop();
        print_shortcomings(state);
        print_answer(state);
        print_cost(state, setup_.price_days);
        exit_code_ = exit_code_of(state.status);
        // Some providers refuse a turn without an answer, and it would mislead the models.
        if (is_blank(state.answer())) {
            print_note("No answer: this question and its failed run are not context for the next question.");
            return;
        }
        messages_ = std::move(messages);
        messages_.push_back({"assistant", state.answer()});
    }

    RunOptions options_;
    RunSetup setup_;
    std::vector<wire::ChatMessage> messages_;
    const bool interactive_ = ::isatty(STDIN_FILENO) == 1;
    int exit_code_ = exit_ok;
    native::HistoryFiles history_;
    std::string conversation_;  ///< in the history; empty before the first turn that is kept
    std::size_t turns_ = 0;     ///< kept there
    SignalScope signals_;
    LineReader input_{signals_};
    RunLoop loop_{signals_, setup_.keys};
};

}  // namespace

void add_chat_command(CLI::App& app, int& exit_code) {
    auto options = std::make_shared<RunOptions>();
    CLI::App* command =
        app.add_subcommand("chat", "Ask a series of questions; earlier answers are context for later ones");
    add_run_options(*command, *options);
    command->footer("Reads one question per line from standard input. Commands in the chat:\n" +
                    std::string(help_text));
    command->callback([options, &exit_code] {
        Result<RunSetup> setup = prepare_run(*options);
        if (!setup) {
            print_error(setup.error().message);
            exit_code = exit_usage;
            return;
        }
        exit_code = Chat(*options, std::move(setup.value())).run();
    });
}

}  // namespace moa::cli
