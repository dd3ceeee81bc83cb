// What the program shows, as lines for a test to read (--trace). One fact a line, printed when it changes, in
// window coordinates:
//   status running            the run's status, or "idle"
//   sentence Layer 1: ...     the status line
//   node 1.2 streaming        a node's state
//   text 1.2 345              how many bytes of text a node has, at most ten times a second
//   selected 1.2              the node in the inspector, or "none"
//   card 1.2 X Y W H          where a node's card was drawn
//   composer X Y W H          where the question field was drawn
//   pointer X Y               where the latest frame saw the pointer
//   find 3 of 17              what the search shows; "closed" while there is none
//   dialog open               a dialog or menu is open, or "closed"
//   screen setup              the screen that is open, by its name, or "none"
//   keyboard text             a text field has the keyboard, or "panel", or "keys": the tree
//   tab 1.2 cedar-8x22b       what the panel shows
//   percent 40                how far it is scrolled (view::Reading)
//   unfolded Details          which of its parts are open, or "none"
//   attached notes.txt, about 12 tokens   the files that go along with the question, or "nothing"
//   draft 12                  bytes in the question field
//   replay stands at 900 of 13400   a replay and its place; "plays at 3" with the number of its speed; "none"
//   events 12                 how many of its events have happened
//   size 1440 900             what the latest frame was drawn for
//   focus 3fa97c01            the control that has the keyboard, by its number; "0" while there is none
//   picture rests             nothing moves and nothing more is to be drawn, or "moves"; a blinking caret is
//   no movement input 4 12 1 3            how many keys, characters, clicks and turns of the wheel were
//   taken; told when none is held
//                             any more and what follows from them has been drawn
//   sleep 57                  nothing moves: after 57 frames the program waits for events without a limit of
//   time
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "session/workspace.hpp"
#include "view/view.hpp"

namespace moa::desktop {

class Trace {
  public:
    /// `to_window`: window coordinates per ImGui unit.
    void report(const session::Workspace& workspace, const view::View& view, Millis now, float to_window);
    void sleep(std::uint64_t frames);

  private:
    void fact(const std::string& name, const std::string& value);
    void place(const std::string& name, const view::Rect& rect, float to_window);
    void report_input();
    void report_reading(const view::Reading& reading);

    /// What has been taken, and the frames since.
    struct Input {
        int keys = 0;
        int characters = 0;
        int clicks = 0;
        int turns = 0;
        int latest_frame = -1;
        int frames_since = 0;
    };

    Input input_;
    std::map<std::string, std::string> known_;
    Millis text_reported_ = no_time;
};

}  // namespace moa::desktop
