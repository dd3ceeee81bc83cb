#include "web/src/input.hpp"

#include <imgui.h>

#include <cfloat>
#include <cmath>
#include <string_view>
#include <utility>

#include "web/src/keys.hpp"
#include "web/src/surface.hpp"

namespace moa::web {
namespace {

/// DOM button to Dear ImGui's, -1 for those it has none for.
int button_of(unsigned short dom_button) {
    switch (dom_button) {
        case 0:
            return ImGuiMouseButton_Left;
        case 1:
            return ImGuiMouseButton_Middle;
        case 2:
            return ImGuiMouseButton_Right;
        default:
            return -1;
    }
}

template <class Event>
void set_modifiers(const Event& event) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddKeyEvent(ImGuiMod_Ctrl, event.ctrlKey);
    io.AddKeyEvent(ImGuiMod_Shift, event.shiftKey);
    io.AddKeyEvent(ImGuiMod_Alt, event.altKey);
    io.AddKeyEvent(ImGuiMod_Super, event.metaKey);
}

void forget_mouse() {
    ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX);
}

Input& self_of(void* user) {
    return *static_cast<Input*>(user);
}

}  // namespace

// The html5.h setters take plain functions; each finds its Input in the user data.
Input::Input(std::function<void()> changed, std::function<void()> draw)
    : changed_(std::move(changed)), draw_(std::move(draw)) {
    const auto on_canvas = [](int type, const EmscriptenMouseEvent* event, void* user) -> EM_BOOL {
        return self_of(user).mouse(type, *event, true);
    };
    // A drag goes on outside the canvas, over the page's own controls and beyond the window.
    const auto on_window = [](int type, const EmscriptenMouseEvent* event, void* user) -> EM_BOOL {
        Input& input = self_of(user);
        return input.buttons_down_ > 0 ? input.mouse(type, *event, false) : EM_FALSE;
    };
    emscripten_set_mousedown_callback(canvas_selector, this, EM_FALSE, on_canvas);
    emscripten_set_mousemove_callback(canvas_selector, this, EM_FALSE, on_canvas);
    emscripten_set_mouseleave_callback(canvas_selector, this, EM_FALSE, on_canvas);
    emscripten_set_mousemove_callback(EMSCRIPTEN_EVENT_TARGET_WINDOW, this, EM_FALSE, on_window);
    emscripten_set_mouseup_callback(EMSCRIPTEN_EVENT_TARGET_WINDOW, this, EM_FALSE, on_window);
    emscripten_set_wheel_callback(canvas_selector, this, EM_FALSE,
                                  [](int, const EmscriptenWheelEvent* event, void* user) -> EM_BOOL {
                                      return self_of(user).wheel(*event);
                                  });

    const auto on_touch = [](int type, const EmscriptenTouchEvent* event, void* user) -> EM_BOOL {
        return self_of(user).touch(type, *event);
    };
    emscripten_set_touchstart_callback(canvas_selector, this, EM_FALSE, on_touch);
    emscripten_set_touchmove_callback(canvas_selector, this, EM_FALSE, on_touch);
    emscripten_set_touchend_callback(canvas_selector, this, EM_FALSE, on_touch);
    emscripten_set_touchcancel_callback(canvas_selector, this, EM_FALSE, on_touch);

    const auto on_key = [](int type, const EmscriptenKeyboardEvent* event, void* user) -> EM_BOOL {
        return self_of(user).key(type, *event);
    };
    emscripten_set_keydown_callback(canvas_selector, this, EM_FALSE, on_key);
    emscripten_set_keyup_callback(canvas_selector, this, EM_FALSE, on_key);
    // A modifier that came with a click or the wheel may be let go of while another element has the keyboard.
    emscripten_set_keyup_callback(EMSCRIPTEN_EVENT_TARGET_WINDOW, this, EM_TRUE,
                                  [](int, const EmscriptenKeyboardEvent* event, void* user) -> EM_BOOL {
                                      return self_of(user).modifiers(*event);
                                  });

    const auto on_focus = [](int type, const EmscriptenFocusEvent*, void* user) -> EM_BOOL {
        self_of(user).focus(type == EMSCRIPTEN_EVENT_FOCUS);
        return EM_FALSE;
    };
    emscripten_set_focus_callback(canvas_selector, this, EM_FALSE, on_focus);
    emscripten_set_blur_callback(canvas_selector, this, EM_FALSE, on_focus);
    // What is let go of in another window is not told of at all.
    emscripten_set_blur_callback(EMSCRIPTEN_EVENT_TARGET_WINDOW, this, EM_FALSE, on_focus);
}

EM_BOOL Input::mouse(int type, const EmscriptenMouseEvent& event, bool on_canvas) {
    // Browsers repeat a touch as mouse events for pages that know no touch.
    if (touching_) return EM_FALSE;
    ImGuiIO& io = ImGui::GetIO();
    set_modifiers(event);
    io.AddMouseSourceEvent(ImGuiMouseSource_Mouse);
    if (type == EMSCRIPTEN_EVENT_MOUSELEAVE) {
        if (buttons_down_ == 0) forget_mouse();
    } else if (!(on_canvas && type == EMSCRIPTEN_EVENT_MOUSEMOVE && buttons_down_ > 0)) {
        // The canvas fills the window, so both have the same coordinates; moves of a drag come by the window.
        io.AddMousePosEvent(static_cast<float>(event.clientX), static_cast<float>(event.clientY));
    }
    if (type == EMSCRIPTEN_EVENT_MOUSEDOWN || type == EMSCRIPTEN_EVENT_MOUSEUP) {
        const bool down = type == EMSCRIPTEN_EVENT_MOUSEDOWN;
        const int button = button_of(event.button);
        if (button < 0) return EM_FALSE;
        // Dear ImGui presses what it has seen hovered in the frame before; a quick click may come without
        // one.
        const ImVec2 seen = io.MousePos;
        const bool moved =
            seen.x != static_cast<float>(event.clientX) || seen.y != static_cast<float>(event.clientY);
        if (down && moved) draw_();
        const int bit = 1 << button;
        buttons_down_ = down ? buttons_down_ | bit : buttons_down_ & ~bit;
        io.AddMouseButtonEvent(button, down);
    }
    changed_();
    return EM_FALSE;  // the browser still moves the focus to the canvas
}

