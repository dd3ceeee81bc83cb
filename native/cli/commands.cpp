#include "native/cli/commands.hpp"

#include "native/cli/help/description.hpp"

namespace moa::cli {

void add_commands(CLI::App& app, int& exit_code) {
    add_run_command(app, exit_code);
    add_chat_command(app, exit_code);
    add_eval_command(app, exit_code);
    add_recipes_command(app, exit_code);
    add_models_command(app, exit_code);
    add_check_command(app, exit_code);
    add_key_command(app, exit_code);
    add_provider_command(app, exit_code);
    add_replay_command(app, exit_code);
    add_history_command(app, exit_code);
    add_share_command(app, exit_code);
    add_open_command(app, exit_code);
    add_compare_command(app, exit_code);
    add_prove_command(app, exit_code);
    add_simulate_command(app, exit_code);
    add_serve_command(app, exit_code);
    add_help_commands(app, exit_code);
    group_options(app);
}

}  // namespace moa::cli
