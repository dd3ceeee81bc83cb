#include "session/progress.hpp"

#include "session/outlook.hpp"

namespace moa::session {

Progress progress_of(const run::RunState& state) {
    Progress progress;
    for (const auto& layer : state.layers) {
        for (const run::Node& node : layer) {
            ++progress.nodes;
            if (run::has_ended(node.state)) ++progress.ended;
        }
    }
    return progress;
}

std::string title_of(const Workspace& workspace) {
    std::string title;
    if (workspace.running()) {
        const Progress progress = progress_of(workspace.current());
        title = "(" + std::to_string(progress.ended) + " of " + std::to_string(progress.nodes) + ") ";
    }
    return title + "MoA \u2014 " + status_line(workspace);
}

}  // namespace moa::session
