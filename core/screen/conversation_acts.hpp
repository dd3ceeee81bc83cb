// What can be done to the turns of the conversation, and what the next question follows: the same words and
// acts in page and window.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "screen/screen.hpp"
#include "session/workspace.hpp"

namespace moa::screen {

/// Below the question of a turn: another version of it, its tree, its replay, asking it again. Their names
/// are acts.
std::vector<Button> turn_buttons(const session::Workspace& workspace, session::TurnNumber turn);

/// Before the first question of the scripted demo: questions that it has answers to, as acts. Empty else.
std::vector<Button> example_buttons(const session::Workspace& workspace);

/// What is to be known of a scripted answer before it is read; empty for one that a model wrote.
std::string scripted_words(const session::Workspace& workspace, session::TurnNumber turn);

/// "Version 2 of 3"; empty for the only one.
std::string version_words(const session::Conversation& conversation, session::TurnNumber turn);

/// What the question that is being written follows; while a run goes on, what is being answered. It always
/// has words, so that nothing moves for it.
struct FollowUp {
    /// How full the fullest context will be, from 0 to 1 and beyond.
    struct Meter {
        double share = 0;
        Tone tone = Tone::muted;  ///< doubtful from where it gets tight
        std::string words;        ///< "12% of the context"
        std::string description;  ///< in full
        bool operator==(const Meter&) const = default;
    };
    std::string words;
    std::vector<Button> buttons;
    std::optional<Meter> meter = {};
};
FollowUp follow_up(const session::Workspace& workspace);

/// A button that opens a screen, as its name says: which one. Empty for any other.
std::string_view screen_of(std::string_view act);

/// Of the buttons above and of a turn's note, and "previous" and "next" (turn), "new" (conversation). Others
/// are left alone.
void act_on_conversation(session::Workspace& workspace, std::string_view act);

}  // namespace moa::screen
