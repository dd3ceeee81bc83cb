// A quiet button that copies a text and says for a while that it has.
#pragma once

#include <string_view>

#include "view/widgets/flow.hpp"

namespace moa::view {

struct CopyButton {
    std::string_view label;
    std::string_view text;  ///< what is copied
    bool markdown = false;  ///< a shell that can copies it as rich text, too
    ButtonLook look = ButtonLook::quiet;
};

/// Stands at `x` from the left; the flow does not move. `id`: unique among the buttons around it.
void copy_button(Flow& flow, const char* id, const CopyButton& button, float x, float height);
/// How wide it is, whatever it says.
float copy_button_width(const Flow& flow, std::string_view label, ButtonLook look = ButtonLook::quiet);

}  // namespace moa::view
