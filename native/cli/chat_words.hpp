// The commands of a chat: what they are called, what they say of themselves, and what Tab makes of a line.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "error.hpp"
#include "mixture/provider.hpp"
#include "native/cli/model_choice.hpp"
#include "result.hpp"

namespace moa::cli {

inline constexpr std::string_view chat_help =
    "/recipe [NAME]  show the recipe, or switch to a preset, saved recipe or recipe file\n"
    "/model [MODEL]  show the models, or name others: MODEL... [-a MODEL] [-n N]\n"
    "/system [TEXT]  show or set the system message; - removes it\n"
    "/retry          ask the latest question again, in place of its answer\n"
    "/save FILE      save the conversation as Markdown\n"
    "/cost           what the chat has cost so far\n"
    "/tree           the agents of the latest run\n"
    "/help           show this help\n"
    "/quit           end the chat (also Ctrl+D)\n"
    "\n"
    "A paste is one question. More lines: Alt+Enter, a backslash at a line's end, or \"\"\" before and "
    "behind "
    "them.\n"
    "Ctrl+C stops the current run. Up brings earlier questions back; Tab completes commands, recipes and "
    "models.\n";

inline constexpr std::array<std::string_view, 10> chat_commands = {
    "/recipe", "/model", "/system", "/retry", "/save", "/cost", "/tree", "/help", "/quit", "/exit"};

/// What stands behind /model, as the options of a command.
Result<session::NamedModels> read_chat_models(std::string_view typed);

/// What the last word of `line` may go on to: commands, recipes behind /recipe, and behind /model what the
/// kept lists and the presets have of `providers`, with and without the provider's name.
std::vector<std::string> chat_completions(std::string_view line, const mixture::Providers& providers);

}  // namespace moa::cli
