#include "view/widgets/text_field.hpp"

namespace moa::view {
namespace {

int resize(ImGuiInputTextCallbackData* data) {
    if (data->EventFlag != ImGuiInputTextFlags_CallbackResize) return 0;
    auto& value = *static_cast<std::string*>(data->UserData);
    value.resize(static_cast<std::size_t>(data->BufTextLen));
    data->Buf = value.data();
    return 0;
}

}  // namespace

bool text_field(const char* id, const char* hint, std::string& value, ImGuiInputTextFlags flags) {
    return ImGui::InputTextWithHint(id, hint, value.data(), value.capacity() + 1,
                                    flags | ImGuiInputTextFlags_CallbackResize, resize, &value);
}

bool text_area(const char* id, std::string& value, ImVec2 size, ImGuiInputTextFlags flags) {
    return ImGui::InputTextMultiline(id, value.data(), value.capacity() + 1, size,
                                     flags | ImGuiInputTextFlags_CallbackResize, resize, &value);
}

}  // namespace moa::view
