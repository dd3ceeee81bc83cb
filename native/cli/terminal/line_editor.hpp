// A line edited on a terminal, by libedit: with history, completion, and pasted text as one piece.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "native/cli/terminal/signals.hpp"

namespace moa::cli {

class LineEditor {
  public:
    /// What the word at the end of `line` may go on to, each as the whole word.
    using Completer = std::function<std::vector<std::string>(std::string_view line)>;

    /// Null where standard input and standard error are not both a terminal that can be drawn on, or show no
    /// UTF-8. `signals` must outlive it. The history is read from and kept in `history_file`, which only this
    /// user can read; nowhere where that is empty.
    static std::unique_ptr<LineEditor> make(SignalScope& signals, std::string history_file,
                                            Completer completer);
    virtual ~LineEditor() = default;

    /// A line, which has line feeds in it where Alt+Enter or a paste put them. Nothing at Ctrl+D in an empty
    /// line, and when a stop was asked for: Ctrl+C in a line that is not empty only discards that.
    virtual std::optional<std::string> read(const std::string& prompt) = 0;
    /// Makes a line one that Up brings back.
    virtual void remember(const std::string& line) = 0;
};

}  // namespace moa::cli
