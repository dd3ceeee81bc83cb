#include "screen/recipe_sections.hpp"

#include <utility>

#include "json.hpp"
#include "mixture/recipe_write.hpp"
#include "wire/http.hpp"

namespace moa::screen {
namespace {

/// "Groq (api.groq.com)": where questions go is told before any goes there.
std::string provider_words(const session::Workspace& workspace, const std::string& id) {
    const mixture::Provider* provider = mixture::find_provider(workspace.configuration().providers(), id);
    if (provider == nullptr) return id + " (not known here)";
    if (provider->base_url.empty()) return provider->label;
    return provider->label + " (" + wire::origin_of(provider->base_url) + ")";
}

std::string agent_words(const session::Workspace& workspace, const mixture::Agent& agent) {
    std::string words = agent.model + " \u00b7 " + provider_words(workspace, agent.provider);
    if (agent.repeat > 1) words += " \u00b7 " + std::to_string(agent.repeat) + " times";
    return words;
}

}  // namespace

Item passages_item(std::string name, std::string label, std::vector<MarkedPassage> passages) {
    Item item{Kind::text, std::move(name), std::move(label)};
    item.label_hidden = true;
    item.passages = std::move(passages);
    return item;
}

std::vector<Section> recipe_sections(const session::Workspace& workspace, const mixture::Recipe& recipe) {
    std::vector<Section> sections;
    for (std::size_t i = 0; i < recipe.layers.size(); ++i) {
        const bool last = i + 1 == recipe.layers.size();
        Section& section =
            sections.emplace_back(Section{last ? "Aggregator" : "Layer " + std::to_string(i + 1), {}});
        for (const mixture::Agent& agent : recipe.layers[i].agents) {
            std::string name = "agent " + std::to_string(i) + "." + std::to_string(section.items.size());
            section.items.push_back({Kind::words, std::move(name), agent_words(workspace, agent)});
        }
    }
    // All that is in it, prompts too.
    Section whole{"As JSON", {}};
    const std::string json =
        mixture::recipe_to_json(recipe).dump(2, ' ', false, Json::error_handler_t::replace);
    whole.items.push_back(passages_item("json", "The recipe as JSON", {{Passage::code, {{json}}}}));
    whole.summary = "Parameters, limits and prompts";
    sections.push_back(std::move(whole));
    return sections;
}

}  // namespace moa::screen
