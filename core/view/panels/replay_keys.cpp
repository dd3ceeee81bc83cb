#include "view/panels/replay_keys.hpp"

#include "screen/replay_controls.hpp"
#include "view/keys.hpp"

namespace moa::view {
namespace {

struct ReplayKey {
    Shortcut shortcut;
    bool repeats;  ///< while it is held
};
constexpr ReplayKey replay_keys[] = {
    {Shortcut::replay_play, false},    {Shortcut::replay_back, true},   {Shortcut::replay_on, true},
    {Shortcut::replay_far_back, true}, {Shortcut::replay_far_on, true}, {Shortcut::replay_first, false},
    {Shortcut::replay_last, false},    {Shortcut::replay_slower, true}, {Shortcut::replay_faster, true},
};

bool steps(Shortcut shortcut) {
    return shortcut == Shortcut::replay_back || shortcut == Shortcut::replay_on;
}

}  // namespace

void take_replay_keys(const Context& context) {
    session::Workspace& workspace = context.workspace;
    if (!workspace.on_screen().shows_replay() || context.requests.panel_has_keys) return;
    const bool walks = workspace.conversation().selected().has_value();
    context.requests.replay_has_arrows = !walks;
    for (const ReplayKey& key : replay_keys) {
        const bool arrows_are_taken = walks && steps(key.shortcut);
        const bool pressed =
            arrows_are_taken ? key_pressed(screen::alternatives(screen::keys_of(key.shortcut)).front(), true)
                             : key_pressed(key.shortcut, key.repeats);
        if (pressed) (void)screen::act_on_replay(workspace, key.shortcut);
    }
    // What is chosen is closed first.
    if (walks || context.requests.escape_taken || !key_pressed(Shortcut::replay_close)) return;
    (void)screen::act_on_replay(workspace, Shortcut::replay_close);
    context.requests.escape_taken = true;
    context.requests.layout_moved = true;
}

}  // namespace moa::view
