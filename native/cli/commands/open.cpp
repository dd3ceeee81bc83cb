// moa open: what a link holds, before anything becomes of it. It calls no model.
#include <unistd.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "json.hpp"
#include "mixture/recipe_read.hpp"
#include "mixture/recipe_write.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/exit_code.hpp"
#include "native/cli/terminal/recipe_text.hpp"
#include "native/cli/terminal/run_view.hpp"
#include "native/cli/terminal/secret_line.hpp"
#include "native/cli/terminal/terminal_text.hpp"
#include "native/platform/files.hpp"
#include "native/platform/history_files.hpp"
#include "native/platform/link_text.hpp"
#include "native/platform/recipe_store.hpp"
#include "run/node_sentence.hpp"
#include "run/sentences.hpp"
#include "session/history/run_log_read.hpp"
#include "session/open_text.hpp"

namespace moa::cli {
namespace {

constexpr std::size_t most_link_bytes = std::size_t{256} * 1024;  // of a link that is piped in

struct OpenArguments {
    std::string link;
    std::string name;
    bool save = false;
    bool json = false;
};

/// The link's text. Nothing when the user stopped it.
std::optional<Result<std::string>> text_of(const std::string& given) {
    const bool piped = given == "-";
    const Result<std::string> link = piped ? native::read_standard_input(most_link_bytes) : given;
    if (!link) return link;
    const std::string_view fragment = native::link_fragment(link.value());
    if (fragment.empty())
        return invalid_input(
            "This is no link of this program: it has #1. or #1e. in it. In a shell, put it in quotes.");
    if (!native::is_sealed_link(fragment)) return native::read_link_fragment(fragment, {});
    if (piped)
        return invalid_input(
            "A protected link is given as an argument: its passphrase is read from standard input.");
    const auto passphrase = read_secret_line("Passphrase of the link: ");
    if (!passphrase) return std::nullopt;
    return native::read_link_fragment(fragment, *passphrase);
}

int open_recipe(const OpenArguments& arguments, const std::string& text) {
    const Result<mixture::Recipe> recipe = mixture::read_recipe(text);
    if (!recipe) return refuse(recipe.error());
    const std::string json =
        mixture::recipe_to_json(recipe.value()).dump(2, ' ', false, Json::error_handler_t::replace);
    const bool shown =
        arguments.json ? write_json(json + "\n") : write_output(describe_recipe("", recipe.value()));
    if (!shown) return exit_failed;
    if (!arguments.save) {
        if (!arguments.json)
            print_note(
                "A recipe that came by a link. --json shows all of it with its prompts; --save keeps it.");
        return exit_ok;
    }
    const std::string& name = arguments.name.empty() ? recipe.value().name : arguments.name;
    if (name.empty()) return refuse("The recipe has no name: give it one with --name.");
    const auto path = native::recipe_path(name);
    std::error_code failed;
    if (path && std::filesystem::exists(*path, failed))
        return refuse("A recipe called " + name +
                      " is saved already: give this one another name with --name.");
    const Result<std::string> saved = native::save_recipe(name, json + "\n");
    if (!saved) return fail(saved.error());
    print_note("Saved as " + saved.value() + ". Use it with: moa run --recipe " + saved.value());
    return exit_ok;
}

std::string run_words(const run::RunState& state) {
    const bool terminal = ::isatty(STDOUT_FILENO) == 1;
    std::string text = "> " + std::string(state.question()) + "\n\n";
    for (const auto& layer : state.layers) {
        for (const run::Node& node : layer) {
            text += "  " + to_string(node.id) + " " + node.label;
            if (const std::string figures = run::figures_of(node); !figures.empty())
                text += " \u00b7 " + figures;
            text += "\n";
        }
    }
    text += "\n";
    return (terminal ? harmless(text) : text) + answer_for_output(std::string(state.answer()));
}

int open_run(const OpenArguments& arguments, const std::string& text) {
    const Result<session::RunLog> log = session::read_run_log(text);
    if (!log) return refuse(log.error());
    const run::RunState state = run::broken_off(session::replay(log.value()));
    if (!(arguments.json ? write_json(text) : write_output(run_words(state)))) return exit_failed;
    if (!arguments.json) print_note("A run that came by a link. " + run::status_sentence(state));
    if (!arguments.save) {
        if (!arguments.json) print_note("--save keeps it in the history.");
        return exit_ok;
    }
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    native::HistoryFiles files;
    const auto id = files.import(text, std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
    if (!id) return fail(id.error());
    print_note("Imported as " + id.value() + ".");
    return exit_ok;
}

int open_command(const OpenArguments& arguments) {
    const auto text = text_of(arguments.link);
    if (!text) return exit_interrupted;
    if (!*text) return refuse(text->error());
    return session::is_run_log(text->value()) ? open_run(arguments, text->value())
                                              : open_recipe(arguments, text->value());
}

}  // namespace

void add_open_command(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<OpenArguments>();
    CLI::App* command =
        app.add_subcommand("open", "Show what a link holds; calls no model and saves nothing");
    command
        ->add_option("link", arguments->link,
                     "A link of moa share, the page or the window; - is standard input")
        ->type_name("LINK")
        ->required();
    CLI::Option* save = command->add_flag("--save", arguments->save,
                                          "Then save it: a run in the history, a recipe among the recipes");
    command->add_option("--name", arguments->name, "Save the recipe under this name")
        ->type_name("NAME")
        ->needs(save);
    command->add_flag("--json", arguments->json, "Print the recipe or the run log (moa-run/1) instead");
    command->footer(
        "The passphrase of a protected link is read from the terminal without echo, or from standard input.");
    command->callback([arguments, &exit_code] { exit_code = open_command(*arguments); });
}

}  // namespace moa::cli
