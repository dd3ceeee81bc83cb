// What a command takes, as its help, its manual page and the shells' completion tell it: one description,
// read from the command line as it is put together.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace moa::cli {

struct OptionText {
    std::vector<std::string> names;  ///< with their dashes, the short one first
    std::string value;               ///< "NAME|FILE"; empty for a flag
    std::string text;                ///< what it does
    std::string group;               ///< the heading it stands under
    bool repeats = false;            ///< may be given more than once
};

struct ArgumentText {
    std::string value;  ///< "ID"
    std::string text;
    bool required = false;
    bool repeats = false;
};

struct CommandText {
    std::string path;     ///< "moa history show"
    std::string summary;  ///< one sentence without its full stop
    std::vector<ArgumentText> arguments;
    std::vector<OptionText> options;    ///< group by group, in the order of the help
    std::vector<CommandText> commands;  ///< those below it
    std::string notes;                  ///< paragraphs, between them an empty line

    /// "moa run [OPTIONS] [PROMPT...]"
    std::string synopsis() const;
};

/// The command with all below it. Commands and options without a group are for this program itself, and left
/// out.
CommandText describe(const CLI::App& command);

/// Puts every option of the command, and of those below it, under its heading.
void group_options(CLI::App& command);

}  // namespace moa::cli
