#include "native/cli/commands.hpp"

namespace moa::cli {

void add_commands(CLI::App& app, int& exit_code) {
    add_run_command(app, exit_code);
    add_chat_command(app, exit_code);
    add_recipes_command(app, exit_code);
    add_models_command(app, exit_code);
    add_check_command(app, exit_code);
    add_key_command(app, exit_code);
    add_provider_command(app, exit_code);
    add_replay_command(app, exit_code);
    add_history_command(app, exit_code);
    add_simulate_command(app, exit_code);
    add_serve_command(app, exit_code);
}

}  // namespace moa::cli
