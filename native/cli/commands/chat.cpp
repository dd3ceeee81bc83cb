// moa chat: a conversation; earlier answers are context for later ones.
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "blank.hpp"
#include "exports/markdown.hpp"
#include "figures.hpp"
#include "native/cli/chat_input.hpp"
#include "native/cli/chat_words.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/continued.hpp"
#include "native/cli/exit_code.hpp"
#include "native/cli/help/argument_error.hpp"
#include "native/cli/kept_document.hpp"
#include "native/cli/model_queries.hpp"
#include "native/cli/question_text.hpp"
#include "native/cli/run_loop.hpp"
#include "native/cli/run_options.hpp"
#include "native/cli/terminal/live_tree.hpp"
#include "native/platform/files.hpp"
#include "native/platform/history_files.hpp"
#include "nearest_name.hpp"
#include "session/history/run_log_write.hpp"
#include "wire/error_text.hpp"

namespace moa::cli {
namespace {

struct ChatArguments {
    RunOptions options;
    ContinueOptions go_on;
    bool plain = false;
};

class Chat {
  public:
    Chat(RunOptions options, RunSetup setup, std::optional<Continued> before)
        : options_(std::move(options)), setup_(std::move(setup)), messages_(setup_.opening) {
        if (!before) return;
        conversation_ = std::move(before->id);
        logs_ = std::move(before->logs);
        messages_ = std::move(before->messages);
        context_turn_ = logs_.size();
    }

    int run() {
        if (setup_.is_simulated())
            print_note("Scripted replies from the simulated provider: no model is called.");
        if (!conversation_.empty()) {
            if (const auto error = history_.claim(conversation_)) return refuse(*error);
            print_note("Continuing " + conversation_ + ", " + figure::counted(logs_.size(), "turn") + ".");
        }
        if (input_.interactive()) print_note("Recipe: " + setup_.recipe.name + ". /help lists the commands.");
        while (const std::optional<std::string> line = input_.next()) {
            if (is_blank(*line)) continue;
            const bool secret = wire::redact_keys(*line) != *line || setup_.keys.refusal({{"user", *line}});
            if (!secret) input_.remember(*line);
            if (line->front() != '/') {
                ask(*line);
            } else if (!obey(*line)) {
                return last_code();
            }
        }
        if (signals_.stop_requested()) return exit_interrupted;
        return last_code();
    }

  private:
    /// A script wants to know how its last run ended; a person has seen it.
    int last_code() const { return input_.interactive() ? exit_ok : exit_code_; }

    void complain(const std::string& sentence) {
        print_error(sentence);
        if (!input_.interactive()) exit_code_ = exit_usage;
    }

    /// False for /quit.
    bool obey(std::string_view line) {
        while (!line.empty() && (line.back() == ' ' || line.back() == '\r'))
            line.remove_suffix(1);
        const auto space = line.find(' ');
        const std::string_view name = line.substr(0, space);
        const std::string rest(
            space == std::string_view::npos ? "" : line.substr(line.find_first_not_of(' ', space)));
        if (name == "/quit" || name == "/exit") return false;
        if (name == "/help") {
            write_all(STDERR_FILENO, chat_help);
        } else if (name == "/recipe") {
            change_recipe(rest);
        } else if (name == "/model") {
            change_model(rest);
        } else if (name == "/system") {
            change_system(rest);
        } else if (name == "/retry") {
            retry();
        } else if (name == "/save") {
            save(rest);
        } else if (name == "/cost") {
            print_note(cost_sentence());
        } else if (name == "/tree") {
            show_tree();
        } else {
            const std::string_view nearest = nearest_name(name, chat_commands);
            complain("Unknown command " + std::string(name) +
                     (nearest.empty() ? ". /help lists the commands."
                                      : "; did you mean " + std::string(nearest) + "?"));
        }
        return true;
    }

