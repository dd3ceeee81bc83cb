#include "native/cli/help/description.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace moa::cli {
namespace {

/// Headings in the order of the help; an option that stands in none of them is under the last one.
constexpr std::array<std::string_view, 6> headings = {"Question", "Recipe",     "Limits",
                                                      "Output",   "Simulation", "Options"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 40> heading_of = {{
    {"--file", "Question"},
    {"--system", "Question"},
    {"--continue", "Question"},
    {"--resume", "Question"},
    {"--recipe", "Recipe"},
    {"--model", "Recipe"},
    {"--aggregator", "Recipe"},
    {"--proposers", "Recipe"},
    {"--provider", "Recipe"},
    {"--header", "Recipe"},
    {"--allow-http-key", "Recipe"},
    {"--layers", "Recipe"},
    {"--temperature", "Recipe"},
    {"--max-tokens", "Recipe"},
    {"--wait", "Limits"},
    {"--deadline", "Limits"},
    {"--max-cost", "Limits"},
    {"--limit", "Limits"},
    {"--parallel", "Limits"},
    {"--json", "Output"},
    {"--record", "Output"},
    {"--overwrite", "Output"},
    {"--estimate", "Output"},
    {"--quiet", "Output"},
    {"--plain", "Output"},
    {"--no-history", "Output"},
    {"--simulate", "Simulation"},
    {"--speed", "Simulation"},
    {"--fault", "Simulation"},
    {"--first-token-ms", "Simulation"},
    {"--jitter", "Simulation"},
    {"--exact", "Simulation"},
    {"--any-model", "Simulation"},
    {"--list-faults", "Simulation"},
    {"--answer-tokens", "Simulation"},
    {"--tokens-per-second", "Simulation"},
    {"--html", "Output"},
    {"--markdown", "Output"},
    {"--raw", "Output"},
    {"--show", "Output"},
}};

bool is_shown(const CLI::Option& option) {
    return !option.get_group().empty();
}

OptionText option_text(const CLI::Option& option) {
    OptionText text;
    for (const std::string& name : option.get_snames())
        text.names.push_back("-" + name);
    for (const std::string& name : option.get_lnames())
        text.names.push_back("--" + name);
    const bool takes_value = option.get_items_expected_max() > 0;
    if (takes_value) text.value = option.get_type_name();
    text.text = option.get_description();
    text.group = option.get_group();
    text.repeats = takes_value && option.get_expected_max() > 1;
    return text;
}

std::size_t heading_place(std::string_view heading) {
    return static_cast<std::size_t>(std::find(headings.begin(), headings.end(), heading) - headings.begin());
}

CommandText describe(const CLI::App& command, const std::string& above) {
    CommandText text;
    text.path = (above.empty() ? "" : above + " ") + command.get_name();
    text.summary = command.get_description();
    text.notes = command.get_footer();
    for (const CLI::Option* option : command.get_options()) {
        if (!is_shown(*option)) continue;
        if (option->get_positional()) {
            text.arguments.push_back({option->get_type_name(), option->get_description(),
                                      option->get_required(), option->get_expected_max() > 1});
        } else {
            text.options.push_back(option_text(*option));
        }
    }
    std::stable_sort(text.options.begin(), text.options.end(), [](const OptionText& a, const OptionText& b) {
        return heading_place(a.group) < heading_place(b.group);
    });
    for (const CLI::App* below : command.get_subcommands([](const CLI::App*) { return true; })) {
        if (!below->get_group().empty()) text.commands.push_back(describe(*below, text.path));
    }
    return text;
}

}  // namespace

std::string CommandText::synopsis() const {
    std::string line = path;
    if (!options.empty()) line += " [OPTIONS]";
    if (!commands.empty()) line += arguments.empty() && path != "moa" ? " [COMMAND]" : " COMMAND";
    for (const ArgumentText& argument : arguments) {
        // A value that tells the order of several arguments has its brackets already.
        const bool whole = argument.value.find('[') != std::string::npos;
        const std::string name = argument.value + (argument.repeats && !whole ? "..." : "");
        line += argument.required || whole ? " " + name : " [" + name + "]";
    }
    return line;
}

CommandText describe(const CLI::App& command) {
    std::string above;
    for (const CLI::App* parent = command.get_parent(); parent != nullptr; parent = parent->get_parent())
        above = parent->get_name() + (above.empty() ? "" : " " + above);
    return describe(command, above);
}

void group_options(CLI::App& command) {
    for (CLI::Option* option : command.get_options([](const CLI::Option*) { return true; })) {
        if (!is_shown(*option) || option->get_positional()) continue;
        if (option->get_snames() == std::vector<std::string>{"c"}) option->group("Question");
        for (const std::string& name : option->get_lnames()) {
            const auto* found = std::find_if(heading_of.begin(), heading_of.end(),
                                             [&](const auto& each) { return each.first.substr(2) == name; });
            if (found != heading_of.end()) option->group(std::string(found->second));
        }
    }
    for (CLI::App* below : command.get_subcommands([](CLI::App*) { return true; }))
        group_options(*below);
}

}  // namespace moa::cli
