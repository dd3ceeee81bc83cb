// How far a long command is: one line on standard error, redrawn on a terminal, and a line for each tenth
// elsewhere.
#pragma once

#include <cstdint>
#include <string>

#include "clock.hpp"
#include "native/cli/terminal/terminal.hpp"

namespace moa::cli {

class ProgressLine {
  public:
    /// `done`: what becomes of each of `all` things, "judged".
    ProgressLine(std::string done, std::int64_t all);

    /// One more has ended; `failures` of all that have.
    void advance(double spent_usd, std::int64_t failures);

  private:
    std::string done_words_;
    std::int64_t all_;
    std::int64_t done_ = 0;
    std::int64_t tenths_told_ = 0;
    Millis began_at_;
    Millis drawn_at_ = no_time;
    bool on_terminal_;
    DrawnBlock block_;
};

}  // namespace moa::cli
