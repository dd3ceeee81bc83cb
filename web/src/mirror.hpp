// What the page is told: the state of the workspace for its mirror and its controls, as JSON with only what
// has changed.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "json.hpp"
#include "screen/screens.hpp"
#include "session/workspace.hpp"
#include "view/view.hpp"
#include "web/src/document_teller.hpp"
#include "web/src/inspector_mirror.hpp"
#include "web/src/timer.hpp"

namespace moa::web {

class Mirror {
  public:
    /// All of them outlive the mirror.
    Mirror(const session::Workspace& workspace, const view::View& view, screen::Screens& screens,
           const screen::Look& look);

    /// The page is ready to be told. Before that, it is told nothing.
    void begin();
    /// Something may have changed: tells the page within a tenth of a second, by timer, so that it goes on in
    /// hidden tabs.
    void schedule();
    /// Tells the page now: after a command, so that its controls answer at once.
    void tell();
    /// The draft as the page's text field holds it.
    void draft_is(std::string draft) { told_draft_ = std::move(draft); }

  private:
    /// Text as far as the page has it.
    struct Told {
        std::uint64_t version = 0;
        std::size_t length = 0;
    };
    struct ToldNode {
        Json facts;
        Told text;
    };

    Json changes();
    Json turns() const;
    Json node_changes(const run::RunState& state);
    void add_text(Json& object, Told& told, const run::Node& node);

    const session::Workspace& workspace_;
    const view::View& view_;
    screen::Screens& screens_;
    const screen::Look& look_;
    Timer timer_;
    bool begun_ = false;
    Millis last_told_ = no_time;

    std::string told_draft_;
    Json told_controls_;
    Json told_places_;
    Json told_panel_;
    Json told_reading_;
    Json told_find_;
    Json told_replay_;
    Json told_screen_;  ///< null: none is open
    std::uint64_t told_made_ = 0;
    screen::Look told_look_;
    std::string told_shape_;  ///< the nodes' ids: when they change, the tree is built anew
    std::map<run::NodeId, ToldNode> told_nodes_;
    bool told_texts_ = true;  ///< all of them
    TextShare share_;
    DocumentTeller answer_;
    InspectorMirror inspector_;
    /// Which turns, which of them is on screen, and how far the conversation is.
    std::tuple<std::vector<session::TurnNumber>, session::TurnNumber, std::uint64_t> told_turns_;
};

}  // namespace moa::web
