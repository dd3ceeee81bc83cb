#include <doctest/doctest.h>

#include <string>

#include "json.hpp"
#include "mixture/recipe.hpp"
#include "mixture/recipe_read.hpp"
#include "unit/contains.hpp"
#include "unit/mixture/recipe_text.hpp"

namespace moa::test {

using mixture::read_recipe;

namespace {

std::string recipe_with(const std::string& layers, const std::string& rest = "") {
    return R"({"format":"moa-recipe/1",)" + rest + R"("layers":)" + layers + "}";
}

std::string agent_with(const std::string& members) {
    return recipe_with(R"([{"agents":[{"provider":"p","model":"m",)" + members + "}]}]");
}

std::string layers_of(int count) {
    std::string list = "[";
    for (int i = 0; i < count; ++i)
        list += (i == 0 ? "" : ",") + aggregator;
    return list + "]";
}

}  // namespace

TEST_CASE("a full recipe is read into its fields") {
    const auto read = read_recipe(R"({
        "format": "moa-recipe/1", "name": "N", "description": "D", "source": "S",
        "defaults": {"temperature": 0.7, "max_tokens": 2048, "stop": ["a", "b"], "seed": -7, "prompt": "P",
                     "limits": {"connect_ms": 1, "first_token_ms": 2, "idle_ms": 3, "total_ms": 4},
                     "parameters": {"top_p": 0.9}},
        "layers": [
          {"agents": [{"provider": "together", "model": "x/y", "label": "L", "system": "Y", "repeat": 6, "temperature": 1}],
           "wait": "all", "max_tokens": 10},
          {"agents": [{"provider": "groq", "model": "z", "stop": "end"}]}]})");
    REQUIRE(read.ok());
    const mixture::Recipe& recipe = read.value();
    CHECK(recipe.name == "N");
    CHECK(recipe.description == "D");
    CHECK(recipe.source == "S");
    CHECK(recipe.defaults.temperature == 0.7);
    CHECK(recipe.defaults.max_tokens == 2048);
    CHECK(recipe.defaults.stop == std::vector<std::string>{"a", "b"});
    CHECK(recipe.defaults.seed == -7);
    CHECK(recipe.defaults.prompt == "P");
    CHECK(recipe.defaults.limits.connect_ms == 1);
    CHECK(recipe.defaults.limits.first_token_ms == 2);
    CHECK(recipe.defaults.limits.idle_ms == 3);
    CHECK(recipe.defaults.limits.total_ms == 4);
    CHECK(*recipe.defaults.extra == Json{{"top_p", 0.9}});
    REQUIRE(recipe.layers.size() == 2);
    const mixture::Agent& agent = recipe.layers[0].agents.at(0);
    CHECK(agent.provider == "together");
    CHECK(agent.model == "x/y");
    CHECK(agent.label == "L");
    CHECK(agent.system == "Y");
    CHECK(agent.repeat == 6);
    CHECK(agent.parameters.temperature == 1.0);
    CHECK(recipe.layers[0].parameters.max_tokens == 10);
    CHECK(recipe.layers[1].agents.at(0).parameters.stop == std::vector<std::string>{"end"});
}

TEST_CASE("what is absent stays absent: there are no hidden defaults") {
    const auto read = read_recipe(recipe_with(layers_of(1)));
    REQUIRE(read.ok());
    CHECK(read.value().defaults == mixture::Parameters{});
    CHECK(read.value().layers[0].agents[0].parameters == mixture::Parameters{});
    CHECK(read.value().defaults.extra->is_null());
}

TEST_CASE("an error is one sentence with the field's path, its value and what is allowed") {
    const std::string text = R"([{"agents":[{"provider":"p","model":"m"}]},
                                 {"agents":[{"provider":"p","model":"m","temperature":3}]}])";
    CHECK(error_of(recipe_with(text)) ==
          "layers[1].agents[0].temperature is 3; expected a number from 0 to 2.");
}

