#include "native/desktop/film.hpp"

#include <algorithm>
#include <utility>

#include "native/platform/files.hpp"
#include "session/history/run_log_read.hpp"

namespace moa::desktop {
namespace {

/// Long enough to read the question, and to see that the answer is there.
constexpr Millis before_ms = 600;
constexpr Millis after_ms = 1400;

}  // namespace

Film::Film(session::RunLog log)
    : log_(std::move(log)), run_ms_(log_.events.empty() ? 0 : log_.events.back().t) {}

Result<Film> Film::open(const std::string& path) {
    const Result<std::string> text = native::read_file(path);
    if (!text) return text.error();
    Result<session::RunLog> log = session::read_run_log(text.value());
    if (!log) return Error{log.error().kind, 0, path + ": " + log.error().message};
    return Film(std::move(log.value()));
}

Millis Film::length() const {
    return before_ms + run_ms_ + after_ms;
}

std::optional<Error> Film::show(session::Workspace& workspace, Millis at) {
    if (at <= 0) {
        const run::RunState start = session::replay(log_, 0);
        workspace.conversation().set_draft(std::string(start.question()));
        return workspace.use_recipe(start.recipe);
    }
    const Millis within = std::min(at - before_ms, run_ms_);
    if (within < 0 || within == shown_to_) return {};
    if (shown_to_ == no_time) workspace.conversation().set_draft("");
    shown_to_ = within;
    workspace.conversation().show(session::replay(log_, within));
    return {};
}

}  // namespace moa::desktop
