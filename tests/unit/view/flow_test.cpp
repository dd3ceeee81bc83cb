// Controls in a column of text.
#include "view/widgets/flow.hpp"

#include <doctest/doctest.h>

#include <string>

#include "unit/view/fake_shell.hpp"
#include "unit/view/ink.hpp"

using moa::view::Flow;
using moa::view::testing::FakeShell;
using moa::view::testing::Kit;
using moa::view::testing::right_of_letters;
using moa::view::testing::shapes_are_plain;

TEST_CASE("a button whose words are longer than its flow ends with it, and one that fits is whole") {
    constexpr float width = 200;
    const std::string words = "Why does my solar array lose power at 10:40 every day?";
    FakeShell shell;
    Kit kit(shell);
    shapes_are_plain();
    // In the first frame the atlas grows, and letters cannot be told from shapes.
    for (int frame = 0; frame < 2; ++frame) {
        ImGui::GetIO().DeltaTime = 1.0F / 60.0F;
        ImGui::NewFrame();
        ImGui::Begin("flow");
        const auto context = kit.context();
        Flow flow(context, width);
        const float right = flow.x() + width;
        flow.action_button("long", words, -8, 32);
        CHECK(ImGui::GetItemRectMax().x == doctest::Approx(right));
        const float letters = right_of_letters(*ImGui::GetWindowDrawList(), ImGui::GetItemRectMin().x,
                                               ImGui::GetItemRectMin().y, ImGui::GetItemRectMax().y);
        if (frame > 0) {
            CHECK(letters > right - 40);
            CHECK(letters < right);
        }
        flow.action_button("beside", words, 150, 32);
        CHECK(ImGui::GetItemRectMax().x == doctest::Approx(right));
        flow.action_button("short", "Why?", -8, 32);
        const float whole = flow.button_width("Why?", moa::view::ButtonLook::action);
        CHECK(ImGui::GetItemRectSize().x == doctest::Approx(whole));
        ImGui::End();
        ImGui::Render();
    }
}