EM_BOOL Input::wheel(const EmscriptenWheelEvent& event) {
    // One notch of a wheel: 100 or 120 pixels in Chromium, 3 lines in Firefox, or a page.
    double notch = std::fmod(event.deltaY, 120) == 0 ? 120 : 100;
    if (event.deltaMode == DOM_DELTA_LINE) notch = 3;
    if (event.deltaMode == DOM_DELTA_PAGE) notch = 1;
    set_modifiers(event.mouse);
    ImGui::GetIO().AddMouseWheelEvent(static_cast<float>(-event.deltaX / notch),
                                      static_cast<float>(-event.deltaY / notch));
    changed_();
    return EM_TRUE;  // Ctrl and the wheel zoom the tree, not the page
}

EM_BOOL Input::touch(int type, const EmscriptenTouchEvent& event) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
    int down = 0;  // fingers that are down after this event
    const bool lifts = type == EMSCRIPTEN_EVENT_TOUCHEND || type == EMSCRIPTEN_EVENT_TOUCHCANCEL;
    for (int i = 0; i < event.numTouches; ++i) {
        if (!(lifts && event.touches[i].isChanged)) ++down;
    }
    touching_ = true;
    if (down >= 2) {
        if (buttons_down_ != 0) {
            forget_mouse();  // the first finger has pressed nothing
            io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
        }
        buttons_down_ = 0;
        pinch(event);
    } else if (down == 1 && pinch_distance_ == 0) {
        const EmscriptenTouchPoint& point = event.touches[0];
        io.AddMousePosEvent(static_cast<float>(point.clientX), static_cast<float>(point.clientY));
        if (buttons_down_ == 0) io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
        buttons_down_ = 1;
    } else if (down == 0) {
        if (buttons_down_ != 0) io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
        io.AddKeyEvent(ImGuiMod_Ctrl, false);
        buttons_down_ = 0;
        pinch_distance_ = 0;
        touching_ = false;
        forget_mouse();
    }
    changed_();
    return EM_TRUE;
}

/// Two fingers zoom like Ctrl and the wheel, at the middle between them.
void Input::pinch(const EmscriptenTouchEvent& event) {
    const EmscriptenTouchPoint& a = event.touches[0];
    const EmscriptenTouchPoint& b = event.touches[1];
    const double distance =
        std::hypot(static_cast<double>(a.clientX - b.clientX), static_cast<double>(a.clientY - b.clientY));
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(static_cast<float>(a.clientX + b.clientX) / 2,
                        static_cast<float>(a.clientY + b.clientY) / 2);
    if (pinch_distance_ > 0 && distance > 0) {
        constexpr double notches_per_doubling = 5.8;  // so that what is under the fingers stays there
        io.AddKeyEvent(ImGuiMod_Ctrl, true);
        io.AddMouseWheelEvent(
            0, static_cast<float>(std::log2(distance / pinch_distance_) * notches_per_doubling));
    }
    if (distance > 0) pinch_distance_ = distance;
}

EM_BOOL Input::key(int type, const EmscriptenKeyboardEvent& event) {
    ImGuiIO& io = ImGui::GetIO();
    const bool down = type == EMSCRIPTEN_EVENT_KEYDOWN;
    set_modifiers(event);
    const ImGuiKey key = key_from_code(static_cast<const char*>(event.code));
    // With Ctrl, Alt or the command key it is a shortcut: the browser's, except for "select all" and
    // selecting word by word, which mean the text on the canvas, and for those that end in copy, cut and
    // paste events, which the page hands over itself.
    const bool shortcut = event.ctrlKey || event.metaKey || event.altKey;
    const bool selects =
        !event.altKey &&
        (key == ImGuiKey_A || (event.shiftKey && (key == ImGuiKey_LeftArrow || key == ImGuiKey_RightArrow)));
    if (key == ImGuiKey_None || (shortcut && !selects)) {
        changed_();
        return EM_FALSE;
    }
    io.AddKeyEvent(key, down);
    const std::string_view text(static_cast<const char*>(event.key));
    const bool printable = is_one_character(text) && !shortcut;
    if (down && printable) io.AddInputCharactersUTF8(text.data());
    changed_();
    return printable && key != ImGuiKey_Space ? EM_FALSE : EM_TRUE;  // arrows and the like would scroll
}

EM_BOOL Input::modifiers(const EmscriptenKeyboardEvent& event) {
    const ImGuiKeyChord before = ImGui::GetIO().KeyMods;
    set_modifiers(event);
    if (before != ImGuiMod_None) changed_();
    return EM_FALSE;
}

void Input::focus(bool focused) {
    ImGui::GetIO().AddFocusEvent(focused);
    changed_();
}

}  // namespace moa::web
