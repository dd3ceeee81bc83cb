// The controls of dialogs.
#include "view/dialogs/dialog.hpp"

#include <doctest/doctest.h>

#include <string>

#include "unit/view/fake_shell.hpp"
#include "unit/view/ink.hpp"

using moa::view::testing::FakeShell;
using moa::view::testing::Kit;
using moa::view::testing::right_of_letters;
using moa::view::testing::shapes_are_plain;

TEST_CASE("what is chosen ends before the sign of its list, and what fits is whole") {
    FakeShell shell;
    Kit kit(shell);
    shapes_are_plain();
    float whole = 0;
    float longer = 0;
    float cut = 0;
    // In the first frame the atlas grows, and letters cannot be told from shapes.
    for (int frame = 0; frame < 2; ++frame) {
        ImGui::GetIO().DeltaTime = 1.0F / 60.0F;
        ImGui::NewFrame();
        ImGui::Begin("dialog");
        const auto context = kit.context();
        const auto right_of = [&](const std::string& chosen) {
            ImGui::PushID(chosen.c_str());
            ImGui::SetNextItemWidth(200);
            CHECK_FALSE(moa::view::begin_choice(context, "##choice", chosen));
            ImGui::PopID();
            const ImVec2 from = ImGui::GetItemRectMin();
            const float bottom = ImGui::GetItemRectMax().y;
            return right_of_letters(*ImGui::GetWindowDrawList(), from.x, from.y, bottom) - from.x;
        };
        whole = right_of("Llama");
        longer = right_of("Llama-3.3");
        cut = right_of("meta-llama/Llama-3.3-70B-Instruct-Turbo");
        ImGui::End();
        ImGui::Render();
    }
    CHECK(whole > 0);
    CHECK(longer > whole);
    CHECK(cut > longer);
    CHECK(cut < 200 - 18);
}
