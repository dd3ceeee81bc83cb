#include "web/src/keys.hpp"

#include <array>
#include <utility>

namespace moa::web {
namespace {

constexpr std::array<std::pair<std::string_view, ImGuiKey>, 22> named_keys = {{
    {"ArrowLeft", ImGuiKey_LeftArrow},
    {"ArrowRight", ImGuiKey_RightArrow},
    {"ArrowUp", ImGuiKey_UpArrow},
    {"ArrowDown", ImGuiKey_DownArrow},
    {"PageUp", ImGuiKey_PageUp},
    {"PageDown", ImGuiKey_PageDown},
    {"Home", ImGuiKey_Home},
    {"End", ImGuiKey_End},
    {"Insert", ImGuiKey_Insert},
    {"Delete", ImGuiKey_Delete},
    {"Backspace", ImGuiKey_Backspace},
    {"Space", ImGuiKey_Space},
    {"Enter", ImGuiKey_Enter},
    {"NumpadEnter", ImGuiKey_KeypadEnter},
    {"Escape", ImGuiKey_Escape},
    {"Minus", ImGuiKey_Minus},
    {"Equal", ImGuiKey_Equal},
    {"NumpadAdd", ImGuiKey_KeypadAdd},
    {"NumpadSubtract", ImGuiKey_KeypadSubtract},
    {"Comma", ImGuiKey_Comma},
    {"Period", ImGuiKey_Period},
    {"Slash", ImGuiKey_Slash},
}};

ImGuiKey nth(ImGuiKey first, int offset) {
    return static_cast<ImGuiKey>(static_cast<int>(first) + offset);
}

}  // namespace

ImGuiKey key_from_code(std::string_view code) {
    if (code.size() == 4 && code.starts_with("Key") && code[3] >= 'A' && code[3] <= 'Z')
        return nth(ImGuiKey_A, code[3] - 'A');
    if (code.size() == 6 && code.starts_with("Digit") && code[5] >= '0' && code[5] <= '9')
        return nth(ImGuiKey_0, code[5] - '0');
    for (const auto& [name, key] : named_keys) {
        if (name == code) return key;
    }
    return ImGuiKey_None;
}

bool is_one_character(std::string_view key) {
    if (key.empty()) return false;
    const auto lead = static_cast<unsigned char>(key.front());
    if (lead < 0x80) return key.size() == 1;
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    return key.size() == length;
}

}  // namespace moa::web
