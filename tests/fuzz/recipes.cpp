#include <algorithm>
#include <string>

#include "fuzz/target.hpp"
#include "json.hpp"
#include "mixture/prompt.hpp"
#include "mixture/recipe.hpp"
#include "mixture/recipe_read.hpp"
#include "mixture/recipe_rules.hpp"
#include "mixture/recipe_write.hpp"

namespace moa::fuzz {
namespace {

/// Whether all that `read` says stands in `written` too. A single stop text becomes a list of one.
bool is_kept(const Json& read, const Json& written) {
    if (read.is_object() && written.is_object()) {
        return std::all_of(read.items().begin(), read.items().end(), [&](const auto& member) {
            const Json* other = find(written, member.key());
            if (other == nullptr) return false;
            const bool one_stop = member.key() == "stop" && member.value().is_string() && other->is_array();
            return one_stop ? *other == Json::array({member.value()}) : is_kept(member.value(), *other);
        });
    }
    if (read.is_array() && written.is_array()) {
        return read.size() == written.size() &&
               std::equal(read.begin(), read.end(), written.begin(), is_kept);
    }
    return read == written;
}

void check_nodes(const mixture::Recipe& recipe) {
    const mixture::Layer& last = recipe.layers.back();
    require(last.agents.size() == 1 && last.agents.front().repeat == 1, "the last layer is one aggregator");
    for (const mixture::Layer& layer : recipe.layers) {
        for (const mixture::Agent& agent : layer.agents) {
            require(!mixture::display_name(agent).empty(), "an agent has a name");
            const auto parameters = mixture::effective_parameters(recipe, layer, agent);
            const auto messages =
                mixture::node_messages(agent, parameters, {{"user", "Why?"}}, {"because", "so"});
            require(!messages.empty() && messages.back().content == "Why?", "the question comes last");
        }
    }
    require(mixture::retry_budget_of(recipe) >= 0, "a budget is not negative");
}

}  // namespace

void recipes(std::string_view input) {
    const auto read = mixture::read_recipe(input);
    if (!read) {
        require(!read.error().message.empty(), "an error says what went wrong");
        return;
    }
    const mixture::Recipe& recipe = read.value();
    const Json written = mixture::recipe_to_json(recipe);
    const std::string text = dump_json(written);
    require(is_kept(parse_json(input).value_or(Json()), written), "all that was read is written");

    const auto again = mixture::read_recipe(text);
    require(again.ok(), "what was written can be read");
    require(again.value() == recipe, "what was written reads back the same");
    require(dump_json(mixture::recipe_to_json(again.value())) == text, "writing is stable");

    check_nodes(recipe);
    (void)mixture::check_providers(recipe, mixture::known_providers());
    for (const int layers : {1, 2, 5}) {
        const mixture::Recipe other = mixture::with_layer_count(recipe, layers);
        require(other.layers.size() == static_cast<std::size_t>(layers),
                "a recipe gets the layers asked for");
        require(mixture::read_recipe(dump_json(mixture::recipe_to_json(other))).ok(),
                "a recipe with other layers can be read");
    }
}

}  // namespace moa::fuzz
