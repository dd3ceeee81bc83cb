// Why a turn has no answer, or one that is less than it could be, and the step that mends it: one note above
// the answer, the same in page and window.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "screen/screen.hpp"
#include "session/workspace.hpp"

namespace moa::screen {

struct TurnNote {
    Tone tone = Tone::doubtful;        ///< failed: there is no answer
    std::string words;                 ///< what happened, in a sentence
    std::vector<std::string> details;  ///< what can be done, and what else went wrong; may be empty
    /// What can be done about it, the most likely first; empty for a turn that is not on screen. Their names
    /// are acts, see act_on_conversation, or open a screen, see screen_of.
    std::vector<Button> buttons;
};

/// Nothing where all is well, and while the turn's run goes on.
std::optional<TurnNote> turn_note(const session::Workspace& workspace, session::TurnNumber turn);

/// What can be done about the latest refusal, see Workspace::notice; mostly nothing.
std::vector<Button> notice_buttons(const session::Workspace& workspace);

/// "retry", "use-late" or "raise-cap" on the run on screen; false for any other act.
bool act_on_run(session::Workspace& workspace, std::string_view act);

}  // namespace moa::screen
