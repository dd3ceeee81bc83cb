#include <doctest/doctest.h>

#include <string>

#include "json.hpp"
#include "mixture/recipe.hpp"
#include "mixture/recipe_read.hpp"
#include "mixture/recipe_rules.hpp"
#include "mixture/recipe_write.hpp"
#include "unit/mixture/recipe_text.hpp"

namespace moa::test {

using mixture::parse_duration;
using mixture::parse_wait;
using mixture::read_recipe;

namespace {

/// Six proposers, `layer` among the members of their layer and `rest` among the recipe's, then an aggregator.
std::string policy_recipe(const std::string& layer, const std::string& rest = "") {
    return R"({"format":"moa-recipe/1",)" + rest + R"("layers":[{)" + layer +
           R"("agents":[{"provider":"p","model":"m","repeat":6}]},)" + aggregator + "]}";
}

std::string policy_agent(const std::string& members) {
    return R"({"format":"moa-recipe/1","layers":[{"agents":[{"provider":"p","model":"m")" + members + "}]}," +
           aggregator + "]}";
}

}  // namespace

TEST_CASE("a wait is typed as a number of answers, of how many, and a time for the others") {
    const auto typed = [](const char* text) {
        const auto read = parse_wait(text);
        REQUIRE_MESSAGE(read.ok(), text);
        return read.value();
    };
    CHECK(typed("all").wait.is_all());
    CHECK(typed("4").wait.count == 4);
    CHECK_FALSE(typed("4").of);
    CHECK(typed("4/6").of == 6);
    CHECK_FALSE(typed("4/6").wait.grace_ms);
    const auto full = typed("4/6+2s");
    CHECK(full.wait.count == 4);
    CHECK(full.of == 6);
    CHECK(full.wait.grace_ms == 2000);
    CHECK(typed("4+500ms").wait.grace_ms == 500);
    CHECK(typed("1+1.5").wait.grace_ms == 1500);
    for (const char* text : {"", "some", "0", "-1", "7/6", "4/", "/6", "4/6+", "4+2h", "4.5", "+2s", "257",
                             "4/6+2s+2s", "4/6/7", "99999999999"}) {
        CAPTURE(text);
        const auto read = parse_wait(text);
        CHECK_FALSE(read.ok());
        if (!read.ok()) CHECK(read.error().message.find("4/6+2s") != std::string::npos);
    }
}

TEST_CASE("a time is typed with its unit, seconds without one") {
    CHECK(parse_duration("20s") == 20'000);
    CHECK(parse_duration("20") == 20'000);
    CHECK(parse_duration("1.5s") == 1500);
    CHECK(parse_duration("500ms") == 500);
    CHECK(parse_duration("2m") == 120'000);
    CHECK(parse_duration("1440m") == 86'400'000);
    for (const char* text :
         {"", "s", "ms", "-1s", "1e3", "0", "0.1ms", "1441m", "2 s", "1.", ".5s", "1.2.3s"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_duration(text));
    }
}

TEST_CASE("a wait reads as it is typed") {
    for (const char* text : {"all", "4", "4+2s", "3+250ms"}) {
        CAPTURE(text);
        const auto read = parse_wait(text);
        REQUIRE(read.ok());
        CHECK(mixture::to_string(read.value().wait) == text);
    }
    CHECK(mixture::to_string(mixture::Wait{4, 2000, 20'000, {}, {}}) == "4+2s, at most 20s");
}

TEST_CASE("wait: conditions of a layer, alone and together") {
    const auto wait_of = [](const std::string& wait) {
        const auto read = read_recipe(policy_recipe(R"("wait":)" + wait + ","));
        REQUIRE_MESSAGE(read.ok(), (read.ok() ? "" : read.error().message));
        return read.value().layers[0].wait;
    };
    CHECK(wait_of(R"("all")").is_all());
    const mixture::Wait all = wait_of(R"({"count":4,"grace_ms":2000,"deadline_ms":20000})");
    CHECK(all.count == 4);
    CHECK(all.grace_ms == 2000);
    CHECK(all.deadline_ms == 20'000);
    CHECK(wait_of(R"({"count":6})").count == 6);
    CHECK_FALSE(wait_of(R"({"deadline_ms":1})").count);

    const auto refused = [](const std::string& wait) {
        return error_of(policy_recipe(R"("wait":)" + wait + ","));
    };
    CHECK(refused(R"("first")") ==
          "layers[0].wait is \"first\"; expected \"all\", or an object with \"count\" and \"grace_ms\", "
          "\"deadline_ms\", or all three.");
    CHECK(refused("{}").starts_with("layers[0].wait is an object; expected \"all\""));
    CHECK(refused("3").starts_with("layers[0].wait is 3; "));
    CHECK(refused(R"({"grace_ms":5})").starts_with("layers[0].wait.count is missing; "));
    CHECK(refused(R"({"count":0})").starts_with("layers[0].wait.count is 0; expected a whole number from 1"));
    CHECK(refused(R"({"count":1,"grace_ms":-1})").starts_with("layers[0].wait.grace_ms is -1; "));
    CHECK(refused(R"({"deadline_ms":"20s"})").starts_with("layers[0].wait.deadline_ms is \"20s\"; "));
    CHECK(refused(R"({"count":7})") ==
          "layers[0].wait.count is 7; expected a whole number from 1 to 6, the number of unmuted nodes in "
          "the layer.");
}

TEST_CASE("the last layer waits for its one node") {
    const std::string last = R"({"format":"moa-recipe/1","layers":[{"wait":{"deadline_ms":5},"agents":[)"
                             R"({"provider":"p","model":"m"}]}]})";
    CHECK(error_of(last) == "layers[0].wait is all, at most 5ms; expected \"all\" in the last layer.");
}

TEST_CASE("muted agents are not counted, and a layer of them alone is refused") {
    const std::string two = R"({"format":"moa-recipe/1","layers":[{"wait":{"count":2},"agents":[)"
                            R"({"provider":"p","model":"a","muted":true},{"provider":"p","model":"b"}]},)" +
                            aggregator + "]}";
    CHECK(error_of(two).starts_with("layers[0].wait.count is 2; expected a whole number from 1 to 1"));
    CHECK(error_of(policy_agent(R"(,"muted":true)")) ==
          "layers[0].agents are all muted; expected at least one unmuted agent.");
    CHECK(error_of(policy_agent(R"(,"muted":1)")) ==
          "layers[0].agents[0].muted is 1; expected true or false.");
    const std::string muted_last =
        R"({"format":"moa-recipe/1","layers":[{"agents":[{"provider":"p","model":"m","muted":true}]}]})";
    CHECK(error_of(muted_last).ends_with("unmuted agent, the aggregator."));
}

TEST_CASE("policies of recipe, layer and agent are laid over each other like every parameter") {
    const auto read = read_recipe(policy_recipe(
        R"("references":"fenced",)",
        R"("defaults":{"context_fit":"window","references":"list","aggregation":"rank","window":3,)"
        R"("context_tokens":4096},"max_cost_usd":0.05,"mute_flagged":true,"early_exit":{"agreement":0.8},)"));
    REQUIRE_MESSAGE(read.ok(), (read.ok() ? "" : read.error().message));
    const mixture::Recipe& recipe = read.value();
    CHECK(recipe.max_cost_usd == 0.05);
    CHECK(recipe.mute_flagged);
    REQUIRE(recipe.early_exit);
    CHECK(recipe.early_exit->agreement == 0.8);
    CHECK(recipe.early_exit->min_layers == 1);
    const auto parameters = [&](std::size_t layer) {
        return mixture::effective_parameters(recipe, recipe.layers[layer], recipe.layers[layer].agents[0]);
    };
    CHECK(parameters(0).references == mixture::ReferenceStyle::fenced);
    CHECK(parameters(1).references == mixture::ReferenceStyle::list);
    CHECK(parameters(1).context_fit == mixture::ContextFit::window);
    CHECK(parameters(1).aggregation == mixture::Aggregation::rank);
    CHECK(parameters(1).window == 3);
    CHECK(parameters(1).context_tokens == 4096);
}

TEST_CASE("a policy that is none is refused with what is allowed") {
    const auto of_agent = [](const std::string& member) { return error_of(policy_agent("," + member)); };
    CHECK(of_agent(R"("context_fit":"cut")") ==
          "layers[0].agents[0].context_fit is \"cut\"; expected \"fail\", \"window\", \"trim_longest\" or "
          "\"drop_lowest\".");
    CHECK(of_agent(R"("references":1)") ==
          "layers[0].agents[0].references is 1; expected \"list\" or \"fenced\".");
    CHECK(of_agent(R"("aggregation":"vote")") ==
          "layers[0].agents[0].aggregation is \"vote\"; expected \"synthesize\", \"rank\" or \"window\".");
    CHECK(of_agent(R"("window":1)") ==
          "layers[0].agents[0].window is 1; expected a whole number from 2 to 256.");
    CHECK(of_agent(R"("context_tokens":0)").starts_with("layers[0].agents[0].context_tokens is 0; "));
    CHECK(of_agent(R"("retired":true)") == "layers[0].agents[0].retired is true; expected a string.");
    const auto of_recipe = [](const std::string& member) {
        return error_of(policy_recipe("", member + ","));
    };
    CHECK(of_recipe(R"("max_cost_usd":-1)") == "max_cost_usd is -1; expected a number from 0 to 1000000.");
    CHECK(of_recipe(R"("mute_flagged":"yes")") == "mute_flagged is \"yes\"; expected true or false.");
    CHECK(of_recipe(R"("early_exit":0.9)") == "early_exit is 0.9; expected an object with \"agreement\".");
    CHECK(of_recipe(R"("early_exit":{})") ==
          "early_exit.agreement is missing; expected a number from 0 to 1.");
    CHECK(of_recipe(R"("early_exit":{"agreement":1.1})") ==
          "early_exit.agreement is 1.1; expected a number from 0 to 1.");
    CHECK(of_recipe(R"("early_exit":{"agreement":1,"min_layers":0})")
              .starts_with("early_exit.min_layers is 0; "));
}

TEST_CASE("a backup is an agent of its own that keeps the agent's words where it has none") {
    const auto read = read_recipe(policy_agent(
        R"(,"system":"Be kind.","prompt":"Merge:","temperature":0.1,"parameters":{"reasoning_effort":"low"},)"
        R"("backup":{"provider":"q","model":"n","label":"B","max_tokens":9})"));
    REQUIRE_MESSAGE(read.ok(), (read.ok() ? "" : read.error().message));
    const auto backup = mixture::backup_agent(read.value().layers[0].agents[0]);
    REQUIRE(backup);
    CHECK(backup->provider == "q");
    CHECK(backup->model == "n");
    CHECK(mixture::display_name(*backup) == "B");
    CHECK(backup->system == "Be kind.");
    CHECK(backup->parameters.prompt == "Merge:");
    CHECK(backup->parameters.max_tokens == 9);
    CHECK_FALSE(backup->parameters.temperature);
    CHECK(backup->parameters.extra->is_null());
    CHECK_FALSE(mixture::backup_agent(read.value().layers[1].agents[0]));

    const auto refused = [](const std::string& member) {
        return error_of(policy_agent(R"(,"backup":)" + member));
    };
    CHECK(refused("true") ==
          "layers[0].agents[0].backup is true; expected an object with \"provider\" and \"model\".");
    CHECK(refused(R"({"provider":"q"})").starts_with("layers[0].agents[0].backup.model is missing; "));
    CHECK(
        refused(R"({"provider":"q","model":"n","repeat":2})") ==
        "layers[0].agents[0].backup.repeat is not allowed in a backup, which is a single agent; remove it.");
}

TEST_CASE("a recipe may call its agents and their backups, but none that are muted") {
    const auto read =
        read_recipe(R"({"format":"moa-recipe/1","layers":[{"agents":[{"provider":"p","model":"a",)"
                    R"("backup":{"provider":"nobody","model":"b","temperature":2}},)"
                    R"({"provider":"p","model":"c","muted":true}]},)" +
                    aggregator + "]}");
    REQUIRE(read.ok());
    std::string models;
    for (const mixture::Agent& agent : mixture::callees(read.value()))
        models += agent.model + " ";
    CHECK(models == "a b m ");
    mixture::Providers providers;
    providers.push_back({});
    providers.back().name = "p";
    const auto errors = mixture::check_providers(read.value(), providers);
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].message == "layers[0].agents[0].backup.provider is \"nobody\"; known providers are p.");
}

TEST_CASE("policies come back as they were written, with what is not known in them") {
    const std::string text =
        R"({"format":"moa-recipe/1","max_cost_usd":2,"mute_flagged":false,)"
        R"("early_exit":{"min_layers":1,"agreement":0.75,"note":1},)"
        R"("defaults":{"aggregation":"window","window":4,"references":"fenced","context_fit":"trim_longest",)"
        R"("context_tokens":8192},)"
        R"("layers":[{"wait":{"deadline_ms":9,"x":[1],"count":1},"agents":[{"provider":"p","model":"m",)"
        R"("retired":"since 2025","muted":false,"backup":{"model":"n","y":{},"provider":"q","temperature":1}}]},)" +
        aggregator + "]}";
    CHECK(through(text) == text);
    auto read = read_recipe(policy_recipe(""));
    REQUIRE(read.ok());
    mixture::Recipe recipe = read.value();
    recipe.early_exit = mixture::EarlyExit{0.5, 2, JsonBox::object(), {}};
    recipe.layers[0].wait = mixture::Wait{4, 2000, {}, JsonBox::object(), {}};
    recipe.layers[0].agents[0].backup = mixture::Backup{"q", "n", "", "", {}, JsonBox::object(), {}};
    const auto again = read_recipe(dump_json(mixture::recipe_to_json(recipe)));
    REQUIRE_MESSAGE(again.ok(), (again.ok() ? "" : again.error().message));
    CHECK(again.value() == recipe);
}

}  // namespace moa::test
