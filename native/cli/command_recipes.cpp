// moa recipes: the presets, one of them as JSON, or the check of a file.
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <string>

#include "json.hpp"
#include "mixture/presets.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/exit_code.hpp"
#include "native/cli/run_options.hpp"
#include "native/cli/run_view.hpp"
#include "native/cli/terminal_text.hpp"

namespace moa::cli {
namespace {

struct Arguments {
    std::string file;
    std::string show;
    bool json = false;
};

int fail(const Error& error) {
    print_error(error.message);
    return exit_usage;
}

/// "6 + 1", proposers layer by layer and the aggregator.
std::string shape_of(const mixture::Recipe& recipe) {
    std::string shape;
    for (const mixture::Layer& layer : recipe.layers) {
        int nodes = 0;
        for (const mixture::Agent& agent : layer.agents)
            nodes += agent.repeat;
        shape += (shape.empty() ? "" : " + ") + std::to_string(nodes);
    }
    return shape;
}

std::string models_of(const mixture::Layer& layer) {
    std::string names;
    for (const mixture::Agent& agent : layer.agents) {
        names += (names.empty() ? "" : ", ") + mixture::display_name(agent);
        if (agent.repeat > 1) names += " x" + std::to_string(agent.repeat);
    }
    return names;
}

/// Name, shape and models, as people read them.
std::string describe(std::string_view id, const mixture::Recipe& recipe) {
    std::string text;
    if (!id.empty()) text += std::string(id) + "\n";
    text += "  " + recipe.name + " (" + shape_of(recipe) + ")\n";
    for (std::size_t i = 0; i < recipe.layers.size(); ++i) {
        const bool last = i + 1 == recipe.layers.size();
        text += "  " + (last ? std::string("aggregator") : "layer " + std::to_string(i + 1)) + ": " +
                models_of(recipe.layers[i]) + "\n";
    }
    return harmless(text);
}

int print(const std::string& text) {
    return write_all(STDOUT_FILENO, text) ? exit_ok : exit_failed;
}

int list_presets(bool json) {
    if (json) {
        Json list = Json::array();
        for (const mixture::Preset& preset : mixture::presets()) {
            list.push_back({{"id", preset.id}, {"recipe", mixture::recipe_to_json(preset.recipe)}});
        }
        return print(list.dump(2) + "\n");
    }
    std::string text;
    for (const mixture::Preset& preset : mixture::presets()) {
        text += (text.empty() ? "" : "\n") + describe(preset.id, preset.recipe);
    }
    return print(text);
}

int check_file(const std::string& path, bool json) {
    const Result<mixture::Recipe> recipe = load_recipe(path);
    if (!recipe) return fail(recipe.error());
    const auto faults = mixture::check_providers(recipe.value(), mixture::known_providers());
    for (const Error& fault : faults)
        print_error(path + ": " + fault.message);
    if (!faults.empty()) return exit_usage;
    if (json) return print(mixture::recipe_to_json(recipe.value()).dump(2) + "\n");
    return print(describe("", recipe.value()) + "The recipe is valid.\n");
}

int recipes_command(const Arguments& arguments) {
    if (!arguments.show.empty()) {
        const Result<mixture::Recipe> recipe = load_recipe(arguments.show);
        if (!recipe) return fail(recipe.error());
        return print(mixture::recipe_to_json(recipe.value()).dump(2) + "\n");
    }
    if (!arguments.file.empty()) return check_file(arguments.file, arguments.json);
    return list_presets(arguments.json);
}

}  // namespace

void add_recipes_command(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand("recipes", "List the presets, or check a recipe file");
    command->add_option("file", arguments->file, "Check this recipe file and say what is wrong, and where")
        ->type_name("FILE");
    command->add_option("--show", arguments->show, "Print one recipe as JSON, to start an own one from")
        ->type_name("NAME|FILE");
    command->add_flag("--json", arguments->json, "Print as JSON");
    command->callback([arguments, &exit_code] { exit_code = recipes_command(*arguments); });
}

}  // namespace moa::cli
