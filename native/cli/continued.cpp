#include "native/cli/continued.hpp"

#include <utility>

#include "blank.hpp"
#include "native/platform/history_files.hpp"
#include "native/platform/history_names.hpp"
#include "run/state.hpp"
#include "session/history/run_log_read.hpp"

namespace moa::cli {

Result<Continued> read_continued(const std::string& name) {
    const Result<std::string> id = native::conversation_named(name);
    if (!id) return id.error();
    const Result<session::KeptConversation> kept = native::HistoryFiles::read(id.value());
    if (!kept) return kept.error();
    const std::vector<std::string>& logs = kept.value().logs;
    if (logs.empty())
        return invalid_input("The conversation " + id.value() + " has no turn to continue from.");
    const Result<session::RunLog> log = session::read_run_log(logs.back());
    if (!log) return invalid_input("The latest turn of " + id.value() + ": " + log.error().message);
    const run::RunState state = session::replay(log.value());
    Continued continued{id.value(), logs, run::recipe_of(state), state.messages};
    if (is_blank(state.answer())) {
        continued.messages.pop_back();
    } else {
        continued.messages.push_back({"assistant", state.answer()});
    }
    return continued;
}

void add_continue_options(CLI::App& command, ContinueOptions& options) {
    command.add_flag("-c", options.latest, "Continue the latest conversation of the history");
    command
        .add_option("--continue", options.name,
                    "Continue this conversation: its ID, or the beginning of it (see moa history)")
        ->type_name("ID");
}

Result<std::optional<Continued>> continued_by(const ContinueOptions& options, const RunOptions& run) {
    if (!options.given()) return std::optional<Continued>();
    if (!run.system.empty())
        return invalid_input(
            "--system belongs to the start of a conversation: omit it when you continue one.");
    Result<Continued> continued = read_continued(options.name.empty() ? "last" : options.name);
    if (!continued) return continued.error();
    return std::optional<Continued>(std::move(continued.value()));
}

const mixture::Recipe* recipe_to_go_on_with(const Continued* continued, const RunOptions& run) {
    const bool named = !run.recipe.empty() || run.simulate;
    return continued == nullptr || named ? nullptr : &continued->recipe;
}

}  // namespace moa::cli
