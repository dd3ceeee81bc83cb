#include "session/outlook.hpp"

#include "blank.hpp"
#include "run/sentences.hpp"

namespace moa::session {

std::string status_line(const Workspace& workspace) {
    if (!workspace.on_screen().idle()) return run::status_sentence(workspace.current());
    return workspace.configuration().calls_no_model() ? "Ready. Scripted replies, no model is called."
                                                      : "Ready.";
}

std::string outlook(const Workspace& workspace) {
    const RunOnScreen& run = workspace.on_screen();
    if (run.shows_replay()) return {};
    if (!run.idle()) {
        const std::string stale = run::stale_sentence(run.state());
        if (!stale.empty()) return stale + " " + run::to_sentence(run.rerun_price());
    }
    if (run.running()) return {};
    if (is_blank(workspace.conversation().draft())) return workspace.conversation().actual_sentence();
    const RunEstimate& estimate = workspace.estimate();
    const std::string sentence = estimate_sentence(estimate, !workspace.configuration().calls_no_model());
    return estimate.too_long.empty() ? sentence : estimate.too_long.front() + " " + sentence;
}

}  // namespace moa::session
