// Header, question and settings where the view draws them itself: for shells without controls of their own.
// A port, so that a shell with its own does not carry them.
#pragma once

#include <string>

namespace moa::view {

class Finder;
struct Context;
struct NodeQuestion;
struct Rect;

class Controls {
  public:
    virtual ~Controls() = default;
    /// How high the question's field wants to be.
    virtual float question_height(const Context& context, float width) = 0;
    /// Gives the question's field the keyboard.
    virtual void focus_question() = 0;
    virtual void draw_question(const Context& context, const Rect& area) = 0;
    virtual void draw_header(const Context& context, const Rect& area) = 0;
    /// Keys of a search in the texts, before anything else of the frame.
    virtual void take_find_keys(const Context& context, Finder& finder) = 0;
    /// Its field; no height: closed.
    virtual void draw_find(const Context& context, const Rect& area, Finder& finder) = 0;
    /// Asks for what a node's action needs.
    virtual void ask(const Context& context, const NodeQuestion& question) = 0;
    /// Asks whether to follow a link that a model wrote.
    virtual void ask_link(const std::string& address) = 0;
    virtual void draw_dialogs(const Context& context) = 0;
};

}  // namespace moa::view
