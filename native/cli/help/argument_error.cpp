#include "native/cli/help/argument_error.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "native/cli/arguments.hpp"
#include "native/cli/help/description.hpp"
#include "nearest_name.hpp"

namespace moa::cli {
namespace {

std::string help_for(const CLI::App& command) {
    const std::string path = describe(command).path;
    const std::size_t space = path.find(' ');
    return "moa help" + (space == std::string::npos ? std::string() : path.substr(space));
}

std::string nearest_in(const std::string& typed, const std::vector<std::string>& names) {
    const std::vector<std::string_view> views(names.begin(), names.end());
    return std::string(nearest_name(typed, views));
}

std::string unknown_option(const CLI::App& command, const std::string& typed) {
    const std::string name = typed.substr(0, typed.find('='));
    std::vector<std::string> names;
    for (const OptionText& option : describe(command).options)
        names.insert(names.end(), option.names.begin(), option.names.end());
    // With one dash, a long name may have been meant.
    const std::string wanted = name.starts_with("--") ? name : "-" + name;
    const std::string nearest = nearest_in(wanted, names);
    if (!nearest.empty()) return "Unknown option " + name + "; did you mean " + nearest + "?";
    return "Unknown option " + name + "; " + help_for(command) + " lists the options.";
}

std::string unexpected(const CLI::App& app) {
    const CLI::App& command = called_command(app);
    const std::vector<std::string> left = app.remaining(true);
    if (left.empty()) return "There are too many arguments; " + help_for(command) + " tells which are taken.";
    const std::string typed = word_as_typed(left.front());
    if (typed.size() > 1 && typed.front() == '-') return unknown_option(command, typed);
    if (!describe(command).commands.empty()) return unknown_command(command, typed);
    return "Unexpected argument " + typed + "; " + help_for(command) + " tells which are taken.";
}

std::string missing(const CLI::App& app) {
    const CLI::App& command = called_command(app);
    const CommandText text = describe(command);
    for (const CLI::Option* option : command.get_options()) {
        if (!option->get_required() || option->count() > 0) continue;
        const std::string name = option->get_positional() ? option->get_type_name() : option->get_name();
        return text.path + " needs " + name + ": " + option->get_description() + ".";
    }
    std::string names;
    for (std::size_t i = 0; i < text.commands.size(); ++i) {
        names += i == 0 ? "" : i + 1 == text.commands.size() ? " or " : ", ";
        names += text.commands[i].path.substr(text.path.size() + 1);
    }
    return text.path + " needs a command: " + names + ".";
}

/// The option or argument that the library's message speaks of.
const CLI::Option* option_in(const CLI::App& app, std::string_view message) {
    const CLI::Option* found = nullptr;
    std::size_t best = 0;
    for (const CLI::Option* option : called_command(app).get_options()) {
        for (const std::string& name : option->get_lnames()) {
            if (name.size() < best || message.find("--" + name) == std::string_view::npos) continue;
            best = name.size();
            found = option;
        }
    }
    return found;
}

std::string wrong_value(const CLI::App& app, const CLI::ParseError& error) {
    const std::string message = error.what();
    const CLI::Option* option = option_in(app, message);
    if (option == nullptr) return message;
    const std::string name = "--" + option->get_lnames().front();
    const std::string typed = option->results().empty() ? std::string() : option->results().back();
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr || typed.empty()) {
        if (option->get_items_expected_max() == 0) return name + " takes no value.";
        return name + " needs a value: " + option->get_type_name() + ".";
    }
    if (dynamic_cast<const CLI::ValidationError*>(&error) != nullptr) {
        const std::size_t colon = message.find(": ");
        return name + " " + typed + ": " + (colon == std::string::npos ? message : message.substr(colon + 2));
    }
    return name + " " + typed + ": use a number.";
}

}  // namespace

const CLI::App& called_command(const CLI::App& app) {
    const CLI::App* command = &app;
    while (!command->get_subcommands().empty())
        command = command->get_subcommands().back();
    return *command;
}

std::string unknown_command(const CLI::App& command, const std::string& typed) {
    const CommandText text = describe(command);
    std::vector<std::string> names;
    for (const CommandText& below : text.commands)
        names.push_back(below.path.substr(text.path.size() + 1));
    const std::string nearest = nearest_in(typed, names);
    const std::string path = text.path == "moa" ? "" : text.path.substr(4) + " ";
    if (!nearest.empty()) return "Unknown command " + path + typed + "; did you mean " + path + nearest + "?";
    std::string sentence =
        "Unknown command " + path + typed + "; " + help_for(command) + " lists the commands";
    // Whoever types a question first has not met the command for it yet.
    return sentence + (path.empty() ? ", and moa run \"...\" asks a question." : ".");
}

std::string argument_error(const CLI::App& app, const CLI::ParseError& error) {
    std::string sentence;
    if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
        sentence = unexpected(app);
    } else if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
        sentence = missing(app);
    } else if (dynamic_cast<const CLI::RequiresError*>(&error) != nullptr) {
        sentence = error.what();
        if (const std::size_t at = sentence.find(" requires "); at != std::string::npos)
            sentence.replace(at, 10, " needs ");
        sentence += ".";
    } else if (dynamic_cast<const CLI::ExcludesError*>(&error) != nullptr) {
        sentence = error.what();
        if (const std::size_t at = sentence.find(" excludes "); at != std::string::npos)
            sentence.replace(at, 10, " cannot be used together with ");
        sentence += ".";
    } else {
        sentence = wrong_value(app, error);
    }
    return without_typed_keys(sentence);
}

}  // namespace moa::cli
