// DOM key codes as Dear ImGui's keys.
#pragma once

#include <imgui.h>

#include <string_view>

namespace moa::web {

/// The key at KeyboardEvent.code's place ("KeyA", "ArrowLeft"), ImGuiKey_None for those the view has no use
/// for.
ImGuiKey key_from_code(std::string_view code);

/// Whether KeyboardEvent.key is a character to type rather than a key's name ("Enter").
bool is_one_character(std::string_view key);

}  // namespace moa::web
