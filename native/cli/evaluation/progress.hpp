// How an evaluation goes on: one line redrawn on a terminal, a line now and then elsewhere.
#pragma once

#include <cstdint>
#include <string>

#include "clock.hpp"
#include "native/cli/evaluation/evaluation_loop.hpp"
#include "native/cli/terminal/terminal.hpp"

namespace moa::cli {

/// "41 of 80 answered, 3 of them degraded; 1 failed; $0.42; 12 a minute; 4 min left". `answered_before`: in
/// earlier calls. `elapsed`: of this call.
std::string progress_text(const EvaluationCounts& counts, std::uint64_t answered_before, std::uint64_t total,
                          Millis elapsed);

class EvaluationProgress {
  public:
    EvaluationProgress(std::uint64_t answered_before, std::uint64_t total);

    void show(const EvaluationCounts& counts);
    /// The last figures stay.
    void end(const EvaluationCounts& counts);

  private:
    void draw(const EvaluationCounts& counts, Millis at);

    std::uint64_t answered_before_;
    std::uint64_t total_;
    bool live_;
    DrawnBlock block_;
    Millis began_at_;
    Millis shown_at_;
};

}  // namespace moa::cli
