#include "native/cli/help/completion.hpp"

#include <array>
#include <utility>

namespace moa::cli {

ValueKind value_kind(std::string_view value) {
    constexpr std::array<std::pair<std::string_view, ValueKind>, 10> kinds = {{
        {"NAME|FILE", {"recipes", true}},
        {"FILE|ID", {"conversations", true}},
        {"[ID...] FILE", {"conversations", true}},
        {"ID", {"conversations", false}},
        {"PROVIDER", {"providers", false}},
        {"SHELL", {"shells", false}},
        {"COMMAND", {"commands", false}},
        {"FILE", {"", true}},
        {"DIR", {"", true}},
        {"FOLDER", {"", true}},
    }};
    for (const auto& [name, kind] : kinds) {
        if (name == value) return kind;
    }
    return {};
}

std::string proposed_words(std::string_view value) {
    const ValueKind kind = value_kind(value);
    std::string words(kind.words);
    if (kind.files) words += words.empty() ? "files" : " files";
    return words;
}

std::string value_cases(const CommandText& command) {
    std::string text;
    for (const OptionText& option : command.options) {
        if (option.value.empty()) continue;
        std::string places;
        for (const std::string& name : option.names)
            places += (places.empty() ? "'" : " | '") + command.path + " " + name + "'";
        const std::string words = proposed_words(option.value);
        text += "    " + places + ") echo '" + (words.empty() ? "-" : words) + "' ;;\n";
    }
    for (const CommandText& below : command.commands)
        text += value_cases(below);
    return text;
}

}  // namespace moa::cli
