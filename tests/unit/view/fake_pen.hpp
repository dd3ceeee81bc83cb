// A pen by itself: for tests of what is laid out and not drawn.
#pragma once

#include <memory>

#include "unit/view/fake_shell.hpp"
#include "view/text/pen.hpp"

namespace moa::view::testing {

/// A context with letters 0.55 of their size wide, within a frame.
struct FakePen {
    FakeGlyphs glyphs;
    ImGuiContext* context = ImGui::CreateContext();
    std::unique_ptr<Pen> pen;

    FakePen() {
        ImGui::SetCurrentContext(context);
        ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
        ImGui::GetIO().DisplaySize = ImVec2(100, 100);
        pen = std::make_unique<Pen>(glyphs);
        ImGui::NewFrame();
        pen->begin_frame(1);
    }
    ~FakePen() {
        ImGui::EndFrame();
        ImGui::DestroyContext(context);
    }
    FakePen(const FakePen&) = delete;
    FakePen& operator=(const FakePen&) = delete;
};

}  // namespace moa::view::testing
