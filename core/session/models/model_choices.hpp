// Choosing a model: what stands beside its id, and which of a provider's list are offered.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "session/models/model_book.hpp"

namespace moa::session {

/// A model with what a chooser has to know, in words that may be shown as they are.
struct ModelChoice {
    std::string id;
    std::string name;     ///< the provider's name for people; empty where it says no more than the id
    std::string context;  ///< "131k tokens"; empty where it is not known
    std::string price;    ///< "$0.88 in, $1.20 out", "unpriced", ...; US dollars per million tokens
    std::string notes;    ///< "cannot chat (embedding), inactive", "not in the list"; empty for most
    bool usable = true;   ///< false for what cannot be asked: inactive, dedicated only, no chat, refused
};

/// What is known of this id, be it listed or not.
ModelChoice choice_of(const ModelBook& book, const mixture::Provider& provider, std::string_view model);

/// The models of the provider's list that have every word of `query`, in the list's order, those that can be
/// used before those that cannot; at most `count`. `found` is how many there are.
std::vector<ModelChoice> find_choices(const ModelBook& book, const mixture::Provider& provider,
                                      std::string_view query, std::size_t count, std::size_t& found);

}  // namespace moa::session