TEST_CASE("each value outside its range is refused") {
    const auto refused = [](const std::string& members, const std::string& field) {
        const std::string message = error_of(agent_with(members));
        CAPTURE(message);
        CHECK(message.starts_with("layers[0].agents[0]." + field + " is "));
        CHECK(test::contains(message, "expected "));
    };
    refused(R"("temperature":2.001)", "temperature");
    refused(R"("temperature":-0.1)", "temperature");
    refused(R"("temperature":"0.7")", "temperature");
    refused(R"("max_tokens":0)", "max_tokens");
    refused(R"("max_tokens":1.5)", "max_tokens");
    refused(R"("max_tokens":18446744073709551615)", "max_tokens");
    refused(R"("stop":[])", "stop");
    refused(R"("stop":["a","b","c","d","e"])", "stop");
    refused(R"("stop":["a",1])", "stop");
    refused(R"("stop":"")", "stop");
    refused(R"("seed":1.5)", "seed");
    refused(R"("seed":9223372036854775808)", "seed");
    refused(R"("prompt":"")", "prompt");
    refused(R"("prompt":1)", "prompt");
    refused(R"("limits":5)", "limits");
    refused(R"("limits":{"idle_ms":0})", "limits.idle_ms");
    refused(R"("limits":{"idle_ms":"1s"})", "limits.idle_ms");
    refused(R"("limits":{"total_ms":86400001})", "limits.total_ms");
    refused(R"("parameters":[])", "parameters");
    refused(R"("repeat":0)", "repeat");
    refused(R"("repeat":257)", "repeat");
    refused(R"("label":1)", "label");
    refused(R"("system":null)", "system");
}

TEST_CASE("the edges of the ranges are allowed") {
    for (const char* members : {R"("temperature":0)", R"("temperature":2.0)", R"("max_tokens":1)",
                                R"("stop":["a","b","c","d"])", R"("seed":9223372036854775807)",
                                R"("limits":{"total_ms":86400000,"idle_ms":1})", R"("repeat":1)"}) {
        CAPTURE(members);
        CHECK(read_recipe(agent_with(members)).ok());
    }
}

TEST_CASE("structure: every missing or mistyped part is named") {
    CHECK(error_of(R"({"layers":[]})") ==
          "format is missing; expected \"moa-recipe/1\", the format this version reads.");
    CHECK(error_of(R"({"format":"moa-recipe/2","layers":[]})") ==
          "format is \"moa-recipe/2\"; expected \"moa-recipe/1\", the format this version reads.");
    CHECK(error_of(R"({"format":"moa-recipe/1"})") ==
          "layers is missing; expected a list of 1 to 16 layers.");
    CHECK(error_of(recipe_with("[]")) == "layers is an empty list; expected a list of 1 to 16 layers.");
    CHECK(error_of(recipe_with("{}")).starts_with("layers is an object; "));
    CHECK(error_of(recipe_with("[7]")).starts_with("layers[0] is 7; "));
    CHECK(error_of(recipe_with("[{}]")).starts_with("layers[0].agents is missing; "));
    CHECK(error_of(recipe_with(R"([{"agents":[]}])")).starts_with("layers[0].agents is an empty list; "));
    CHECK(error_of(recipe_with(R"([{"agents":[null]}])")).starts_with("layers[0].agents[0] is null; "));
    CHECK(error_of(recipe_with(R"([{"agents":[{"model":"m"}]}])"))
              .starts_with("layers[0].agents[0].provider is missing; "));
    CHECK(error_of(recipe_with(R"([{"agents":[{"provider":"p","model":" "}]}])"))
              .starts_with("layers[0].agents[0].model is \" \"; "));
    CHECK(error_of(recipe_with(layers_of(1), R"("defaults":3,)")).starts_with("defaults is 3; "));
    CHECK(error_of(recipe_with(layers_of(1), R"("name":[],)")).starts_with("name is an empty list; "));
    CHECK(error_of("[]").starts_with("The recipe is an empty list; "));
}

