#include "session/configuration.hpp"

#include <algorithm>
#include <utility>

#include "mixture/recipe_rules.hpp"
#include "run/event.hpp"

namespace moa::session {

Configuration::Configuration() : providers_(mixture::known_providers()) {
    (void)apply(Setup{});
}

bool Configuration::calls_no_model(const mixture::Recipe& recipe) const {
    return mixture::calls_no_model(recipe, providers_);
}

bool Configuration::calls_no_model(const run::RunState& state) const {
    const auto is_scripted = [this](const run::Node& node) {
        const auto& backup = node.agent.backup;
        return node.agent.muted || (mixture::is_simulated(providers_, node.agent.provider) &&
                                    (!backup || mixture::is_simulated(providers_, backup->provider)));
    };
    return std::all_of(state.layers.begin(), state.layers.end(), [&](const std::vector<run::Node>& nodes) {
        return std::all_of(nodes.begin(), nodes.end(), is_scripted);
    });
}

std::optional<Error> Configuration::apply(const Setup& setup) {
    Result<ResolvedSetup> resolved = resolve_setup(setup, mixture::known_providers());
    if (!resolved) return resolved.error();
    setup_ = setup;
    runs_setup_ = true;
    providers_ = std::move(resolved.value().providers);
    recipe_ = std::move(resolved.value().recipe);
    recipe_changed();
    return std::nullopt;
}

std::optional<Error> Configuration::use(const mixture::Recipe& recipe) {
    if (auto errors = mixture::check_providers(recipe, providers_); !errors.empty()) return errors.front();
    recipe_ = recipe;
    runs_setup_ = false;
    recipe_changed();
    return std::nullopt;
}

void Configuration::set_spend_cap(std::optional<double> usd) {
    recipe_.max_cost_usd = usd;
    ++revision_;
}

void Configuration::recipe_changed() {
    ++revision_;
    run::apply(preview_, 0, run::RunStarted{recipe_, {}});
}

}  // namespace moa::session
