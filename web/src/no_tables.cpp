// Stands in for imgui_tables.cpp in the page, which draws no tables and no columns of Dear ImGui: 8 KB of the
// download with brotli. What its other parts call when a table is open does nothing here, as none can be
// opened.
#include <imgui_internal.h>

void ImGui::EndTable() {}
void ImGui::TablePushBackgroundChannel() {}
void ImGui::TablePopBackgroundChannel() {}
void ImGui::TablePushColumnChannel(int) {}
void ImGui::TablePopColumnChannel() {}
void ImGui::TableGcCompactTransientBuffers(ImGuiTable*) {}
void ImGui::TableGcCompactTransientBuffers(ImGuiTableTempData*) {}
void ImGui::TableGcCompactSettings() {}
void ImGui::TableSettingsAddSettingsHandler() {}
void ImGui::EndColumns() {}
void ImGui::PushColumnsBackground() {}
void ImGui::PopColumnsBackground() {}
