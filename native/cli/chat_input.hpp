// What is typed or piped into a chat, question by question.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "native/cli/terminal/line_editor.hpp"
#include "native/cli/terminal/line_reader.hpp"
#include "native/cli/terminal/signals.hpp"

namespace moa::cli {

class ChatInput {
  public:
    /// `signals` must outlive it.
    ChatInput(SignalScope& signals, LineEditor::Completer completer);

    /// Whether somebody sits at a terminal.
    bool interactive() const { return interactive_; }
    /// The next question or command: one line of a pipe; from a terminal also several, between """ and """,
    /// after a backslash at a line's end, or as one paste. Nothing at the end, and when a stop was asked for.
    std::optional<std::string> next();
    /// Makes it one that the key Up brings back, now and in later chats.
    void remember(const std::string& question);

  private:
    std::optional<std::string> line(const std::string& prompt);

    bool interactive_;
    LineReader reader_;
    std::unique_ptr<LineEditor> editor_;  ///< null where lines cannot be edited
};

}  // namespace moa::cli
