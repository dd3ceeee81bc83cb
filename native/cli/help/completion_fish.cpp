#include "native/cli/help/completion.hpp"

namespace moa::cli {
namespace {

constexpr std::string_view fish_head = R"(# Completion of moa for fish, as `moa completion fish` prints it.

function __moa_place
    set -l at moa
    for word in (commandline -opc)[2..]
        if contains -- "$at $word" $__moa_places
            set at "$at $word"
        end
    end
    echo $at
end

function __moa_at
    test (__moa_place) = "$argv"
end

complete -c moa -f
)";

std::string fish_quoted(std::string_view text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    return out + "'";
}

std::string places_of(const CommandText& command) {
    std::string text;
    for (const CommandText& below : command.commands)
        text += " " + fish_quoted(below.path) + places_of(below);
    return text;
}

/// What is proposed: words, files or both.
std::string proposals(std::string_view value) {
    const ValueKind kind = value_kind(value);
    std::string text = kind.files ? " -F" : "";
    if (!kind.words.empty()) text += " -a '(moa complete " + std::string(kind.words) + " 2>/dev/null)'";
    return text;
}

std::string lines_of(const CommandText& command) {
    const std::string at = "complete -c moa -n " + fish_quoted("__moa_at " + command.path);
    std::string text;
    for (const CommandText& below : command.commands)
        text += at + " -a " + below.path.substr(command.path.size() + 1) + " -d " +
                fish_quoted(below.summary) + "\n";
    for (const ArgumentText& argument : command.arguments) {
        if (const std::string proposed = proposals(argument.value); !proposed.empty())
            text += at + proposed + "\n";
    }
    for (const OptionText& option : command.options) {
        text += at;
        for (const std::string& name : option.names)
            text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
        if (!option.value.empty()) text += " -r" + proposals(option.value);
        text += " -d " + fish_quoted(option.text) + "\n";
    }
    for (const CommandText& below : command.commands)
        text += lines_of(below);
    return text;
}

}  // namespace

std::string fish_completion(const CommandText& moa) {
    return std::string(fish_head) + "set -g __moa_places" + places_of(moa) + "\n" + lines_of(moa);
}

}  // namespace moa::cli
