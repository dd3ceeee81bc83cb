#include "session/configuration.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "mixture/presets.hpp"
#include "mixture/recipe_providers.hpp"
#include "mixture/recipe_rules.hpp"
#include "run/event.hpp"

namespace moa::session {

Configuration::Configuration() : providers_(mixture::known_providers()) {
    (void)apply(Setup{});
}

mixture::Providers Configuration::own_providers() const {
    mixture::Providers own;
    for (const mixture::Provider& provider : providers_) {
        const mixture::Provider* known = mixture::find_provider(mixture::known_providers(), provider.name);
        const bool moved = known == nullptr || known->base_url != provider.base_url;
        if (moved && !states(provider.name)) own.push_back(provider);
    }
    return own;
}

bool Configuration::states(std::string_view provider) const {
    return std::find(stated_.begin(), stated_.end(), provider) != stated_.end();
}

void Configuration::state_providers(const mixture::Providers& stated) {
    for (const mixture::Provider& provider : stated) {
        const auto it =
            std::find_if(providers_.begin(), providers_.end(),
                         [&provider](const mixture::Provider& each) { return each.name == provider.name; });
        if (it != providers_.end()) {
            *it = provider;
        } else {
            providers_.push_back(provider);
        }
        if (!states(provider.name)) stated_.push_back(provider.name);
    }
    ++revision_;
    ++providers_revision_;
}

void Configuration::add_providers_of(const mixture::Recipe& recipe) {
    if (mixture::add_recipe_providers(providers_, recipe, mixture::KnownProviders::stay).empty()) return;
    ++revision_;
    ++providers_revision_;
}

std::optional<Error> Configuration::set_base_url(std::string_view provider, std::string_view base_url) {
    const mixture::Provider* known = mixture::find_provider(mixture::known_providers(), provider);
    const bool back = base_url.empty() && known != nullptr;
    if (auto error =
            mixture::set_base_url(providers_, provider, back ? std::string_view(known->base_url) : base_url))
        return error;
    ++revision_;
    ++providers_revision_;
    return std::nullopt;
}

std::optional<Error> Configuration::remove_provider(std::string_view provider) {
    for (const mixture::Agent& agent : mixture::callees(recipe_)) {
        if (agent.provider == provider)
            return invalid_input("The recipe in use calls " + std::string(provider) +
                                 "; choose another recipe before you remove it.");
    }
    std::erase_if(providers_, [provider](const mixture::Provider& each) {
        return each.name == provider &&
               mixture::find_provider(mixture::known_providers(), provider) == nullptr;
    });
    ++revision_;
    ++providers_revision_;
    return std::nullopt;
}

void Configuration::remember_recent(std::vector<mixture::Recipe> recipes) {
    recent_ = std::move(recipes);
    if (recent_.size() > most_recent_recipes) recent_.resize(most_recent_recipes);
    ++revision_;
}

void Configuration::set_recent(mixture::Recipe recipe) {
    std::erase(recent_, recipe);
    recent_.insert(recent_.begin(), std::move(recipe));
    if (recent_.size() > most_recent_recipes) recent_.pop_back();
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
    Result<ResolvedSetup> resolved = resolve_setup(setup, providers_);
    if (!resolved) return resolved.error();
    use_now(std::move(resolved.value().recipe), true);
    setup_ = setup;
    setup_.base_url.clear();
    providers_ = std::move(resolved.value().providers);
    return std::nullopt;
}

std::optional<Error> Configuration::use(const mixture::Recipe& recipe) {
    mixture::Providers providers = providers_;
    const bool added =
        !mixture::add_recipe_providers(providers, recipe, mixture::KnownProviders::stay).empty();
    if (auto errors = mixture::check_providers(recipe, providers); !errors.empty()) return errors.front();
    use_now(recipe, false);
    if (!added) return std::nullopt;
    providers_ = std::move(providers);
    ++providers_revision_;
    return std::nullopt;
}

void Configuration::set_spend_cap(std::optional<double> usd) {
    recipe_.max_cost_usd = usd;
    ++revision_;
}

/// The recipe that was in use becomes a recent one, where somebody might miss it.
void Configuration::use_now(mixture::Recipe recipe, bool runs_setup) {
    const auto& presets = mixture::presets();
    const bool published = std::any_of(presets.begin(), presets.end(), [this](const mixture::Preset& each) {
        return each.recipe == recipe_;
    });
    std::erase(recent_, recipe);
    if (!published && recipe_ != recipe && !calls_no_model()) set_recent(std::move(recipe_));
    recipe_ = std::move(recipe);
    runs_setup_ = runs_setup;
    ++revision_;
    run::apply(preview_, 0, run::RunStarted{recipe_, {}});
}

}  // namespace moa::session
