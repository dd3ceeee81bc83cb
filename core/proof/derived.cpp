#include "proof/derived.hpp"

#include <algorithm>
#include <map>

#include "judging/exact_answer.hpp"
#include "mixture/agreement.hpp"

namespace moa::proof {

namespace {

std::size_t most_agreeing(const std::vector<std::string_view>& texts) {
    const std::vector<double> agreement = mixture::agreement_with_others(texts);
    return static_cast<std::size_t>(std::max_element(agreement.begin(), agreement.end()) - agreement.begin());
}

/// The first place of the most frequent value; nothing where there is no value.
template <class Value, class Read>
std::optional<std::size_t> most_frequent(const std::vector<std::string_view>& texts, const Read& read) {
    std::map<Value, std::vector<std::size_t>> votes;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (const auto value = read(texts[i])) votes[*value].push_back(i);
    }
    std::optional<std::size_t> place;
    std::size_t most = 0;
    for (const auto& vote : votes) {
        const std::vector<std::size_t>& places = vote.second;
        if (places.size() < most || (places.size() == most && places.front() > *place)) continue;
        most = places.size();
        place = places.front();
    }
    return place;
}

}  // namespace

std::size_t voted(const std::vector<std::string_view>& texts) {
    if (const auto place = most_frequent<double>(texts, judging::final_number)) return *place;
    if (const auto place = most_frequent<char>(texts, judging::final_choice)) return *place;
    return most_agreeing(texts);
}

std::optional<DerivedAnswer> derive(const run::RunState& state, Derivation derivation) {
    if (state.layers.size() < 2) return std::nullopt;
    DerivedAnswer derived;
    std::vector<std::string_view> texts;
    for (std::size_t layer = 0; layer + 1 < state.layers.size(); ++layer) {
        texts.clear();
        for (const run::Node& node : state.layers[layer]) {
            derived.cost_usd += node.cost_usd.value_or(0);
            derived.total_ms = std::max(derived.total_ms, node.ended_at);
            if (node.is_used()) texts.push_back(node.text);
        }
    }
    if (texts.empty()) return std::nullopt;
    derived.text = texts[derivation == Derivation::vote ? voted(texts) : most_agreeing(texts)];
    return derived;
}

}  // namespace moa::proof