TEST_CASE("the last layer is one node, also when repeats are counted") {
    const std::string two = R"([{"agents":[{"provider":"p","model":"m"},{"provider":"p","model":"m"}]}])";
    CHECK(error_of(recipe_with(two)).starts_with("layers[0].agents expands to 2 nodes; "));
    CHECK(error_of(agent_with(R"("repeat":3)")).starts_with("layers[0].agents expands to 3 nodes; "));
    const std::string proposers =
        R"([{"agents":[{"provider":"p","model":"m","repeat":3}]},)" + aggregator + "]";
    CHECK(read_recipe(recipe_with(proposers)).ok());
}

TEST_CASE("too many layers or nodes are refused with the number that is allowed") {
    CHECK(read_recipe(recipe_with(layers_of(16))).ok());
    CHECK(test::contains(error_of(recipe_with(layers_of(17))),
                         "layers has 17 layers; expected a list of 1 to 16"));
    const auto nodes = [](const std::string& second) {
        return recipe_with(R"([{"agents":[{"provider":"p","model":"m","repeat":256})" + second + "]}," +
                           aggregator + "]");
    };
    CHECK(read_recipe(nodes("")).ok());
    const std::string message = error_of(nodes(R"(,{"provider":"p","model":"m"})"));
    CHECK(message ==
          "layers[0].agents expands to 257 nodes; expected 1 to 256 in a layer, including repeats.");
}

TEST_CASE("provider parameters cannot hide a field that the recipe has") {
    CHECK(error_of(agent_with(R"("parameters":{"max_completion_tokens":5})")) ==
          "layers[0].agents[0].parameters.max_completion_tokens is not allowed in \"parameters\"; use "
          "\"max_tokens\" next to \"parameters\".");
    CHECK(test::contains(error_of(agent_with(R"("parameters":{"n":3})")), "the agent's \"repeat\""));
    CHECK(test::contains(error_of(agent_with(R"("parameters":{"stream":false})")), "the program sets it"));
    CHECK(read_recipe(agent_with(R"("parameters":{"top_p":0.5,"reasoning_effort":"low"})")).ok());
}

TEST_CASE("what is not JSON is told with its place") {
    CHECK(error_of("") == "The recipe cannot be read as JSON: it is empty.");
    CHECK(error_of(" \n") == "The recipe cannot be read as JSON: it is empty.");
    CHECK(error_of("{\n  \"a\": x\n}") ==
          "The recipe cannot be read as JSON: syntax error at line 2, column 8.");
    CHECK(error_of("{\"ä\": x}") == "The recipe cannot be read as JSON: syntax error at line 1, column 7.");
    CHECK(test::contains(error_of("{\"a\": 1"), "line 1, column 8"));
    CHECK(test::contains(error_of("{} {}"), "line 1, column 4"));
    CHECK(test::contains(error_of("\"\xff\""), "line 1, column 2"));
}

TEST_CASE("nesting without end is refused before it costs a stack") {
    const std::string deep = std::string(200'000, '[') + std::string(200'000, ']');
    CHECK(test::contains(error_of(recipe_with(layers_of(1), "\"x\":" + deep + ",")),
                         "is nested deeper than 64 levels"));
}

TEST_CASE("a long value is shortened in the error and stays whole UTF-8") {
    std::string value;
    for (int i = 0; i < 100; ++i)
        value += "ä";
    const std::string message = error_of(R"({"format":")" + value + R"(","layers":[]})");
    CHECK(message.size() < 200);
    CHECK(parse_json(dump_json(Json(message))) == Json(message));
    CHECK(test::contains(message, "...\"; expected "));
}

TEST_CASE("a recipe holds no keys, wherever they stand; the error does not repeat them") {
    for (const char* members :
         {R"("parameters":{"api_key":"sk-secret"})", R"("headers":{"Authorization":"Bearer sk-secret"})",
          R"("x":[{"X-Api-Key":"sk-secret"}])"}) {
        const std::string message = error_of(agent_with(members));
        CHECK(test::contains(message, "must not contain keys"));
        CHECK_FALSE(test::contains(message, "sk-secret"));
    }
    CHECK(error_of(agent_with(R"("parameters":{"key_frames":2,"token":1})")) == "read without an error");
}

}  // namespace moa::test
