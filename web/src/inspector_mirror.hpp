// The chosen node as the page's mirror tells it: what the inspector on the canvas shows, as facts and
// documents.
#pragma once

#include <cstdint>
#include <string>
#include <tuple>

#include "json.hpp"
#include "session/workspace.hpp"
#include "web/src/document_teller.hpp"

namespace moa::web {

class InspectorMirror {
  public:
    /// The workspace outlives it.
    explicit InspectorMirror(const session::Workspace& workspace) : workspace_(workspace) {}

    /// What has changed since the call before, as `Inspected` in web/contract.d.ts; an empty object for
    /// nothing, null where no node is chosen any more.
    Json changes(TextShare& share);
    /// Whether that was all.
    bool is_complete() const { return !open_ || (answer_.is_complete() && reasoning_.is_complete()); }

  private:
    Json facts_of(const run::Node& node) const;

    /// Node, run, text, and how far the node is.
    using Shown = std::tuple<std::string, std::uint64_t, std::uint64_t, run::NodeState, int>;

    const session::Workspace& workspace_;
    bool open_ = false;
    Shown shown_;
    DocumentTeller reasoning_;
    DocumentTeller answer_;
};

}  // namespace moa::web
