// The commands of `moa`. Each adds itself to the command line; when it is the one called, its code lands in
// `exit_code`.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <optional>

namespace moa::cli {

/// All of them.
void add_commands(CLI::App& app, int& exit_code);

void add_run_command(CLI::App& app, int& exit_code);
void add_chat_command(CLI::App& app, int& exit_code);
void add_eval_command(CLI::App& app, int& exit_code);
void add_recipes_command(CLI::App& app, int& exit_code);
void add_models_command(CLI::App& app, int& exit_code);
void add_check_command(CLI::App& app, int& exit_code);
void add_history_command(CLI::App& app, int& exit_code);
/// Of moa history: export and import. What is returned runs the one that was called; its exit code, or
/// nothing where it was none of them.
std::function<std::optional<int>()> add_history_file_commands(CLI::App& history);
void add_share_command(CLI::App& app, int& exit_code);
void add_open_command(CLI::App& app, int& exit_code);
void add_key_command(CLI::App& app, int& exit_code);
void add_provider_command(CLI::App& app, int& exit_code);
void add_replay_command(CLI::App& app, int& exit_code);
void add_simulate_command(CLI::App& app, int& exit_code);
void add_compare_command(CLI::App& app, int& exit_code);
void add_prove_command(CLI::App& app, int& exit_code);
void add_serve_command(CLI::App& app, int& exit_code);
/// help, version and completion.
void add_help_commands(CLI::App& app, int& exit_code);

}  // namespace moa::cli
