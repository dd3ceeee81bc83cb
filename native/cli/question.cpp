#include "native/cli/question.hpp"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "blank.hpp"
#include "native/cli/arguments.hpp"
#include "native/cli/question_text.hpp"
#include "native/cli/terminal/run_view.hpp"
#include "native/platform/files.hpp"
#include "native/platform/piped_input.hpp"
#include "session/attachments.hpp"

namespace moa::cli {
namespace {

constexpr std::string_view paragraph = "\n\n";

/// As text, without the line feeds at its end.
Result<std::string> decoded(std::string bytes, const std::string& what) {
    Result<QuestionText> text = read_question_text(std::move(bytes), what);
    if (!text) return text.error();
    if (text.value().was_utf16) print_note(what + " was converted from UTF-16 to UTF-8.");
    return std::move(text.value().text);
}

Result<std::string> standard_input(const std::string& what) {
    if (::isatty(STDIN_FILENO) == 1) print_note("Reading standard input; Ctrl+D ends it.");
    Result<std::string> input = native::read_standard_input(most_question_bytes);
    if (!input) return input;
    return decoded(std::move(input.value()), what);
}

/// What is piped in although nobody asked for it; empty where nothing is.
Result<std::string> extra_input() {
    const bool watched = ::isatty(STDERR_FILENO) == 1;
    Result<native::PipedInput> input = native::read_piped_input(most_question_bytes, watched, [&] {
        if (watched) print_note("Waiting for standard input, which becomes part of the question.");
    });
    if (!input) return input.error();
    if (input.value().gave_up) {
        print_note("Nothing arrived on standard input within " + std::to_string(native::patience_ms / 1000) +
                   " s: the question goes without it. Write - to wait for it, or give it an end with "
                   "</dev/null.");
    }
    return decoded(std::move(input.value().text), "Standard input");
}

void trim_end(std::string& text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.pop_back();
}

/// Paragraphs of their own, those that are there.
std::string paragraphs_of(std::vector<std::string> parts) {
    std::string text;
    for (std::string& part : parts) {
        if (is_blank(part)) continue;
        text += text.empty() ? "" : paragraph;
        text += part;
    }
    return text;
}

Result<std::string> with_files(std::string question, const std::vector<std::string>& paths) {
    session::Attachments files;
    for (const std::string& path : paths) {
        // UTF-16 takes twice the room.
        Result<std::string> bytes = native::read_file(path, 2 * session::Attachments::most_bytes);
        if (!bytes) return bytes;
        const Result<std::string> text = decoded(std::move(bytes.value()), path);
        if (!text) return text;
        if (const auto error = files.add(path, text.value())) return *error;
    }
    return files.with(question);
}

}  // namespace

Result<std::string> read_question(const TypedQuestion& typed) {
    std::vector<std::string> words;
    for (const std::string& word : typed.words)
        words.push_back(word_as_typed(word));
    const auto dash = std::find(words.begin(), words.end(), "-");
    if (std::find(dash == words.end() ? dash : dash + 1, words.end(), "-") != words.end())
        return invalid_input("- stands for standard input, which can be read once.");
    const std::string before = joined({words.begin(), dash});
    const std::string after = dash == words.end() ? std::string() : joined({dash + 1, words.end()});
    const bool only_input = before.empty() && after.empty();
    std::string input;
    if (dash != words.end() || (words.empty() && ::isatty(STDIN_FILENO) == 0)) {
        Result<std::string> read = standard_input(only_input ? "The question" : "Standard input");
        if (!read) return read;
        input = std::move(read.value());
    } else if (!words.empty()) {
        Result<std::string> read = extra_input();
        if (!read) return read;
        input = std::move(read.value());
    }
    trim_end(input);
    std::string question = paragraphs_of({before, std::move(input), after});
    if (is_blank(question)) {
        return invalid_input("No question: write one after moa run, or pipe it in with moa run -.");
    }
    Result<std::string> text = decoded(std::move(question), "The question");
    if (!text) return text;
    return with_files(std::move(text.value()), typed.files);
}

}  // namespace moa::cli
