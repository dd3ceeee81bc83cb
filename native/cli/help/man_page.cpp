#include "native/cli/help/man_page.hpp"

#include <algorithm>

#include "ascii.hpp"

namespace moa::cli {
namespace {

std::string upper_case_name(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return upper_case(c); });
    return text;
}

/// Text that roff prints as it stands.
std::string roff_text(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\') {
            out += "\\e";
        } else if (c == '-') {
            out += "\\-";
        } else if (c == '~') {
            out += "\\(ti";
        } else if (c == '^') {
            out += "\\(ha";
        } else {
            out += c;
        }
    }
    // A line that begins like this would be an order to roff.
    if (out.starts_with('.') || out.starts_with('\'')) out.insert(0, "\\&");
    return out;
}

std::string roff_bold(std::string_view text) {
    return "\\fB" + roff_text(text) + "\\fR";
}

std::string roff_italic(std::string_view text) {
    return "\\fI" + roff_text(text) + "\\fR";
}

std::string roff_sentence(std::string_view text) {
    return roff_text(text) + (text.ends_with('.') ? "\n" : ".\n");
}

/// Names in bold, values in italics.
std::string synopsis_line(const CommandText& command) {
    const std::string line = command.synopsis();
    const std::string rest = line.substr(command.path.size());
    return roff_bold(command.path) + (rest.empty() ? "" : " " + roff_italic(rest.substr(1))) + "\n";
}

std::string tagged(const std::string& tag, std::string_view text) {
    return ".TP\n" + tag + "\n" + roff_sentence(text);
}

std::string tag_of(const OptionText& option) {
    std::string tag;
    for (const std::string& name : option.names)
        tag += (tag.empty() ? "" : ", ") + roff_bold(name);
    return option.value.empty() ? tag : tag + " " + roff_italic(option.value);
}

std::string roff_options(const CommandText& command) {
    std::string text;
    std::string_view group;
    for (const OptionText& option : command.options) {
        // Without groups of their own, they need no second heading.
        if (option.group != group && command.options.front().group != command.options.back().group)
            text += ".SS " + roff_text(option.group) + "\n";
        group = option.group;
        text += tagged(tag_of(option), option.text);
    }
    return text;
}

/// Paragraphs; lines stay lines, since some are lists.
std::string roff_notes(std::string_view notes) {
    std::string text;
    bool fresh = true;
    while (!notes.empty()) {
        const std::size_t end = std::min(notes.find('\n'), notes.size());
        const std::string_view line = notes.substr(0, end);
        notes.remove_prefix(std::min(end + 1, notes.size()));
        if (line.empty()) {
            fresh = true;
            continue;
        }
        text += (fresh ? ".PP\n" : ".br\n") + roff_text(line) + "\n";
        fresh = false;
    }
    return text;
}

}  // namespace

std::string man_name(const CommandText& command) {
    std::string name = command.path;
    std::replace(name.begin(), name.end(), ' ', '-');
    return name;
}

std::string man_page(const CommandText& command, std::string_view version,
                     const std::vector<std::string>& related) {
    const std::string name = man_name(command);
    std::string text = ".TH " + roff_text(upper_case_name(name)) + " 1 \"\" \"" + std::string(version) +
                       "\" \"User Commands\"\n.SH NAME\n" + roff_text(name) + " \\- " +
                       roff_text(command.summary) + "\n.SH SYNOPSIS\n" + synopsis_line(command);
    if (!command.notes.empty()) {
        std::string notes = roff_notes(command.notes);
        // The first paragraph needs no macro behind a heading.
        notes.erase(0, std::string_view(".PP\n").size());
        text += ".SH DESCRIPTION\n" + notes;
    }
    if (!command.arguments.empty()) {
        text += ".SH ARGUMENTS\n";
        for (const ArgumentText& argument : command.arguments)
            text += tagged(roff_italic(argument.value), argument.text);
    }
    if (!command.commands.empty()) {
        text += ".SH COMMANDS\n";
        for (const CommandText& below : command.commands)
            text += tagged(roff_bold(below.path), below.summary);
    }
    if (!command.options.empty()) text += ".SH OPTIONS\n" + roff_options(command);
    std::string others;
    for (const std::string& other : related) {
        if (other == name) continue;
        others += (others.empty() ? "" : ",\n") + std::string(".BR ") + roff_text(other) + " (1)";
    }
    if (!others.empty()) text += ".SH SEE ALSO\n" + others + "\n";
    return text;
}

}  // namespace moa::cli
