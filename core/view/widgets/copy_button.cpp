#include "view/widgets/copy_button.hpp"

#include <algorithm>
#include <string>

#include "screen/words.hpp"

namespace moa::view {
namespace {}  // namespace

void copy_button(Flow& flow, const char* id, const CopyButton& button, float x, float height) {
    const Context& context = flow.context();
    const ImGuiID self = ImGui::GetID(id);
    const bool says = context.copied.says(self, context.now);
    if (!flow.button(id, says ? screen::words::copied : button.label, button.look, x, height)) return;
    if (button.markdown) {
        context.requests.copy_markdown = button.text;
    } else {
        ImGui::SetClipboardText(std::string(button.text).c_str());
    }
    context.copied.note(self, context.now);
    context.requests.layout_moved = true;
}

float copy_button_width(const Flow& flow, std::string_view label, ButtonLook look) {
    return std::max(flow.button_width(label, look), flow.button_width(screen::words::copied, look));
}

}  // namespace moa::view
