#include "native/cli/arguments.hpp"

#include <algorithm>
#include <utility>

#include "ascii.hpp"
#include "wire/error_text.hpp"

namespace moa::cli {
namespace {

constexpr char mark = '\x1F';  // unit separator: nobody types it

bool would_be_changed(std::string_view word) {
    return word == "++" || (word.size() > 1 && word.front() == '[' && word.back() == ']');
}

/// Whether `word` is an option that takes the argument behind it.
bool takes_next(const CLI::App& command, const std::string& word) {
    if (word.size() < 2 || word.front() != '-' || word == "--") return false;
    const CLI::Option* option = command.get_option_no_throw(word);
    return option != nullptr && option->get_items_expected_max() > 0;
}

}  // namespace

std::vector<std::string> arguments_for(const CLI::App& app, int count, const char* const* values) {
    std::vector<std::string> arguments(values + std::min(count, 1), values + count);
    const bool is_run = !arguments.empty() && arguments.front() == "run";
    for (const CLI::App* run :
         app.get_subcommands([](const CLI::App* each) { return each->get_name() == "run"; })) {
        for (std::size_t i = 1; is_run && i < arguments.size(); ++i) {
            if (would_be_changed(arguments[i]) && !takes_next(*run, arguments[i - 1])) arguments[i] += mark;
        }
    }
    std::reverse(arguments.begin(), arguments.end());
    return arguments;
}

std::string word_as_typed(std::string word) {
    if (!word.empty() && word.back() == mark) word.pop_back();
    return word;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

std::string shell_word(const std::string& word) {
    const bool plain = !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
        return is_letter(c) || is_digit(c) ||
               std::string_view("-_./:=@%+,").find(c) != std::string_view::npos;
    });
    if (plain) return word;
    std::string quoted = "'";
    for (const char c : word)
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

std::string without_typed_keys(std::string_view message) {
    std::string out;
    while (!message.empty()) {
        const std::size_t end = std::min(message.find_first_of(" \n"), message.size());
        const std::string_view word = message.substr(0, end);
        const std::size_t equals = word.find('=');
        const std::string name = lower_case(word.substr(0, std::min(equals, word.size())));
        const bool holds_key =
            equals != std::string_view::npos && word.starts_with("-") &&
            (name.find("key") != std::string::npos || name.find("token") != std::string::npos ||
             name.find("secret") != std::string::npos || name.find("bearer") != std::string::npos);
        out += holds_key ? std::string(word.substr(0, equals + 1)) + "[key]" : wire::redact_keys(word);
        out += message.substr(end, end < message.size() ? 1 : 0);
        message.remove_prefix(std::min(end + 1, message.size()));
    }
    return out;
}

}  // namespace moa::cli
