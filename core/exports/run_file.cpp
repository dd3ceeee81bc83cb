#include "exports/run_file.hpp"

#include "session/history/run_log_read.hpp"
#include "session/history/run_log_write.hpp"

namespace moa::exports {

Result<std::string> joined_log(std::string_view log, Millis step_ms) {
    const Result<session::RunLog> read = session::read_run_log(log);
    if (!read) return read.error();
    std::string made;
    session::RunLogWriter writer([&made](std::string_view line) { made += line; }, step_ms);
    if (read.value().follows) writer.follows(*read.value().follows);
    run::RunState state;
    Millis latest = 0;
    for (const session::LoggedEvent& each : read.value().events) {
        writer.flush_due(each.t);
        run::apply(state, each.t, each.event);
        writer.on_event(each.t, each.event, state);
        latest = each.t;
    }
    writer.flush_due(latest + step_ms);
    return made;
}

}  // namespace moa::exports
