// Standard input line by line, without keeping signals and wake-ups from being seen.
#pragma once

#include <optional>
#include <string>

#include "native/cli/terminal/signals.hpp"

namespace moa::cli {

class LineReader {
  public:
    /// `signals` must outlive the reader.
    explicit LineReader(SignalScope& signals) : signals_(signals) {}

    /// Without its line feed. Nothing at the end of input, or when a stop was asked for.
    std::optional<std::string> next();

  private:
    /// False when a stop was asked for.
    bool wait();

    SignalScope& signals_;
    std::string pending_;
    bool ended_ = false;
};

}  // namespace moa::cli
