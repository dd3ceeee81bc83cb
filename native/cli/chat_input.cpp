#include "native/cli/chat_input.hpp"

#include <unistd.h>

#include <string_view>
#include <utility>

#include "native/cli/terminal/terminal.hpp"
#include "native/platform/paths.hpp"

namespace moa::cli {
namespace {

constexpr std::string_view fence = "\"\"\"";
constexpr const char* first_prompt = "> ";
constexpr const char* next_prompt = "… ";

std::string history_file() {
    const auto folder = native::state_folder();
    return folder ? (*folder / "chat-history").string() : std::string();
}

}  // namespace

ChatInput::ChatInput(SignalScope& signals, LineEditor::Completer completer)
    : interactive_(::isatty(STDIN_FILENO) == 1),
      reader_(signals),
      editor_(LineEditor::make(signals, history_file(), std::move(completer))) {}

std::optional<std::string> ChatInput::next() {
    if (interactive_) write_all(STDERR_FILENO, "\n");
    std::optional<std::string> first = line(first_prompt);
    if (!first || !interactive_) return first;
    std::string text = std::move(*first);
    if (text.starts_with(fence)) {
        text.erase(0, fence.size());
        while (!text.ends_with(fence)) {
            const std::optional<std::string> more = line(next_prompt);
            if (!more) return std::nullopt;
            text += (text.empty() ? "" : "\n") + *more;
        }
        text.resize(text.size() - fence.size());
        if (text.ends_with('\n')) text.pop_back();
        return text;
    }
    while (text.ends_with('\\')) {
        const std::optional<std::string> more = line(next_prompt);
        if (!more) return std::nullopt;
        text.back() = '\n';
        text += *more;
    }
    return text;
}

void ChatInput::remember(const std::string& question) {
    if (editor_) editor_->remember(question);
}

std::optional<std::string> ChatInput::line(const std::string& prompt) {
    if (editor_) return editor_->read(prompt);
    if (interactive_) write_all(STDERR_FILENO, prompt);
    return reader_.next();
}

}  // namespace moa::cli
