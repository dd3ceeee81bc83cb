// What the next run consists of: the recipe in use, the setup it may come from, and the providers it calls.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mixture/recipe.hpp"
#include "run/state.hpp"
#include "session/setup.hpp"

namespace moa::session {

/// As many recipes that were used before can be chosen again.
constexpr std::size_t most_recent_recipes = 10;

class Configuration {
  public:
    /// That of a setup with nothing chosen.
    Configuration();

    const Setup& setup() const { return setup_; }
    const mixture::Recipe& recipe() const { return recipe_; }
    /// The known providers, each where it is for this user, and endpoints of the user's own.
    const mixture::Providers& providers() const { return providers_; }
    /// Grows whenever one of them is moved, added or removed by itself.
    std::uint64_t providers_revision() const { return providers_revision_; }
    /// Those of them that the user has moved or added here.
    mixture::Providers own_providers() const;
    /// Whether the shell's configuration states this provider, see state_providers.
    bool states(std::string_view provider) const;
    /// Whether the recipe is the one that `setup` makes, and not one of its own.
    bool runs_setup() const { return runs_setup_; }
    /// Grows whenever any of these change, for shells that keep them.
    std::uint64_t revision() const { return revision_; }
    /// The run before it begins: the recipe's nodes, all queued.
    const run::RunState& preview() const { return preview_; }

    /// Whether all replies of the recipe in use are scripted.
    bool calls_no_model() const { return calls_no_model(recipe_); }
    /// The same of any recipe, and of a run with the changes made to it.
    bool calls_no_model(const mixture::Recipe& recipe) const;
    bool calls_no_model(const run::RunState& state) const;

    /// Recipes that call models, were in use before this one and are no published preset; the latest first.
    const std::vector<mixture::Recipe>& recent() const { return recent_; }
    /// Replaces them by what a shell has kept.
    void remember_recent(std::vector<mixture::Recipe> recipes);

    /// Moves a provider to this base URL, or adds an endpoint by a name of its own. An empty one takes a
    /// known provider back to where it is known to be. An error says what is wrong with it; nothing is
    /// changed then.
    std::optional<Error> set_base_url(std::string_view provider, std::string_view base_url);
    /// Takes providers as a configuration file of the shell has them, in place of those of the same names.
    /// The file keeps them: they are none of own_providers.
    void state_providers(const mixture::Providers& stated);
    /// Adds the endpoints that only this recipe names, of a run that may go on. No key is bound to them.
    void add_providers_of(const mixture::Recipe& recipe);
    /// Forgets an endpoint of the user's own. Refused for one that the recipe in use calls.
    std::optional<Error> remove_provider(std::string_view provider);

    /// What shells keep along with it has changed.
    void touch() { ++revision_; }

    /// Changes provider, models and shape, and moves the provider where the setup has a base URL. An error
    /// names the field; nothing is changed then.
    std::optional<Error> apply(const Setup& setup);
    /// Refused with the first reason when the recipe cannot run with these providers.
    std::optional<Error> use(const mixture::Recipe& recipe);
    /// Holds until the recipe is changed; nothing for no cap.
    void set_spend_cap(std::optional<double> usd);

  private:
    void set_recent(mixture::Recipe recipe);
    void use_now(mixture::Recipe recipe, bool runs_setup);

    Setup setup_;
    bool runs_setup_ = true;
    mixture::Providers providers_;
    std::vector<std::string> stated_;  ///< names
    mixture::Recipe recipe_;
    std::vector<mixture::Recipe> recent_;
    run::RunState preview_;
    std::uint64_t revision_ = 0;
    std::uint64_t providers_revision_ = 0;
};

}  // namespace moa::session
