// moa history: the conversations that the command line and the window saved on this machine.
#include <unistd.h>

#include <memory>
#include <string>
#include <vector>

#include "figures.hpp"
#include "json.hpp"
#include "native/cli/arguments.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/exit_code.hpp"
#include "native/cli/terminal/run_view.hpp"
#include "native/cli/terminal/table.hpp"
#include "native/cli/terminal/terminal.hpp"
#include "native/cli/terminal/terminal_text.hpp"
#include "native/platform/history_files.hpp"
#include "run/sentences.hpp"

namespace moa::cli {
namespace {

struct HistoryArguments {
    std::vector<std::string> words;
    std::vector<std::string> ids;
    bool json = false;
    bool all = false;
};

std::string cost_words(const session::HistoryEntry& entry) {
    return entry.cost_usd() > 0 ? figure::money(entry.cost_usd()) : "-";
}

int list_command(const HistoryArguments& arguments) {
    native::HistoryFiles files;
    const std::vector<session::HistoryEntry> entries = files.entries();
    if (const auto error = files.fault()) return fail(*error);
    const std::string query = joined(arguments.words);
    const auto found = session::search_history(entries, query);
    if (arguments.json) {
        std::string lines;
        for (const session::HistoryEntry* entry : found)
            lines += dump_json(session::entry_json(*entry)) + "\n";
        return write_json(lines) ? exit_ok : exit_failed;
    }
    if (found.empty()) {
        print_note(entries.empty() ? "The history is empty." : "No saved conversation contains: " + query);
        return exit_ok;
    }
    std::vector<std::vector<std::string>> rows;
    for (const session::HistoryEntry* entry : found) {
        const session::TurnSummary& first = entry->turns.front();
        std::string question = first.question.empty() ? "(unreadable)" : first.question;
        if (entry->turns.size() > 1) question += " (+" + std::to_string(entry->turns.size() - 1) + ")";
        const std::string_view status = session::status_words(*entry);
        rows.push_back({entry->id, utc_words(entry->began()),
                        status.empty() ? "Complete" : std::string(status), cost_words(*entry), question});
    }
    const int width = is_terminal(STDOUT_FILENO) ? terminal_size(STDOUT_FILENO).columns : 0;
    std::string text;
    for (const std::string& line :
         table_lines({{"ID"}, {"STARTED"}, {"STATUS"}, {"COST", true}, {"QUESTION"}}, rows, width))
        text += line + "\n";
    return write_output(text) ? exit_ok : exit_failed;
}

/// Adds the lines of a log that are JSON; how many are not. What a damaged one holds is nobody's to print.
std::size_t append_whole_lines(std::string& text, std::string_view log) {
    std::size_t damaged = 0;
    while (!log.empty()) {
        const std::string_view line = log.substr(0, log.find('\n'));
        log.remove_prefix(std::min(line.size() + 1, log.size()));
        if (!parse_json(line)) {
            ++damaged;
            continue;
        }
        text += line;
        text += '\n';
    }
    return damaged;
}

int show_command(const HistoryArguments& arguments) {
    native::HistoryFiles files;
    for (const std::string& id : arguments.ids) {
        const Result<session::KeptConversation> conversation = files.read(id);
        if (!conversation) return fail(conversation.error());
        std::string text;
        std::size_t damaged = 0;
        for (const std::string& log : conversation.value().logs) {
            const auto turn = session::summary_of_log(log);
            if (arguments.json) {
                damaged += append_whole_lines(text, log);
            } else if (turn) {
                text += "> " + turn->question + "\n\n" + turn->answer + "\n";
                if (turn->status == run::RunStatus::running) text += "(The run was interrupted here.)\n";
                text += "\n";
            } else {
                text += "(This turn cannot be read.)\n\n";
            }
        }
        if (!arguments.json && ::isatty(STDOUT_FILENO) == 1) text = harmless(text);
        if (!(arguments.json ? write_json(text) : write_output(text))) return exit_failed;
        if (damaged > 0) print_note(figure::counted(damaged, "damaged line") + " left out.");
        if (arguments.json) continue;
        if (const auto log = native::HistoryFiles::latest_log(id)) print_note("Run log: " + log->string());
    }
    return exit_ok;
}

int delete_command(const HistoryArguments& arguments) {
    native::HistoryFiles files;
    std::vector<std::string> ids = arguments.ids;
    if (arguments.all) {
        for (const session::HistoryEntry& entry : files.entries())
            ids.push_back(entry.id);
        if (const auto error = files.fault()) return fail(*error);
    } else if (ids.empty()) {
        return fail({ErrorKind::invalid_input, 0,
                     "Name the conversations to delete by the IDs that moa history lists, or delete all of "
                     "them with --all."});
    }
    std::size_t deleted = 0;
    int code = exit_ok;
    for (const std::string& id : ids) {
        if (const auto error = files.remove(id)) {
            code = fail(*error);
        } else {
            ++deleted;
        }
    }
    if (deleted > 0 || code == exit_ok)
        print_note("Deleted " + std::to_string(deleted) +
                   (deleted == 1 ? " conversation." : " conversations."));
    return code;
}

}  // namespace

void add_history_command(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<HistoryArguments>();
    CLI::App* command = app.add_subcommand("history", "Search, show and delete saved conversations");
    command
        ->add_option("--search", arguments->words, "List only conversations that contain all of these words")
        ->type_name("WORDS");
    command->add_flag("--json", arguments->json, "Print JSON Lines, one conversation per line");
    command->footer(
        "Runs of moa run, moa chat and the window are saved in moa/history in the data folder\n"
        "($XDG_DATA_HOME, else ~/.local/share), one run log per turn. Runs with scripted replies\n"
        "(--simulate) and runs with --no-history are not saved.");
    command->require_subcommand(0, 1);

    CLI::App* show = command->add_subcommand("show", "Print the questions and answers of a conversation");
    show->add_option("id", arguments->ids, "ID that moa history lists")->type_name("ID")->required();
    show->add_flag("--json", arguments->json, "Print its run logs (moa-run/1) instead");
    CLI::App* remove = command->add_subcommand("delete", "Delete conversations permanently");
    remove->add_option("id", arguments->ids, "ID that moa history lists")->type_name("ID");
    remove->add_flag("--all", arguments->all, "Delete the whole history");

    command->callback([arguments, show, remove, &exit_code] {
        exit_code = show->parsed()     ? show_command(*arguments)
                    : remove->parsed() ? delete_command(*arguments)
                                       : list_command(*arguments);
    });
}

}  // namespace moa::cli
