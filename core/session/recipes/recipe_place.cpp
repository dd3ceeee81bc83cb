#include "session/recipes/recipe_place.hpp"

#include "ascii.hpp"
#include "mixture/recipe_rules.hpp"

namespace moa::session {
namespace {

/// Takes `head`, a number and "]" off the front; -1 where they do not stand there.
int take_index(std::string_view& text, std::string_view head) {
    constexpr std::size_t most_digits = 4;
    if (!text.starts_with(head)) return -1;
    const std::size_t end = text.find(']', head.size());
    if (end == std::string_view::npos || end == head.size() || end > head.size() + most_digits) return -1;
    int index = 0;
    for (const char c : text.substr(head.size(), end - head.size())) {
        if (!is_digit(c)) return -1;
        index = 10 * index + (c - '0');
    }
    text.remove_prefix(end + 1);
    return index;
}

}  // namespace

std::string to_string(RecipePlace place) {
    if (place.is_recipe()) return {};
    const auto layer = static_cast<std::size_t>(place.layer);
    return place.is_agent() ? mixture::agent_path(layer, static_cast<std::size_t>(place.agent))
                            : mixture::layer_path(layer);
}

std::string to_string(const RecipePath& path) {
    std::string place = to_string(path.place);
    if (path.member.empty()) return place;
    return place.empty() ? path.member : place + "." + path.member;
}

std::optional<RecipePath> parse_recipe_path(std::string_view text) {
    RecipePath path;
    if (text.starts_with("layers[")) {
        path.place.layer = take_index(text, "layers[");
        if (path.place.layer < 0) return std::nullopt;
        if (text.starts_with(".agents[")) {
            path.place.agent = take_index(text, ".agents[");
            if (path.place.agent < 0) return std::nullopt;
        }
        if (!text.empty() && !text.starts_with('.')) return std::nullopt;
        if (!text.empty()) text.remove_prefix(1);
    }
    path.member = text;
    return path;
}

std::string place_words(RecipePlace place) {
    if (place.is_recipe()) return "The recipe";
    const std::string layer = std::to_string(place.layer + 1);
    return place.is_agent() ? "Agent " + layer + "." + std::to_string(place.agent + 1) : "Layer " + layer;
}

}  // namespace moa::session
