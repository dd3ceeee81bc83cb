// Header, question and settings where the view draws them itself: for shells without controls of their own.
// A port, so that a shell with its own does not carry them.
#pragma once

#include <memory>

namespace moa::view {

struct Context;
struct NodeQuestion;
struct Rect;

class Controls {
  public:
    virtual ~Controls() = default;
    /// How high the question's field wants to be.
    virtual float question_height(const Context& context, float width) = 0;
    virtual void draw_question(const Context& context, const Rect& area) = 0;
    /// `dark` is what the user wants the theme to be.
    virtual void draw_header(const Context& context, const Rect& area, bool& dark) = 0;
    /// Asks for what a node's action needs.
    virtual void ask(const Context& context, const NodeQuestion& question) = 0;
    virtual void draw_dialogs(const Context& context) = 0;
};

/// Those of the window.
std::unique_ptr<Controls> window_controls();

}  // namespace moa::view
