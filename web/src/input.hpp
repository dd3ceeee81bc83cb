// Mouse, wheel, touch and keys of the canvas, handed to Dear ImGui. The keyboard's browser shortcuts stay the
// browser's.
#pragma once

#include <emscripten/html5.h>

#include <functional>

namespace moa::web {

class Input {
  public:
    /// `changed` is called after each event that may change the picture; `draw` draws a frame at once.
    Input(std::function<void()> changed, std::function<void()> draw);
    Input(const Input&) = delete;
    Input& operator=(const Input&) = delete;

  private:
    EM_BOOL mouse(int type, const EmscriptenMouseEvent& event, bool on_canvas);
    EM_BOOL wheel(const EmscriptenWheelEvent& event);
    EM_BOOL touch(int type, const EmscriptenTouchEvent& event);
    EM_BOOL key(int type, const EmscriptenKeyboardEvent& event);
    EM_BOOL modifiers(const EmscriptenKeyboardEvent& event);
    void focus(bool focused);
    void pinch(const EmscriptenTouchEvent& event);

    std::function<void()> changed_;
    std::function<void()> draw_;
    int buttons_down_ = 0;
    bool touching_ = false;
    double pinch_distance_ = 0;  ///< 0 while there is no pinch
};

}  // namespace moa::web
