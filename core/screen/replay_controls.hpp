// The controls of a replay: what they show and what becomes of what the user does with them, the same in page
// and window.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "screen/shortcuts.hpp"
#include "session/workspace.hpp"

namespace moa::screen {

struct ReplayControls {
    bool playing = false;
    Millis place = 0;
    Millis length = 0;
    std::string words;  ///< "3.2 s of 12 s"
    std::string event;  ///< "Event 12 of 268"
    /// Where layers begin, and what they are called.
    std::vector<std::pair<Millis, std::string>> marks;
    std::size_t speed = 0;  ///< of replay_speeds
    /// Whether its pauses are skipped; nothing where it has none.
    std::optional<bool> skips;
    bool operator==(const ReplayControls&) const = default;
};

/// Of the replay on screen at this time of the workspace's clock; nothing where there is none.
std::optional<ReplayControls> replay_controls(const session::Workspace& workspace, Millis now);

/// "0.25×", "0.5×" ...
std::vector<std::string> replay_speeds();

/// Does what the key does; false where that is none of a replay's, or there is none.
bool act_on_replay(session::Workspace& workspace, Shortcut shortcut);
void seek_replay(session::Workspace& workspace, Millis place);
void set_replay_speed(session::Workspace& workspace, std::size_t speed);
void skip_pauses(session::Workspace& workspace, bool skip);

}  // namespace moa::screen
