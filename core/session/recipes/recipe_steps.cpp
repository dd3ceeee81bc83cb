#include "session/recipes/recipe_steps.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "json.hpp"
#include "mixture/recipe.hpp"

namespace moa::session {
namespace {

Error refused(std::string why) {
    return invalid_input(std::move(why));
}

constexpr const char* one_aggregator =
    "The last layer has exactly one agent, the aggregator. Add the agent to another layer, or a layer before "
    "it.";
constexpr const char* stays_last = "The aggregator's layer stays the last one.";

/// The layers while one step is taken. `at` and `to` are known to exist where a step needs them.
class Steps {
  public:
    Steps(Json& layers, const DraftStep& step) : layers_(layers), step_(step) {}

    Result<RecipePlace> take() {
        const bool of_agent = step_.at.is_agent();
        if (step_.name == "add_layer") return add_layer();
        if (step_.name == "add_agent") return add_agent();
        if (step_.name == "duplicate") return of_agent ? duplicate_agent() : duplicate_layer();
        if (step_.name == "move") return of_agent ? move_agent() : move_layer();
        if (step_.name == "remove") return of_agent ? remove_agent() : remove_layer();
        return refused("There is no step " + step_.name + ".");
    }

    bool has(RecipePlace place) const {
        if (place.is_recipe() || place.layer >= count()) return false;
        return place.is_layer() || place.agent < count_in(place.layer);
    }

  private:
    int count() const { return static_cast<int>(layers_.size()); }
    int last() const { return count() - 1; }
    Json& agents(int layer) { return layers_[static_cast<std::size_t>(layer)]["agents"]; }
    int count_in(int layer) const {
        return static_cast<int>(layers_[static_cast<std::size_t>(layer)].at("agents").size());
    }
    /// Who gives a new agent provider and model: so it is one that can be called.
    static Json like(const Json& agent) {
        return {{"provider", agent.at("provider")}, {"model", agent.at("model")}};
    }
    static void insert(Json& list, int at, Json value) { list.insert(list.begin() + at, std::move(value)); }
    static Json take_out(Json& list, int at) {
        Json value = list[static_cast<std::size_t>(at)];
        list.erase(list.begin() + at);
        return value;
    }

    std::optional<Error> full() const {
        if (count() < mixture::max_layers) return std::nullopt;
        return refused("A recipe has at most " + std::to_string(mixture::max_layers) + " layers.");
    }
    /// Why the layer takes no more agents.
    std::optional<Error> full(int layer) {
        if (layer == last()) return refused(one_aggregator);
        int nodes = 0;
        for (const Json& agent : agents(layer))
            nodes += agent.value("repeat", 1);
        if (nodes < mixture::max_nodes_per_layer) return std::nullopt;
        return refused("A layer has at most " + std::to_string(mixture::max_nodes_per_layer) +
                       " nodes, repeats counted.");
    }
    std::optional<Error> indispensable(int layer) const {
        if (layer == last()) return refused(one_aggregator);
        if (count_in(layer) > 1) return std::nullopt;
        return refused("A layer has at least one agent. Remove the whole layer instead.");
    }

    Result<RecipePlace> add_layer() {
        if (auto error = full()) return *error;
        const int at = std::clamp(step_.at.layer, 0, last());
        Json layer = {{"agents", Json::array({like(agents(std::max(0, at - 1)).front())})}};
        insert(layers_, at, std::move(layer));
        return RecipePlace{at, -1};
    }

    Result<RecipePlace> add_agent() {
        const int layer = step_.at.layer;
        if (auto error = full(layer)) return *error;
        Json agent = like(agents(layer).back());
        agents(layer).push_back(std::move(agent));
        return RecipePlace{layer, count_in(layer) - 1};
    }

    Result<RecipePlace> duplicate_layer() {
        if (auto error = full()) return *error;
        // A copy of the aggregator's layer comes before it.
        const int at = std::min(step_.at.layer + 1, last());
        Json copy = layers_[static_cast<std::size_t>(step_.at.layer)];
        insert(layers_, at, std::move(copy));
        return RecipePlace{at, -1};
    }

    Result<RecipePlace> duplicate_agent() {
        if (auto error = full(step_.at.layer)) return *error;
        Json& list = agents(step_.at.layer);
        Json copy = list[static_cast<std::size_t>(step_.at.agent)];
        insert(list, step_.at.agent + 1, std::move(copy));
        return RecipePlace{step_.at.layer, step_.at.agent + 1};
    }

    Result<RecipePlace> move_layer() {
        if (step_.at.layer == last() || step_.to.layer < 0 || step_.to.layer >= last())
            return refused(stays_last);
        insert(layers_, step_.to.layer, take_out(layers_, step_.at.layer));
        return RecipePlace{step_.to.layer, -1};
    }

    Result<RecipePlace> move_agent() {
        const bool same_layer = step_.at.layer == step_.to.layer;
        if (step_.to.layer < 0 || step_.to.layer > last()) return refused("There is no such layer.");
        if (!same_layer) {
            if (auto error = indispensable(step_.at.layer)) return *error;
            if (auto error = full(step_.to.layer)) return *error;
        }
        Json agent = take_out(agents(step_.at.layer), step_.at.agent);
        const int to = std::clamp(step_.to.agent, 0, count_in(step_.to.layer));
        insert(agents(step_.to.layer), to, std::move(agent));
        return RecipePlace{step_.to.layer, to};
    }

    Result<RecipePlace> remove_layer() {
        if (step_.at.layer == last()) return refused(stays_last);
        layers_.erase(layers_.begin() + step_.at.layer);
        return RecipePlace{step_.at.layer, -1};
    }

    Result<RecipePlace> remove_agent() {
        if (auto error = indispensable(step_.at.layer)) return *error;
        agents(step_.at.layer).erase(agents(step_.at.layer).begin() + step_.at.agent);
        return RecipePlace{step_.at.layer, std::min(step_.at.agent, count_in(step_.at.layer) - 1)};
    }

    Json& layers_;
    const DraftStep& step_;
};

}  // namespace

Result<RecipePlace> take_step(Json& layers, const DraftStep& step) {
    Steps steps(layers, step);
    if (step.name != "add_layer" && !steps.has(step.at))
        return refused(place_words(step.at) + " is not in the recipe.");
    return steps.take();
}

}  // namespace moa::session
