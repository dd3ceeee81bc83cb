// How large the tree is drawn: in a large window, with larger text, and while one types.
#include <doctest/doctest.h>

#include "unit/view/fake_shell.hpp"
#include "view/tree/cards.hpp"

using moa::view::CardDetail;
using moa::view::Rect;
using moa::view::ViewOptions;
using moa::view::testing::FakeShell;

namespace {

Rect card(FakeShell& shell) {
    shell.frames(4);
    return *shell.view().card_rect({1, 1});
}

ViewOptions page_options(float composer_height) {
    ViewOptions options;
    options.composer_height = composer_height;
    return options;
}

/// As the page has it: question and header are its own.
struct PageShell : FakeShell {
    explicit PageShell(float width = 1440, float height = 900) : FakeShell(width, height) {
        view().use(nullptr);
        view().set_options(page_options(64));
    }
};

}  // namespace

TEST_CASE("six proposers are whole at 1440 x 900, and in a large window cards hardly grow") {
    PageShell plain;
    CHECK(moa::view::card_detail(card(plain).width / moa::view::card_width) == CardDetail::full);
    PageShell large(2560, 1440);
    const float width = card(large).width;
    CHECK(width >= moa::view::card_width);
    CHECK(width <= 1.15F * moa::view::card_width + 0.01F);
}

TEST_CASE("larger text enlarges the tree: what has no room is reached by panning") {
    PageShell shell;
    ViewOptions options = page_options(64);
    options.text_scale = 2;
    shell.view().set_options(options);
    CHECK(card(shell).width >= 1.5F * moa::view::card_width);
    // The first layer begins in sight.
    CHECK(card(shell).x > 0);
    CHECK(card(shell).y > 0);
}

TEST_CASE("the tree stands still while the question grows by lines, and is fitted to another window") {
    PageShell shell;
    const Rect before = card(shell);
    shell.workspace.conversation().set_draft("one\ntwo\nthree");
    shell.view().set_options(page_options(220));
    CHECK(card(shell).width == before.width);
    CHECK(card(shell).y == before.y);
    ImGui::GetIO().DisplaySize = ImVec2(1440, 860);
    CHECK(card(shell).width < before.width);
}

TEST_CASE("a question that was there from the beginning has its room") {
    PageShell shell;
    shell.workspace.conversation().set_draft("one\ntwo\nthree");
    const float before = card(shell).width;
    shell.view().set_options(page_options(220));
    CHECK(card(shell).width < before);
}

TEST_CASE("cards have a name down to 60 by 20, and letters that stop growing before the card does") {
    CHECK(moa::view::card_detail(60 / moa::view::card_width) == CardDetail::name);
    CHECK(moa::view::card_detail(55 / moa::view::card_width) == CardDetail::shape);
    CHECK(moa::view::card_detail(1) == CardDetail::full);
}
