#include "web/src/recipe_json.hpp"

#include <array>
#include <cstdio>
#include <string>

#include "view/theme.hpp"
#include "web/src/screens.hpp"

namespace moa::web {
namespace {

std::string hue_of(const std::string& provider) {
    const ImU32 hue = view::provider_hue(provider);
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "#%02x%02x%02x", (hue >> IM_COL32_R_SHIFT) & 255U,
                  (hue >> IM_COL32_G_SHIFT) & 255U, (hue >> IM_COL32_B_SHIFT) & 255U);
    return text.data();
}

Json layers_json(const screen::RecipeOutline& outline) {
    Json list = Json::array();
    session::RecipePlace place;
    for (const screen::LayerOutline& layer : outline.layers) {
        ++place.layer;
        place.agent = -1;
        Json agents = Json::array();
        const std::string at = to_string(place);
        for (const screen::AgentOutline& agent : layer.agents) {
            ++place.agent;
            agents.push_back({{"at", to_string(place)},
                              {"label", agent.label},
                              {"provider", agent.provider_label},
                              {"hue", hue_of(agent.provider)},
                              {"price", agent.price},
                              {"verdict", agent.verdict},
                              {"uncallable", agent.uncallable},
                              {"repeat", agent.repeat},
                              {"muted", agent.muted},
                              {"backup", agent.has_backup},
                              {"faulty", agent.faulty}});
        }
        list.push_back({{"at", at},
                        {"title", layer.title},
                        {"role", layer.role},
                        {"wait", layer.wait},
                        {"last", layer.is_last},
                        {"faulty", layer.faulty},
                        {"agents", std::move(agents)}});
    }
    return list;
}

}  // namespace

Json recipe_json(const screen::RecipePane& pane) {
    Json json = {{"name", pane.name},
                 {"at", to_string(pane.place)},
                 {"title", pane.title},
                 {"sentence", pane.outline.sentence},
                 {"check", pane.outline.check},
                 {"layers", layers_json(pane.outline)},
                 {"steps", buttons_json(pane.steps)},
                 {"start", item_json(pane.start)},
                 {"head", buttons_json(pane.head)},
                 {"leads", Json::array()},
                 {"words", pane.words},
                 {"wrong", pane.wrong},
                 {"in_form", pane.in_form},
                 {"fault_turn", pane.fault_turn}};
    if (pane.leads) json["leads"] = buttons_json({*pane.leads});
    return json;
}

}  // namespace moa::web
