// A conversation of the history that is gone on with.
#pragma once

#include <CLI/CLI.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "mixture/recipe.hpp"
#include "native/cli/run_options.hpp"
#include "result.hpp"
#include "wire/chat.hpp"

namespace moa::cli {

struct Continued {
    std::string id;
    std::vector<std::string> logs;            ///< of its turns
    mixture::Recipe recipe;                   ///< of its latest turn
    std::vector<wire::ChatMessage> messages;  ///< what the next question follows
};

/// `name` as conversation_named takes it. A latest question that has no answer is left out of the messages.
/// The error says why nothing can be added to it.
Result<Continued> read_continued(const std::string& name);

/// -c and --continue ID.
struct ContinueOptions {
    bool latest = false;
    std::string name;

    bool given() const { return latest || !name.empty(); }
};
void add_continue_options(CLI::App& command, ContinueOptions& options);

/// What they name; nothing where none is given. A system message belongs to the start of a conversation.
Result<std::optional<Continued>> continued_by(const ContinueOptions& options, const RunOptions& run);

/// The recipe that the conversation has, unless the options name another one; null for none.
const mixture::Recipe* recipe_to_go_on_with(const Continued* continued, const RunOptions& run);

}  // namespace moa::cli
