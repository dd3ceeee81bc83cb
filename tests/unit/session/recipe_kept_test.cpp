// What a shell keeps of a recipe that is being edited, and takes again.
#include <doctest/doctest.h>

#include "draft_words.hpp"
#include "json.hpp"
#include "mixture/recipe_read.hpp"
#include "session/recipes/recipe_draft.hpp"

using namespace moa;
using session::RecipeDraft;
using test::sentences;
using test::text;

namespace {

RecipeDraft kept_draft() {
    const auto recipe = mixture::read_recipe(R"({"format": "moa-recipe/1", "name": "Small", "colour": "green",
        "layers": [{"agents": [{"provider": "together", "model": "a"}, {"provider": "together", "model": "b"}]},
                   {"agents": [{"provider": "together", "model": "c"}]}]})");
    REQUIRE(recipe.ok());
    RecipeDraft draft;
    draft.open(recipe.value());
    return draft;
}

}  // namespace

TEST_CASE("what is kept of a draft comes back with what is no value yet, as a step that can be undone") {
    RecipeDraft draft = kept_draft();
    REQUIRE_FALSE(draft.set("name", "Half done"));
    REQUIRE_FALSE(draft.set("layers[0].agents[1].temperature", "warm"));
    CHECK(draft.json().find("warm") == std::string::npos);

    RecipeDraft next = kept_draft();
    CHECK(next.restore(draft.kept()));
    CHECK(next.recipe().name == "Half done");
    CHECK(text(next, "layers[0].agents[1].temperature") == "warm");
    CHECK(sentences(next) == sentences(draft));
    CHECK(next.is_dirty());
    CHECK(next.undo());
    CHECK(next.recipe().name == "Small");
    CHECK_FALSE(next.is_dirty());
}

TEST_CASE("what no draft has written is not restored") {
    RecipeDraft draft = kept_draft();
    const std::string before = draft.kept();
    for (const char* text :
         {"", "null", "[]", "{}", R"({"format": "moa-recipe/1", "layers": []})",
          R"({"format": "moa-recipe/1", "layers": [{"agents": []}]})",
          R"({"format": "moa-recipe/1", "layers": [{"agents": [{"provider": "a", "model": "b"},
                                                              {"provider": "a", "model": "c"}]}]})"}) {
        CAPTURE(std::string(text));
        CHECK_FALSE(draft.restore(text));
        CHECK(draft.kept() == before);
    }
    // A file that was cut off while it was written.
    CHECK_FALSE(draft.restore(before.substr(0, before.size() / 2)));
    // Typed texts that are none are let go.
    CHECK(draft.restore(R"({"format": "moa-recipe/1", ".typed": 5,
        "layers": [{"agents": [{"provider": "a", "model": "b", ".typed": {"temperature": []}}]}]})"));
    CHECK(text(draft, "layers[0].agents[0].temperature").empty());
}
