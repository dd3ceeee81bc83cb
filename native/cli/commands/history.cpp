// moa history: the conversations that the command line and the window saved on this machine.
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <optional>
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
#include "native/platform/history_names.hpp"
#include "native/platform/local_time.hpp"
#include "run/sentences.hpp"
#include "session/history/history_search.hpp"

namespace moa::cli {
namespace {

struct HistoryArguments {
    std::vector<std::string> words;
    std::vector<std::string> ids;
    std::string id;
    std::optional<std::size_t> limit;
    bool json = false;
    bool all = false;
};

/// "2026-11-24 03:05", as clocks here show it.
std::string local_words(UtcSeconds time) {
    if (time == no_date) return utc_words(time);
    const std::string words = utc_words(time + native::utc_offset(time));
    return words.substr(0, words.rfind(' '));
}

std::string cost_words(const session::HistoryEntry& entry) {
    return entry.cost_usd() > 0 ? figure::money(entry.cost_usd()) : "-";
}

/// As it is kept, with what the list shows of it.
Json list_json(const session::HistoryEntry& entry) {
    Json json = session::entry_json(entry);
    json["title"] = entry.title();
    json["pinned"] = entry.marks.pinned;
    json["began"] = utc_text(entry.began());
    return json;
}

int list_command(const HistoryArguments& arguments) {
    native::HistoryFiles files;
    session::HistoryList list;
    list.add(files.entries());
    if (const auto error = files.fault()) return fail(*error);
    const std::string query = joined(arguments.words);
    list.look_for(query);
    const std::size_t shown = std::min(list.found(), arguments.limit.value_or(list.found()));
    if (arguments.json) {
        std::string lines;
        for (std::size_t i = 0; i < shown; ++i)
            lines += dump_json(list_json(list.found(i))) + "\n";
        return write_json(lines) ? exit_ok : exit_failed;
    }
    if (list.found() == 0) {
        print_note(list.size() == 0 ? "The history is empty." : "No saved conversation contains: " + query);
        return exit_ok;
    }
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < shown; ++i) {
        const session::HistoryEntry& entry = list.found(i);
        std::string title = entry.title().empty() ? "(unreadable)" : entry.title();
        if (entry.turns.size() > 1) title += " (+" + std::to_string(entry.turns.size() - 1) + ")";
        if (entry.marks.pinned) title += " [pinned]";
        const std::string_view status = session::status_words(entry);
        rows.push_back({entry.id, local_words(entry.began()),
                        status.empty() ? "Complete" : std::string(status), cost_words(entry), title});
    }
    const int width = is_terminal(STDOUT_FILENO) ? terminal_size(STDOUT_FILENO).columns : 0;
    std::string text;
    for (const std::string& line :
         table_lines({{"ID"}, {"STARTED"}, {"STATUS"}, {"COST", true}, {"TITLE"}}, rows, width))
        text += line + "\n";
    if (!write_output(text)) return exit_failed;
    if (shown < list.found())
        print_note(std::to_string(shown) + " of " + figure::counted(list.found(), "conversation") + ".");
    return exit_ok;
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
    for (const std::string& name : arguments.ids) {
        const Result<std::string> named = native::conversation_named(name);
        if (!named) return fail(named.error());
        const std::string& id = named.value();
        const Result<session::KeptConversation> conversation = files.read(id);
        if (!conversation) return fail(conversation.error());
        std::string text;
        std::size_t damaged = 0;
        const bool terminal = ::isatty(STDOUT_FILENO) == 1;
        for (const std::string& log : conversation.value().logs) {
            const auto turn = session::summary_of_log(log);
            if (arguments.json) {
                damaged += append_whole_lines(text, log);
            } else if (turn) {
                const std::string question = "> " + turn->question + "\n\n";
                text += terminal ? harmless(question) : question;
                text += answer_for_output(turn->answer);
                if (turn->status == run::RunStatus::running) text += "(The run was interrupted here.)\n";
                text += "\n";
            } else {
                text += "(This turn cannot be read.)\n\n";
            }
        }
        if (!(arguments.json ? write_json(text) : write_output(text))) return exit_failed;
        if (damaged > 0) print_note(figure::counted(damaged, "damaged line") + " left out.");
        if (arguments.json) continue;
        if (const auto log = native::HistoryFiles::latest_log(id)) print_note("Run log: " + log->string());
    }
    return exit_ok;
}

/// Changes what the user has said about a conversation.
template <class Change>
int mark_command(const std::string& name, Change&& change) {
    native::HistoryFiles files;
    const Result<std::string> named = native::conversation_named(name);
    if (!named) return fail(named.error());
    const std::string& id = named.value();
    const auto marks = native::HistoryFiles::marks(id);
    if (!marks) return fail(marks.error());
    session::HistoryMarks changed = marks.value();
    change(changed);
    if (const auto error = files.mark(id, changed)) return fail(*error);
    return exit_ok;
}

int pin_command(const HistoryArguments& arguments, bool pinned) {
    int code = exit_ok;
    for (const std::string& id : arguments.ids)
        code = std::max(code, mark_command(id, [&](session::HistoryMarks& marks) { marks.pinned = pinned; }));
    return code;
}

int rename_command(const HistoryArguments& arguments) {
    return mark_command(arguments.id, [&](session::HistoryMarks& marks) {
        marks.name = session::name_from(joined(arguments.words));
    });
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
    for (const std::string& name : ids) {
        const Result<std::string> id = native::conversation_named(name);
        if (const auto error = id ? files.remove(id.value()) : std::optional(id.error())) {
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
    CLI::App* command = app.add_subcommand("history", "Search, show, name and delete saved conversations");
    command
        ->add_option("--search", arguments->words, "List only conversations that contain all of these words")
        ->type_name("WORDS");
    command
        ->add_option("-n,--limit", arguments->limit,
                     "List at most N conversations: pinned ones first, then the latest")
        ->type_name("N");
    command->add_flag("--json", arguments->json,
                      "Print JSON Lines, one conversation per line: \"id\", \"title\", \"name\" where it was "
                      "given one, \"pinned\", \"began\" and its \"turns\"");
    command->footer(
        "Runs of moa run, moa chat and the window are saved in moa/history in the data folder "
        "($XDG_DATA_HOME, else ~/.local/share), one run log per turn. Runs with scripted replies "
        "(--simulate) and runs with --no-history are not saved.");
    command->require_subcommand(0, 1);

    CLI::App* show = command->add_subcommand("show", "Print the questions and answers of a conversation");
    show->add_option("id", arguments->ids, "ID that moa history lists")->type_name("ID")->required();
    show->add_flag("--json", arguments->json, "Print its run logs (moa-run/1) instead");
    CLI::App* remove = command->add_subcommand("delete", "Delete conversations permanently");
    remove->add_option("id", arguments->ids, "ID that moa history lists")->type_name("ID");
    CLI::App* rename = command->add_subcommand("rename", "Name a conversation");
    rename->add_option("id", arguments->id, "ID that moa history lists")->type_name("ID")->required();
    rename->add_option("name", arguments->words, "Its name, at most 200 characters; none: its first question")
        ->type_name("NAME");
    const auto add_pin = [&](const char* name, const char* what) {
        CLI::App* pin = command->add_subcommand(name, what);
        pin->add_option("id", arguments->ids, "ID that moa history lists")->type_name("ID")->required();
        return pin;
    };
    CLI::App* pin = add_pin("pin", "List conversations first");
    CLI::App* unpin = add_pin("unpin", "List conversations by their date again");
    remove->add_flag("--all", arguments->all, "Delete the whole history");

    command->callback([arguments, show, remove, rename, pin, unpin,
                       of_files = add_history_file_commands(*command), &exit_code] {
        native::HistoryFiles::forget_left_aside();
        const std::optional<int> done = of_files();
        exit_code = done               ? *done
                    : show->parsed()   ? show_command(*arguments)
                    : remove->parsed() ? delete_command(*arguments)
                    : rename->parsed() ? rename_command(*arguments)
                    : pin->parsed()    ? pin_command(*arguments, true)
                    : unpin->parsed()  ? pin_command(*arguments, false)
                                       : list_command(*arguments);
    });
}

}  // namespace moa::cli
