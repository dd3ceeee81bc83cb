// A column of text and controls inside a scrolling panel: keeps the place where the next thing goes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "view/context.hpp"

namespace moa::view {

enum class ButtonLook : std::uint8_t {
    quiet,    ///< its label alone
    action,   ///< the same in the accent's colour: for what one is likely to want next
    final,    ///< the same for what cannot be undone
    framed,   ///< beside others of its kind
    primary,  ///< filled: the one thing to do
};

class Flow {
  public:
    /// Begins at the cursor of the current ImGui window.
    Flow(const Context& context, float width);

    const Context& context() const { return context_; }
    ImDrawList& list() const { return list_; }
    float x() const { return x_; }
    float y() const { return y_; }
    float width() const { return width_; }
    float clip_top() const { return clip_top_; }
    float clip_bottom() const { return clip_bottom_; }
    bool is_visible(float height) const { return y_ + height >= clip_top_ && y_ <= clip_bottom_; }

    void skip(float height) { y_ += height; }
    /// Moves the left edge to the right by as much, until it is moved back.
    void indent(float by) {
        x_ += by;
        width_ -= by;
    }
    /// A paragraph, wrapped.
    void text(std::string_view text, TextStyle style, float line_height, ImU32 colour);
    /// A label at the left and a value at `value_x` from it, wrapped.
    void pair(std::string_view label, std::string_view value, float value_x, ImU32 value_colour);
    /// A sentence on a tinted surface.
    void banner(std::string_view words, ImU32 colour, ImU32 surface);
    /// A button with a text, which is cut where the flow ends; returns whether it was pressed. Stands at `x`
    /// from the left, the flow does not move.
    bool button(const char* id, std::string_view label, ButtonLook look, float x, float height);
    float button_width(std::string_view label, ButtonLook look) const;
    bool link_button(const char* id, std::string_view label, float x, float height) {
        return button(id, label, ButtonLook::quiet, x, height);
    }
    bool action_button(const char* id, std::string_view label, float x, float height) {
        return button(id, label, ButtonLook::action, x, height);
    }
    bool framed_button(const char* id, std::string_view label, float x, float height) {
        return button(id, label, ButtonLook::framed, x, height);
    }
    /// A line to fold and unfold what follows; returns whether it is open.
    bool fold(const char* id, std::string_view label, bool& open);
    void rule();

    /// Tells ImGui how high it has become.
    void finish() const;

  private:
    const Context& context_;
    ImDrawList& list_;
    float x_;
    float y_;
    float width_;
    float clip_top_;
    float clip_bottom_;
};

/// The arrow of a fold: down where it is open, else to the right. `arrow`: half its width, in units.
void draw_fold_arrow(ImDrawList& list, ImVec2 middle, float arrow, bool open, ImU32 colour);

}  // namespace moa::view
