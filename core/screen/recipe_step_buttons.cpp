#include "screen/recipe_step_buttons.hpp"

#include <algorithm>
#include <utility>

#include "fold_case.hpp"

namespace moa::screen {
namespace {

using session::DraftStep;
using session::RecipePlace;

/// Behind all agents of a layer.
constexpr int at_the_end = 999;

class Buttons {
  public:
    explicit Buttons(RecipePlace place) : place_(place), subject_(folded_case(place_words(place))) {}

    /// `verb` and `rest` go around the place: "Move layer 2 earlier".
    void add(std::string label, const char* step, RecipePlace to, bool possible, const std::string& verb,
             const std::string& rest = {}) {
        Button button{step_act({step, place_, to}), std::move(label), Role::quiet};
        button.description = verb + " " + subject_ + rest;
        button.possible = possible;
        made.push_back(std::move(button));
    }

    std::vector<Button> made;

  private:
    RecipePlace place_;
    std::string subject_;
};

}  // namespace

RecipePlace read_place(std::string_view text) {
    const auto path = session::parse_recipe_path(text);
    return path ? path->place : RecipePlace{};
}

std::string step_act(const DraftStep& step) {
    std::string act = "step " + step.name + " " + to_string(step.at);
    if (step.name == "move") act += " " + to_string(step.to);
    return act;
}

DraftStep read_step(std::string_view words) {
    const auto next = [&words] {
        const std::size_t blank = std::min(words.find(' '), words.size());
        const std::string_view part = words.substr(0, blank);
        words.remove_prefix(std::min(blank + 1, words.size()));
        return part;
    };
    DraftStep step;
    step.name = next();
    step.at = read_place(next());
    step.to = read_place(next());
    return step;
}

std::vector<Button> step_buttons(const RecipeOutline& outline, RecipePlace place) {
    if (place.is_recipe()) {
        return {outline.checking ? Button{"stop-check", "Stop checking", Role::quiet}
                                 : Button{"check", "Check models", Role::quiet}};
    }
    const auto layers = static_cast<int>(outline.layers.size());
    const LayerOutline& layer = outline.layers[static_cast<std::size_t>(place.layer)];
    if (place.is_agent() && layer.is_last) return {};
    Buttons buttons(place);
    buttons.add("Duplicate", "duplicate", {}, true, "Duplicate");
    if (place.is_layer()) {
        buttons.add("Earlier", "move", {place.layer - 1, -1}, place.layer > 0 && !layer.is_last, "Move",
                    " earlier");
        buttons.add("Later", "move", {place.layer + 1, -1}, place.layer + 2 < layers, "Move", " later");
        buttons.add("Remove", "remove", {}, !layer.is_last, "Remove");
        return std::move(buttons.made);
    }
    const auto agents = static_cast<int>(layer.agents.size());
    buttons.add("Up", "move", {place.layer, place.agent - 1}, place.agent > 0, "Move", " up");
    buttons.add("Down", "move", {place.layer, place.agent + 1}, place.agent + 1 < agents, "Move", " down");
    for (const int other : {place.layer - 1, place.layer + 1}) {
        if (other < 0 || other + 1 >= layers) continue;
        const std::string to = "layer " + std::to_string(other + 1);
        buttons.add("To " + to, "move", {other, at_the_end}, agents > 1, "Move", " to " + to);
    }
    buttons.add("Remove", "remove", {}, agents > 1, "Remove");
    return std::move(buttons.made);
}

}  // namespace moa::screen
