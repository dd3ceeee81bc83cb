#include "native/cli/help/help_text.hpp"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "native/cli/terminal/terminal.hpp"
#include "native/cli/terminal/terminal_text.hpp"

namespace moa::cli {
namespace {

constexpr int margin = 2;
constexpr int widest_help = 100;
constexpr int usual_width = 80;
/// Where the right column begins, unless what is left of it is shorter.
constexpr int widest_left = 26;

std::string spaces(int count) {
    return std::string(static_cast<std::size_t>(std::max(0, count)), ' ');
}

std::string names_text(const OptionText& option) {
    // Names without a short one stand below the long names.
    std::string text = option.names.front().starts_with("--") ? "    " : "";
    for (std::size_t i = 0; i < option.names.size(); ++i)
        text += (i == 0 ? "" : ", ") + option.names[i];
    return option.value.empty() ? text : text + " " + option.value;
}

using Rows = std::vector<std::pair<std::string, std::string>>;

/// Two columns under a heading.
std::string section(std::string_view heading, const Rows& rows, int width) {
    if (rows.empty()) return {};
    int left = 0;
    for (const auto& row : rows)
        left = std::max(left, std::min(text_width(row.first), widest_left));
    const int column = margin + left + 2;
    std::string text = "\n" + std::string(heading) + "\n";
    for (const auto& [name, what] : rows) {
        text += spaces(margin) + name;
        const int used = margin + text_width(name);
        text += used + 2 > column ? "\n" + spaces(column) : spaces(column - used);
        text += wrapped_words(what, width, column) + "\n";
    }
    return text;
}

/// Paragraphs; within one, each line is wrapped for itself.
std::string paragraphs(std::string_view text, int width) {
    std::string out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        // A line in two columns goes on under its second one.
        const std::size_t gap = line.find("  ");
        const std::size_t column =
            gap == std::string_view::npos ? 0 : std::min(line.find_first_not_of(' ', gap), line.size());
        out += std::string(line.substr(0, column)) +
               wrapped_words(line.substr(column), width, static_cast<int>(column)) + "\n";
    }
    return out;
}

}  // namespace

std::string wrapped_words(std::string_view text, int width, int indent) {
    const int room = std::max(width - indent, 12);
    std::string out;
    int used = 0;
    while (!text.empty()) {
        const std::size_t start = text.find_first_not_of(' ');
        if (start == std::string_view::npos) break;
        text.remove_prefix(start);
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(end);
        const int columns = text_width(word);
        if (used > 0 && used + 1 + columns > room) {
            out += "\n" + spaces(indent);
            used = 0;
        } else if (used > 0) {
            out += ' ';
            ++used;
        }
        out += word;
        used += columns;
    }
    return out;
}

std::string help_text(const CommandText& command, int width) {
    std::string text = wrapped_words(command.summary + (command.summary.ends_with('.') ? "" : "."), width, 0);
    text += "\n\nUsage: " + wrapped_words(command.synopsis(), width, 7) + "\n";
    Rows arguments;
    for (const ArgumentText& argument : command.arguments)
        arguments.emplace_back(argument.value, argument.text);
    text += section("Arguments", arguments, width);
    Rows commands;
    for (const CommandText& below : command.commands)
        commands.emplace_back(below.path.substr(command.path.size() + 1), below.summary);
    text += section("Commands", commands, width);
    for (std::size_t i = 0; i < command.options.size();) {
        const std::string& group = command.options[i].group;
        Rows rows;
        for (; i < command.options.size() && command.options[i].group == group; ++i)
            rows.emplace_back(names_text(command.options[i]), command.options[i].text);
        text += section(group, rows, width);
    }
    if (!command.notes.empty()) text += "\n" + paragraphs(command.notes, width);
    return text;
}

int help_width() {
    if (!is_terminal(STDOUT_FILENO)) return usual_width;
    return std::min(terminal_size(STDOUT_FILENO).columns, widest_help);
}

}  // namespace moa::cli