    bool change_setup(RunOptions options, const mixture::Recipe* recipe) {
        Result<RunSetup> setup = prepare_run(options, recipe);
        if (!setup) {
            complain(setup.error().message);
            return false;
        }
        options_ = std::move(options);
        setup_ = std::move(setup.value());
        return true;
    }

    void change_recipe(const std::string& name) {
        if (!name.empty()) {
            RunOptions changed = options_;
            changed.recipe = name;
            changed.models = {};
            if (!change_setup(std::move(changed), nullptr)) return;
        }
        print_note("Recipe: " + setup_.recipe.name + ". " + setup_.recipe.description);
    }

    void change_model(const std::string& typed) {
        if (!typed.empty()) {
            Result<session::NamedModels> models = read_chat_models(typed);
            if (!models) return complain(models.error().message);
            RunOptions changed = options_;
            changed.recipe.clear();
            changed.models = std::move(models.value());
            if (!change_setup(std::move(changed), nullptr)) return;
        }
        for (std::size_t i = 0; i < setup_.recipe.layers.size(); ++i) {
            std::string models;
            for (const mixture::Agent& agent : setup_.recipe.layers[i].agents) {
                models += (models.empty() ? "" : ", ") + agent.provider + "/" + agent.model;
                if (agent.repeat > 1) models += " × " + std::to_string(agent.repeat);
            }
            const bool last = i + 1 == setup_.recipe.layers.size();
            print_note((last ? "Aggregator: " : "Layer " + std::to_string(i + 1) + ": ") + models);
        }
    }

    void change_system(const std::string& text) {
        const bool there = !messages_.empty() && messages_.front().role == "system";
        if (!text.empty()) {
            if (there) messages_.erase(messages_.begin());
            if (text != "-") messages_.insert(messages_.begin(), {"system", text});
            options_.system = text == "-" ? "" : text;
        }
        const bool set = !messages_.empty() && messages_.front().role == "system";
        print_note(set ? "System message: " + messages_.front().content : "No system message.");
    }

    void retry() {
        if (question_.empty()) return complain("There is no question yet.");
        messages_ = before_;
        context_turn_ = before_turn_;
        ask(std::string(question_));
    }

    void save(const std::string& path) {
        std::error_code failed;
        if (path.empty()) return complain("/save needs a file: /save answer.md");
        if (logs_.empty()) return complain("There is no answer yet.");
        if (std::filesystem::exists(path, failed))
            return complain(path + " is there already: choose another file.");
        const Result<exports::Document> document = document_of_kept({{}, logs_}, {true, false});
        if (!document) return complain(document.error().message);
        if (const auto error =
                native::replace_file(path, setup_.keys.masked(exports::to_markdown(document.value()))))
            return complain(error->message);
        print_note("Saved " + path + ". " + exports::contents_words(document.value()));
    }

    std::string cost_sentence() const {
        const std::string runs = figure::counted(runs_, "run");
        if (cost_usd_ <= 0) return runs + ", nothing of which has a known price.";
        return runs + ", " + figure::money(cost_usd_) + (unpriced_ ? " and models without a price." : ".");
    }

    void show_tree() {
        if (latest_.layers.empty()) return complain("There is no run yet.");
        const bool terminal = is_terminal(STDERR_FILENO);
        const int columns = terminal ? terminal_size(STDERR_FILENO).columns : 80;
        constexpr int all_rows = 10000;
        std::string text;
        for (const std::string& line :
             tree_lines(latest_, latest_.total_ms, {columns, all_rows, terminal && wants_colour()}))
            text += line + "\n";
        write_all(STDERR_FILENO, text);
    }

