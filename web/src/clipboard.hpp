// Copy, cut and paste. A browser lets a page touch the clipboard only inside the user's own copy, cut and
// paste events, so Dear ImGui's shortcuts are played inside those.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace moa::web {

class Clipboard {
  public:
    /// `draw` draws a frame at once. Installs itself in the current Dear ImGui context.
    explicit Clipboard(std::function<void()> draw);
    Clipboard(const Clipboard&) = delete;
    Clipboard& operator=(const Clipboard&) = delete;

    /// What the view copies (or cuts) when the user says so; empty when it has nothing selected.
    const std::string& copy(bool cut);
    void paste(std::string_view text);

  private:
    void press_with_ctrl(int key);

    std::function<void()> draw_;
    std::string text_;
    bool inside_event_ = false;
};

}  // namespace moa::web
