// Members of a recipe that nothing reads, and what was probably meant.
#include "mixture/recipe_remarks.hpp"

#include <doctest/doctest.h>

#include <array>

#include "json.hpp"
#include "mixture/presets.hpp"
#include "mixture/recipe_read.hpp"
#include "mixture/recipe_write.hpp"
#include "nearest_name.hpp"

using namespace moa;

TEST_CASE("the nearest name: letters left out, added, exchanged or swapped, or the beginning of one") {
    constexpr std::array<std::string_view, 4> names = {"temperature", "history", "run", "--recipe"};
    CHECK(nearest_name("temprature", names) == "temperature");
    CHECK(nearest_name("Temperaturre", names) == "temperature");
    CHECK(nearest_name("histroy", names) == "history");
    CHECK(nearest_name("rnu", names) == "run");
    CHECK(nearest_name("hist", names) == "history");
    CHECK(nearest_name("--recipy", names) == "--recipe");
    CHECK(nearest_name("nonsense", names).empty());
    CHECK(nearest_name("x", names).empty());
    CHECK(nearest_name("", names).empty());
    CHECK(nearest_name(std::string(100000, 'r'), names).empty());
}

TEST_CASE("every member that is not known is told, wherever it stands") {
    const auto recipe = mixture::read_recipe(R"({"format": "moa-recipe/1", "name": "Odd", "descripton": "",
        "defaults": {"temprature": 1, "limits": {"idel_ms": 5}}, "early_exit": {"agrement": 1, "agreement": 1},
        "layers": [{"wait": {"count": 1, "grace": 2}, "agents": [{"provider": "simulated", "model": "a", "top_p": 1,
        "backup": {"provider": "simulated", "model": "b", "lable": "B"}}]},
        {"agents": [{"provider": "simulated", "model": "a"}]}]})");
    REQUIRE(recipe);
    const std::vector<std::string> remarks = mixture::unknown_member_remarks(recipe.value());
    const std::vector<std::string> expected = {
        "descripton is not known and has no effect; did you mean description?",
        "defaults.temprature is not known and has no effect; did you mean temperature?",
        "defaults.limits.idel_ms is not known and has no effect; did you mean idle_ms?",
        "early_exit.agrement is not known and has no effect; did you mean agreement?",
        "layers[0].wait.grace is not known and has no effect; did you mean grace_ms?",
        "layers[0].agents[0].top_p is not known and has no effect.",
        "layers[0].agents[0].backup.lable is not known and has no effect; did you mean label?"};
    CHECK(remarks == expected);
}

TEST_CASE("no preset has a member that is not known") {
    for (const mixture::Preset& preset : mixture::presets()) {
        const auto read = mixture::recipe_from_json(mixture::recipe_to_json(preset.recipe));
        REQUIRE(read);
        CHECK(mixture::unknown_member_remarks(read.value()).empty());
    }
}
