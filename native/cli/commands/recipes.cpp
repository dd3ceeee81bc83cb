// moa recipes: lists presets and saved recipes, prints one as JSON, or checks a file.
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "json.hpp"
#include "mixture/presets.hpp"
#include "mixture/recipe_providers.hpp"
#include "mixture/recipe_remarks.hpp"
#include "mixture/recipe_rules.hpp"
#include "mixture/recipe_write.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/exit_code.hpp"
#include "native/cli/run_options.hpp"
#include "native/cli/terminal/recipe_text.hpp"
#include "native/cli/terminal/run_view.hpp"
#include "native/cli/terminal/terminal_text.hpp"
#include "native/platform/recipe_store.hpp"

namespace moa::cli {
namespace {

struct RecipesArguments {
    std::string file;
    std::string show;
    bool json = false;
    ProviderSettings settings;
};

int print(const std::string& text) {
    return write_output(text) ? exit_ok : exit_failed;
}

constexpr std::string_view saved_group = "Saved on this machine";

/// The readable ones, by name; the error of each unreadable one is printed on standard error.
std::vector<std::pair<std::string, mixture::Recipe>> saved_recipes() {
    std::vector<std::pair<std::string, mixture::Recipe>> saved;
    for (const std::string& name : native::saved_recipe_names()) {
        Result<mixture::Recipe> recipe = load_recipe(native::recipe_path(name)->string());
        if (recipe) {
            saved.emplace_back(name, std::move(recipe.value()));
        } else {
            print_error(recipe.error().message);
        }
    }
    return saved;
}

int list_recipes(bool json) {
    if (json) {
        Json list = Json::array();
        for (const mixture::Preset& preset : mixture::presets()) {
            list.push_back({{"id", preset.id},
                            {"group", preset.group},
                            {"recipe", mixture::recipe_to_json(preset.recipe)}});
        }
        for (const auto& [name, recipe] : saved_recipes()) {
            list.push_back(
                {{"id", name}, {"group", saved_group}, {"recipe", mixture::recipe_to_json(recipe)}});
        }
        return print(escaped_json(list.dump(2)) + "\n");
    }
    std::string text;
    std::string_view group;
    for (const mixture::Preset& preset : mixture::presets()) {
        if (!text.empty()) text += "\n";
        if (preset.group != group) text += "== " + std::string(preset.group) + " ==\n\n";
        group = preset.group;
        text += describe_recipe(preset.id, preset.recipe);
    }
    for (const auto& [name, recipe] : saved_recipes()) {
        text += group == saved_group ? "\n" : "\n== " + std::string(saved_group) + " ==\n\n";
        group = saved_group;
        text += describe_recipe(name, recipe);
    }
    return print(text);
}

int check_file(const std::string& path, bool json, const ProviderSettings& settings) {
    const Result<mixture::Recipe> recipe = load_recipe(path);
    if (!recipe) return refuse(recipe.error());
    Result<UserProviders> user = read_user_providers(settings);
    if (!user) return refuse(user.error());
    mixture::Providers& providers = user.value().providers;
    (void)mixture::add_recipe_providers(providers, recipe.value(), mixture::KnownProviders::move);
    if (auto error = unknown_provider_in(recipe.value(), providers))
        return refuse(path + ": " + error->message);
    const auto faults = mixture::check_providers(recipe.value(), providers);
    for (const Error& fault : faults)
        print_error(path + ": " + fault.message);
    if (!faults.empty()) return exit_usage;
    for (const std::string& remark : mixture::unknown_member_remarks(recipe.value()))
        print_note(path + ": " + remark);
    if (json) return print(escaped_json(mixture::recipe_to_json(recipe.value()).dump(2)) + "\n");
    for (const std::string& remark : mixture::recipe_remarks(recipe.value()))
        print_note(remark);
    return print(describe_recipe("", recipe.value()) + "The recipe is valid.\n");
}

int recipes_command(const RecipesArguments& arguments) {
    if (!arguments.show.empty()) {
        const Result<mixture::Recipe> recipe = load_recipe(arguments.show);
        if (!recipe) return refuse(recipe.error());
        return print(escaped_json(mixture::recipe_to_json(recipe.value()).dump(2)) + "\n");
    }
    if (!arguments.file.empty()) return check_file(arguments.file, arguments.json, arguments.settings);
    return list_recipes(arguments.json);
}

}  // namespace

void add_recipes_command(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<RecipesArguments>();
    CLI::App* command =
        app.add_subcommand("recipes", "List presets and saved recipes, or check a recipe file");
    command->add_option("file", arguments->file, "Check this recipe file and report what is wrong and where")
        ->type_name("FILE");
    command->add_option("--show", arguments->show, "Print one recipe as JSON, to edit and save as your own")
        ->type_name("NAME|FILE");
    command->add_flag("--json", arguments->json, "Print JSON");
    add_provider_settings(*command, arguments->settings);
    command->callback([arguments, &exit_code] { exit_code = recipes_command(*arguments); });
}

}  // namespace moa::cli
