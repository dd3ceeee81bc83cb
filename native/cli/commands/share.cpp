// moa share: a run of the history or a recipe as a link of the page.
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "exports/run_file.hpp"
#include "figures.hpp"
#include "json.hpp"
#include "mixture/recipe_write.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/exit_code.hpp"
#include "native/cli/number_range.hpp"
#include "native/cli/run_options.hpp"
#include "native/cli/shared_text.hpp"
#include "native/cli/terminal/run_view.hpp"
#include "native/cli/terminal/secret_line.hpp"
#include "native/platform/history_files.hpp"
#include "native/platform/history_names.hpp"
#include "native/platform/link_text.hpp"

namespace moa::cli {
namespace {

struct ShareArguments {
    std::string id;
    std::optional<int> turn;
    std::string recipe;
    std::string page;
    bool passphrase = false;
};

/// The log of one turn of a conversation, as small as a link wants it.
Result<std::string> run_text(const ShareArguments& arguments) {
    const Result<std::string> id = native::conversation_named(arguments.id);
    if (!id) return id.error();
    const Result<session::KeptConversation> kept = native::HistoryFiles::read(id.value());
    if (!kept) return kept.error();
    const std::size_t count = kept.value().logs.size();
    const auto turn = arguments.turn ? static_cast<std::size_t>(*arguments.turn) : count;
    if (turn == 0 || turn > count)
        return invalid_input("--turn " + std::to_string(turn) + ": " + id.value() + " has " +
                             figure::counted(count, "turn") + ".");
    return exports::joined_log(kept.value().logs[turn - 1], exports::link_step_ms);
}

Result<std::string> text_to_share(const ShareArguments& arguments) {
    if (arguments.recipe.empty()) return run_text(arguments);
    const Result<mixture::Recipe> recipe = load_recipe(arguments.recipe);
    if (!recipe) return recipe.error();
    return dump_json(mixture::recipe_to_json(recipe.value()));
}

/// The page's address as it stands before '#'.
Result<std::string> page_address(const std::string& typed) {
    if (typed.empty()) return std::string();
    if (!typed.starts_with("https://") && !typed.starts_with("http://"))
        return invalid_input(
            "--page takes the address of a page of this program, for example https://moa.example.org/.");
    return typed.substr(0, typed.find('#')) + "#";
}

int share_command(const ShareArguments& arguments) {
    if (arguments.id.empty() == arguments.recipe.empty())
        return refuse("Name a conversation, for example moa share last, or a recipe with --recipe.");
    const Result<std::string> page = page_address(arguments.page);
    if (!page) return refuse(page.error());
    const Result<std::string> text = text_to_share(arguments);
    if (!text) return fail(text.error());
    std::optional<std::string> passphrase = std::string();
    if (arguments.passphrase) {
        passphrase = read_secret_line("Passphrase of the link: ");
        if (!passphrase) return exit_interrupted;
        if (const auto fault = native::passphrase_fault(*passphrase); !fault.empty())
            return refuse("The passphrase cannot be used. " + std::string(fault));
    }
    const Result<std::string> fragment = native::make_link_fragment(without_keys(text.value()), *passphrase);
    if (!fragment) return fail(fragment.error());
    if (page.value().empty())
        print_note("Open it with moa open, or behind # and the address of a page of this program.");
    if (passphrase->empty()) print_note("Who has the link can read everything in it.");
    return write_output(page.value() + fragment.value() + "\n") ? exit_ok : exit_failed;
}

}  // namespace

void add_share_command(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<ShareArguments>();
    CLI::App* command =
        app.add_subcommand("share", "Print a link that holds a run of the history or a recipe");
    command->add_option("id", arguments->id, "ID that moa history lists, or last")->type_name("ID");
    command->add_option("--turn", arguments->turn, "Its turn, from 1 (default: the last one)")
        ->type_name("N")
        ->check(number_from(1, 1'000'000));
    command->add_option("--recipe", arguments->recipe, "Share this recipe instead")->type_name("NAME|FILE");
    command->add_option("--page", arguments->page, "Address of the page that opens the link")
        ->type_name("URL");
    command->add_flag(
        "--passphrase", arguments->passphrase,
        "Encrypt it under a passphrase, read from the terminal without echo or from standard input");
    command->footer(
        "The link holds everything that happened, with its timing: the question, all answers, and the recipe "
        "with its prompts. It contains no keys, and no server stores it. A link holds 32 KB packed; what is "
        "larger, moa history export saves as a file.");
    command->callback([arguments, &exit_code] { exit_code = share_command(*arguments); });
}

}  // namespace moa::cli
