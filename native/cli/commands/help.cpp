// moa help, moa version, moa completion; and, for these and the installation, what completes a value and the
// manual pages.
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "mixture/presets.hpp"
#include "mixture/provider.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/exit_code.hpp"
#include "native/cli/help/argument_error.hpp"
#include "native/cli/help/completion.hpp"
#include "native/cli/help/description.hpp"
#include "native/cli/help/help_text.hpp"
#include "native/cli/help/man_page.hpp"
#include "native/cli/terminal/run_view.hpp"
#include "native/cli/terminal/terminal_text.hpp"
#include "native/cli/version.hpp"
#include "native/platform/files.hpp"
#include "native/platform/history_files.hpp"
#include "native/platform/recipe_store.hpp"

namespace moa::cli {
namespace {

constexpr int title_columns = 60;

int put_text(const std::string& text) {
    return write_output(text) ? exit_ok : exit_failed;
}

int help_command(const CLI::App& app, const std::vector<std::string>& words) {
    const CLI::App* command = &app;
    for (const std::string& word : words) {
        const auto below =
            command->get_subcommands([&word](const CLI::App* each) { return each->get_name() == word; });
        if (below.empty()) return refuse(unknown_command(*command, word));
        command = below.front();
    }
    return put_text(help_text(describe(*command), help_width()));
}

/// A word, and what it stands for behind a tab.
std::string completion_line(std::string_view word, std::string_view meaning) {
    std::string line(word);
    if (!meaning.empty()) line += "\t" + cut_to_width(harmless(meaning, true), title_columns);
    return line + "\n";
}

int complete_command(const CLI::App& app, const std::string& kind) {
    std::string text;
    if (kind == "recipes") {
        for (const mixture::Preset& preset : mixture::presets())
            text += completion_line(preset.id, preset.recipe.name);
        for (const std::string& name : native::saved_recipe_names())
            text += completion_line(name, "saved recipe");
    } else if (kind == "conversations") {
        native::HistoryFiles files;
        for (const session::HistoryEntry& entry : files.entries())
            text += completion_line(entry.id, entry.title());
    } else if (kind == "providers") {
        for (const mixture::Provider& provider : mixture::known_providers())
            text += completion_line(provider.name, provider.label);
    } else if (kind == "shells") {
        text = "bash\nzsh\nfish\n";
    } else if (kind == "commands") {
        for (const CommandText& command : describe(app).commands)
            text += completion_line(command.path.substr(4), command.summary);
    }
    return put_text(text);
}

int completion_command(const CLI::App& app, const std::string& shell) {
    const CommandText moa = describe(app);
    if (shell == "bash") return put_text(bash_completion(moa));
    if (shell == "zsh") return put_text(zsh_completion(moa));
    if (shell == "fish") return put_text(fish_completion(moa));
    return refuse("Unknown shell " + shell + ": use bash, zsh or fish.");
}

std::vector<CommandText> all_commands(const CommandText& command) {
    std::vector<CommandText> all = {command};
    for (const CommandText& below : command.commands) {
        const std::vector<CommandText> more = all_commands(below);
        all.insert(all.end(), more.begin(), more.end());
    }
    return all;
}

/// Writes moa.1, moa-run.1 and all others into the folder.
int man_pages_command(const CLI::App& app, const std::string& folder) {
    const std::vector<CommandText> commands = all_commands(describe(app));
    std::vector<std::string> names;
    names.reserve(commands.size());
    for (const CommandText& command : commands)
        names.push_back(man_name(command));
    for (const CommandText& command : commands) {
        const auto path = std::filesystem::path(folder) / (man_name(command) + ".1");
        if (const auto error =
                native::replace_file(path, man_page(command, program_version(), names), native::Durable::no))
            return fail(*error);
    }
    return exit_ok;
}

}  // namespace

void add_help_commands(CLI::App& app, int& exit_code) {
    auto words = std::make_shared<std::vector<std::string>>();
    CLI::App* help = app.add_subcommand("help", "Print the help of moa or of one of its commands");
    help->add_option("command", *words, "The command, for example run or history show")->type_name("COMMAND");
    help->callback([&app, words, &exit_code] { exit_code = help_command(app, *words); });

    app.add_subcommand("version", "Print the version")->callback([&exit_code] {
        exit_code = put_text(std::string(program_version()) + "\n");
    });

    const auto with_word = [&](const char* name, const char* about, const char* argument, const char* what,
                               const char* value, int (*run)(const CLI::App&, const std::string&)) {
        auto word = std::make_shared<std::string>();
        CLI::App* command = app.add_subcommand(name, about);
        command->add_option(argument, *word, what)->type_name(value)->required();
        command->callback([&app, word, run, &exit_code] { exit_code = run(app, *word); });
        return command;
    };
    with_word("completion", "Print a script that completes moa's command line", "shell", "bash, zsh or fish",
              "SHELL", &completion_command)
        ->footer(
            "bash: moa completion bash > ~/.local/share/bash-completion/completions/moa\n"
            "zsh:  moa completion zsh > a file _moa in a folder of $fpath\n"
            "fish: moa completion fish > ~/.config/fish/completions/moa.fish\n"
            "\n"
            "Packages and cmake --install put them where these shells look.");
    // For the scripts above, and for the installation.
    with_word("complete", "Print the words a value can be completed to", "kind", "What the value is", "KIND",
              &complete_command)
        ->group("");
    with_word("man-pages", "Write the manual pages", "folder", "Where to", "FOLDER", &man_pages_command)
        ->group("");
}

}  // namespace moa::cli
