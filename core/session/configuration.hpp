// What the next run consists of: the recipe in use, the setup it may come from, and the providers it calls.
#pragma once

#include <cstdint>
#include <optional>

#include "mixture/recipe.hpp"
#include "run/state.hpp"
#include "session/setup.hpp"

namespace moa::session {

class Configuration {
  public:
    /// That of a setup with nothing chosen.
    Configuration();

    const Setup& setup() const { return setup_; }
    const mixture::Recipe& recipe() const { return recipe_; }
    const mixture::Providers& providers() const { return providers_; }
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

    /// Changes provider, models and shape. An error names the field; nothing is changed then.
    std::optional<Error> apply(const Setup& setup);
    /// Refused with the first reason when the recipe cannot run with these providers.
    std::optional<Error> use(const mixture::Recipe& recipe);
    /// Holds until the recipe is changed; nothing for no cap.
    void set_spend_cap(std::optional<double> usd);

  private:
    void recipe_changed();

    Setup setup_;
    bool runs_setup_ = true;
    mixture::Providers providers_;
    mixture::Recipe recipe_;
    run::RunState preview_;
    std::uint64_t revision_ = 0;
};

}  // namespace moa::session
