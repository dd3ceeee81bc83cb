// A run written as log lines while it goes on.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "json_box.hpp"
#include "run/event.hpp"
#include "session/history/run_log.hpp"

namespace moa::session {

/// Writes a run's events as log lines. The first piece in a state, and of text after reasoning, is written at
/// once, so that the times of first tokens are true; later pieces within `coalesce_ms` of the last line are
/// joined into one.
class RunLogWriter final : public run::RunObserver {
  public:
    /// 50 ms: twenty lines a second and node at most, below what an eye tells apart in a replay.
    static constexpr Millis default_coalesce_ms = 50;

    /// `line` receives each line with its line feed, and should flush.
    explicit RunLogWriter(std::function<void(std::string_view line)> line,
                          Millis coalesce_ms = default_coalesce_ms);

    /// The run that starts next follows this turn of its conversation, and not the one before it.
    void follows(std::size_t turn) { follows_ = turn; }

    void on_event(Millis t, const run::RunEvent& event, const run::RunState& state) override;
    /// Writes all text that is held back.
    void flush_all(Millis t);
    /// Writes text held back for coalescing whose time has come. `t` counts from the run's start.
    void flush_due(Millis t);
    /// When `flush_due` has something to do, from the run's start; no_time when nothing is held back.
    Millis next_flush() const;

  private:
    enum class Part { text, reasoning };
    /// What of one node is not written yet, and when the latest line of this part was.
    struct Held {
        Part part = Part::text;
        std::string text;
        Millis last_line = no_time;
    };
    void hold(run::NodeId node, Part part, std::string_view piece, Millis t);
    void flush(run::NodeId node, Held& held, Millis t);
    void write(const Json& line);

    std::function<void(std::string_view)> line_;
    Millis coalesce_ms_;
    std::map<run::NodeId, Held> held_;
    std::optional<std::size_t> follows_;
};

}  // namespace moa::session