    void ask(const std::string& line) {
        Result<QuestionText> text = read_question_text(line);
        if (!text) return complain(text.error().message);
        const std::string& question = text.value().text;
        std::vector<wire::ChatMessage> messages = messages_;
        messages.push_back({"user", question});
        if (const auto error = setup_.keys.refusal(messages)) return complain(error->message);
        loop_.set_pace(setup_.pace);
        loop_.set_faults(setup_.faults);
        const std::unique_ptr<RunView> view = make_view();
        const bool kept = keeps_history(options_, setup_);
        if (kept && conversation_.empty()) conversation_ = history_.begin_conversation(utc_seconds() * 1000);
        logs_.emplace_back();
        if (kept) history_.open_turn(conversation_, logs_.size());
        session::RunLogWriter log([&](std::string_view event) {
            logs_.back() += event;
            if (kept) history_.append(event);
        });
        if (context_turn_ + 1 != logs_.size()) log.follows(context_turn_);
        latest_ = loop_.run({setup_.recipe, messages, setup_.providers, 1, setup_.prices, setup_.models},
                            {view.get(), &log, nullptr});
        const run::RunState& state = latest_;
        if (const auto error = history_.take_error())
            print_note("The run is not saved in the history. " + error->message);
        // Ctrl+C stops only the run; any other signal, and any signal to a script, ends the chat.
        if (input_.interactive() && signals_.stop_signal() == SIGINT) signals_.clear_stop();
        print_shortcomings(state, view.get());
        print_answer(state);
        print_cost(state, setup_.price_days);
        exit_code_ = exit_code_of(state.status);
        ++runs_;
        cost_usd_ += state.cost_usd;
        unpriced_ = unpriced_ || !state.unpriced.empty();
        question_ = question;
        before_ = messages_;
        before_turn_ = context_turn_;
        // Some providers refuse a turn without an answer, and it would mislead the models.
        if (is_blank(state.answer())) {
            print_note(
                "No answer: this question and its failed run are not context for the next question. /retry "
                "asks it again.");
            return;
        }
        messages_ = std::move(messages);
        messages_.push_back({"assistant", state.answer()});
        context_turn_ = logs_.size();
    }

    RunOptions options_;
    RunSetup setup_;
    std::vector<wire::ChatMessage> messages_;
    int exit_code_ = exit_ok;
    native::HistoryFiles history_;
    std::string conversation_;               ///< in the history; empty before the first turn that is kept
    std::vector<std::string> logs_;          ///< of its turns
    std::size_t context_turn_ = 0;           ///< the one that `messages_` end with; 0 for none
    std::string question_;                   ///< the latest one
    std::vector<wire::ChatMessage> before_;  ///< what it followed
    std::size_t before_turn_ = 0;
    run::RunState latest_;
    std::size_t runs_ = 0;
    double cost_usd_ = 0;
    bool unpriced_ = false;
    SignalScope signals_;
    ChatInput input_{signals_,
                     [this](std::string_view line) { return chat_completions(line, setup_.providers); }};
    RunLoop loop_{signals_, setup_.keys};
};

int chat_command(const ChatArguments& arguments) {
    if (arguments.plain) show_answers_plain();
    Result<std::optional<Continued>> before = continued_by(arguments.go_on, arguments.options);
    if (!before) return refuse(before.error());
    const Continued* continued = before.value() ? &*before.value() : nullptr;
    Result<RunSetup> setup =
        prepare_run(arguments.options, recipe_to_go_on_with(continued, arguments.options));
    if (!setup) return refuse(setup.error());
    return Chat(arguments.options, std::move(setup.value()), std::move(before.value())).run();
}

}  // namespace

void add_chat_command(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<ChatArguments>();
    CLI::App* command =
        app.add_subcommand("chat", "Ask a series of questions; earlier answers are context for later ones");
    add_continue_options(*command, arguments->go_on);
    add_run_options(*command, arguments->options);
    command->add_flag("--plain", arguments->plain,
                      "Print answers on a terminal as the models wrote them, without layout and colour");
    command->footer("Where input is piped in, each line is a question. Commands in the chat:\n" +
                    std::string(chat_help));
    command->callback([arguments, &exit_code] { exit_code = chat_command(*arguments); });
}

}  // namespace moa::cli
