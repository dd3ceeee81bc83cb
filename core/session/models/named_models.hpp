// Models by name: what a user typed for a model, found in the lists that are known, and the recipe that such
// models make.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "session/models/model_book.hpp"

namespace moa::session {

/// A model at a provider.
struct NamedModel {
    std::string provider;
    std::string model;  ///< id, as requests name it

    bool operator==(const NamedModel&) const = default;
};

/// The two sides of "groq/openai/gpt-oss-120b" where what stands before the first slash is the name of one of
/// `providers`; nothing for a model without its provider.
std::optional<NamedModel> split_model_name(std::string_view typed, const mixture::Providers& providers);

/// The model that was typed: with its provider as it is, listed or not; without, the one in the lists of
/// `providers` that has this id, else the one whose id ends with it behind a slash, or has it before a tag
/// (":latest"). Upper and lower case are the same. The error names the choices where there are several, and
/// the nearest where there is none.
Result<NamedModel> find_named_model(std::string_view typed, const mixture::Providers& providers,
                                    const ModelBook& book);

/// What was asked for by name.
struct NamedMix {
    std::vector<NamedModel> proposers;  ///< at least one; the same one may stand there more than once
    std::optional<NamedModel> aggregator;
    std::optional<int> calls;  ///< of the proposers together, 1 to `most_named_calls`
};

inline constexpr int most_named_calls = 64;
/// Proposals of one model where nothing else is said: the paper's six (arXiv 2406.04692, section 3.3), half
/// of them where they are answered one after the other.
inline constexpr int default_calls = 6;
inline constexpr int default_local_calls = 3;

/// One layer of proposers and an aggregator, the first proposer where none is named. One model alone is
/// Self-MoA (arXiv 2502.00674). With `calls`, the proposers are asked in turn until there are so many.
Result<mixture::Recipe> recipe_of_models(const NamedMix& mix, const mixture::Providers& providers);

/// The models of the provider's list that a mixture is made of where nobody chose: at most `most`, those that
/// can chat, in the order of `preferred_families`, one of each family first.
std::vector<NamedModel> chosen_models(const mixture::Provider& provider, const ModelBook& book,
                                      std::size_t most);

}  // namespace moa::session
