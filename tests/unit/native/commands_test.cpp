// The command line as it is put together, without running any command.
#include "native/cli/commands.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

namespace {

/// Every command of the tree below `app`, itself among them.
std::vector<const CLI::App*> tree_of(const CLI::App& app) {
    std::vector<const CLI::App*> all = {&app};
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto below = all[i]->get_subcommands([](const CLI::App*) { return true; });
        all.insert(all.end(), below.begin(), below.end());
    }
    return all;
}

/// The names an option goes by, without dashes: a newer CLI11 refuses an argument `x` beside an option `--x`.
std::vector<std::string> names_of(const CLI::Option& option) {
    std::vector<std::string> names = option.get_snames();
    names.insert(names.end(), option.get_lnames().begin(), option.get_lnames().end());
    if (option.get_positional()) names.push_back(option.get_name(true));
    return names;
}

}  // namespace

TEST_CASE("every command can be put together") {
    CLI::App app("test", "moa");
    int exit_code = 0;
    REQUIRE_NOTHROW(moa::cli::add_commands(app, exit_code));
    CHECK(tree_of(app).size() > 10);
}

TEST_CASE("no command has two options or arguments of one name, dashes or not") {
    CLI::App app("test", "moa");
    int exit_code = 0;
    moa::cli::add_commands(app, exit_code);
    for (const CLI::App* command : tree_of(app)) {
        std::map<std::string, int> uses;
        for (const CLI::Option* option : command->get_options())
            for (const std::string& name : names_of(*option))
                ++uses[name];
        for (const auto& [name, count] : uses) {
            INFO("moa ... ", command->get_name(), ": ", name);
            CHECK(count == 1);
        }
    }
}
