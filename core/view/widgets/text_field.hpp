// Dear ImGui's text fields over std::string.
#pragma once

#include <imgui.h>

#include <string>

namespace moa::view {

/// One line. `hint` stands in the empty field.
bool text_field(const char* id, const char* hint, std::string& value, ImGuiInputTextFlags flags = 0);
/// Several lines, wrapped by nobody: line breaks are the user's.
bool text_area(const char* id, std::string& value, ImVec2 size, ImGuiInputTextFlags flags = 0);

}  // namespace moa::view
