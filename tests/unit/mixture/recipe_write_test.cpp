#include <doctest/doctest.h>

#include <string>

#include "json.hpp"
#include "mixture/presets.hpp"
#include "mixture/recipe.hpp"
#include "mixture/recipe_read.hpp"
#include "mixture/recipe_write.hpp"
#include "unit/mixture/recipe_text.hpp"

namespace moa::test {

TEST_CASE("known and unknown members on every level come back where they stood") {
    const std::string text =
        R"({"$schema":"s","name":"N","format":"moa-recipe/1","x":[1,{"y":null}],)"
        R"("defaults":{"future":1,"max_tokens":5,"limits":{"total_ms":9,"quorum_ms":3,"idle_ms":2},"temperature":0.5},)"
        R"("layers":[{"note":"n","wait":"all","agents":[{"model":"m","colour":"red","provider":"p","repeat":2}]},)"
        R"({"agents":[{"provider":"p","model":"m","limits":{"z":1}}],"later":{}}],"end":true})";
    CHECK(through(text) == text);
}

TEST_CASE("members that were given their default value are kept, others are not invented") {
    const std::string with =
        R"({"format":"moa-recipe/1","name":"","defaults":{},"layers":[{"agents":[)"
        R"({"provider":"p","model":"m","label":"","system":"","repeat":1}],"wait":"all"}]})";
    CHECK(through(with) == with);
    const std::string without =
        R"({"format":"moa-recipe/1","layers":[{"agents":[{"provider":"p","model":"m"}]}]})";
    CHECK(through(without) == without);
}

TEST_CASE("a change shows in the written text and leaves the order alone") {
    auto read = mixture::read_recipe(
        R"({"zeta":1,"layers":[{"agents":[{"model":"m","provider":"p"}]}],"format":"moa-recipe/1"})");
    REQUIRE(read.ok());
    read.value().name = "New";
    read.value().layers[0].agents[0].parameters.seed = 4;
    CHECK(
        dump_json(mixture::recipe_to_json(read.value())) ==
        R"({"zeta":1,"layers":[{"agents":[{"model":"m","provider":"p","seed":4}]}],"format":"moa-recipe/1","name":"New"})");
}

TEST_CASE("every parameter survives the way out and back, on every level") {
    const std::string parameters =
        R"("temperature":0.3,"max_tokens":7,"stop":["x"],"seed":-1,"prompt":"p","limits":{"connect_ms":1,"first_token_ms":2,)"
        R"("idle_ms":3,"total_ms":4},"parameters":{"top_p":0.5,"nested":{"a":[1]}})";
    const std::string text = R"({"format":"moa-recipe/1","defaults":{)" + parameters + R"(},"layers":[{)" +
                             parameters + R"(,"agents":[{"provider":"p","model":"m",)" + parameters + "}]}]}";
    CHECK(through(text) == text);
}

TEST_CASE("a recipe made in the program is written in the documented order") {
    const Json json = mixture::recipe_to_json(mixture::presets().front().recipe);
    std::string names;
    for (const auto& [name, value] : json.items())
        names += name + " ";
    CHECK(names == "format name description source defaults layers ");
    CHECK(json["layers"][0]["wait"] == "all");
    CHECK(json["defaults"]["temperature"] == 0.7);
}

TEST_CASE("presets read back as the same recipe") {
    for (const mixture::Preset& preset : mixture::presets()) {
        CAPTURE(preset.id);
        const auto read = mixture::read_recipe(dump_json(mixture::recipe_to_json(preset.recipe)));
        REQUIRE_MESSAGE(read.ok(), (read.ok() ? "" : read.error().message));
        CHECK(read.value() == preset.recipe);
    }
}

TEST_CASE("equality sees every kind of difference but order") {
    const auto read = [](const char* text) { return mixture::read_recipe(text).value(); };
    const auto base =
        read(R"({"format":"moa-recipe/1","a":1,"layers":[{"agents":[{"provider":"p","model":"m"}]}]})");
    CHECK(base ==
          read(R"({"layers":[{"agents":[{"model":"m","provider":"p"}]}],"a":1,"format":"moa-recipe/1"})"));
    CHECK_FALSE(
        base ==
        read(R"({"format":"moa-recipe/1","a":2,"layers":[{"agents":[{"provider":"p","model":"m"}]}]})"));
    CHECK_FALSE(
        base ==
        read(
            R"({"format":"moa-recipe/1","a":1,"layers":[{"agents":[{"provider":"p","model":"m","seed":1}]}]})"));
}

}  // namespace moa::test
