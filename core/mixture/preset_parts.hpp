// What presets are made of. Inside mixture/ only.
#pragma once

#include <string_view>
#include <vector>

#include "mixture/presets.hpp"

namespace moa::mixture {

inline constexpr std::string_view moa_paper = "arXiv 2406.04692";       ///< Wang et al., Mixture-of-Agents
inline constexpr std::string_view self_moa_paper = "arXiv 2502.00674";  ///< Li et al., Self-MoA

Agent preset_agent(std::string_view provider, std::string_view model);
/// A model that always thinks first: its thinking counts against max_tokens, so that it needs more of them.
Agent thinking_agent(std::string_view provider, std::string_view model);
/// A model whose thinking can be set.
Agent effort_agent(std::string_view provider, std::string_view model, wire::Reasoning reasoning);
/// The same agent `count` times, warm enough that its answers differ.
Agent sampled(Agent agent, int count);

Layer layer_of(std::vector<Agent> agents);

/// Temperature, max_tokens and limits stand in it: presets leave nothing to hidden defaults.
Recipe preset_recipe(std::string_view name, std::string_view source, std::string_view description,
                     std::vector<Layer> layers);

/// Each adds its presets to the list.
void add_simulated_presets(std::vector<Preset>& list);
void add_paper_presets(std::vector<Preset>& list);
void add_current_presets(std::vector<Preset>& list);
void add_variant_presets(std::vector<Preset>& list);

// Today's layers, which several presets share. `provider` is "together" or "groq", for
// the lite ones and the aggregator also "openai" or "openrouter".
Layer lite_proposers(std::string_view provider);
Layer strong_proposers(std::string_view provider);
Agent current_aggregator(std::string_view provider);

}  // namespace moa::mixture
