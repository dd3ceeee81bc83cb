// A recorded run as a row of pictures, for an animation of it: at the times of its log, whatever the
// machine's own.
#pragma once

#include <string>

#include "result.hpp"
#include "session/history/run_log_read.hpp"
#include "session/workspace.hpp"

namespace moa::desktop {

class Film {
  public:
    /// An error where the file cannot be read or is no run log.
    static Result<Film> open(const std::string& path);

    /// Milliseconds from the question, which stands alone for a moment, to a while after the answer.
    Millis length() const;
    /// Puts on screen what there was to see at `at`; at 0 the recipe and the question before the run.
    std::optional<Error> show(session::Workspace& workspace, Millis at);

  private:
    explicit Film(session::RunLog log);

    session::RunLog log_;
    Millis run_ms_ = 0;
    Millis shown_to_ = no_time;  ///< the time within the run of what is on screen; no_time before it
};

}  // namespace moa::desktop
