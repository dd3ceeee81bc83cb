#include "session/cost_words.hpp"

#include <algorithm>

#include "figures.hpp"

namespace moa::session {
namespace {

std::string with_range(const std::string& likely, const std::string& low, const std::string& high) {
    if (low == likely && high == likely) return likely;
    return likely + " (" + low + "\u2013" + high + ")";
}

std::string unpriced_words(const std::vector<std::string>& models) {
    if (models.empty()) return {};
    return figure::counted(models.size(), "model") + " unpriced";
}

}  // namespace

std::string estimate_sentence(const RunEstimate& estimate, bool with_cost) {
    const double likely = estimate.prompt_tokens.likely + estimate.answer_tokens.likely;
    std::string text = "About " + figure::rough_tokens(likely) + " tokens, ";
    const std::string unpriced = unpriced_words(estimate.unpriced);
    if (with_cost && estimate.cost_usd.high > 0) {
        text += with_range(figure::money(estimate.cost_usd.likely), figure::money(estimate.cost_usd.low),
                           figure::money(estimate.cost_usd.high)) +
                ", ";
    }
    if (with_cost && !unpriced.empty()) text += unpriced + ", ";
    return text + with_range(figure::rough_duration(estimate.total_ms.likely),
                             figure::rough_duration(estimate.total_ms.low),
                             figure::rough_duration(estimate.total_ms.high));
}

std::string actual_sentence(const run::RunState& state, const std::optional<RunEstimate>& expected,
                            bool with_cost) {
    if (state.total_ms == no_time) return {};
    std::string text = "Took " + figure::duration(state.worked());
    if (expected) text += " (estimated " + figure::rough_duration(expected->total_ms.likely) + ")";
    text += ", " + figure::rough_tokens(
                       static_cast<double>(state.usage.prompt_tokens + state.usage.completion_tokens));
    if (expected)
        text += " of about " +
                figure::rough_tokens(expected->prompt_tokens.likely + expected->answer_tokens.likely);
    text += " tokens";
    if (with_cost && state.cost_usd > 0) {
        text += ", " + figure::money(state.cost_usd);
        if (expected && expected->cost_usd.high > 0)
            text += " (estimated " + figure::money(expected->cost_usd.likely) + ")";
    }
    const std::string unpriced = unpriced_words(state.unpriced);
    if (with_cost && !unpriced.empty()) text += ", " + unpriced;
    return text;
}

std::vector<double> spend_cap_choices(std::optional<double> cap) {
    std::vector<double> choices{0, 0.01, 0.05, 0.25, 1, 5};
    if (std::find(choices.begin(), choices.end(), cap.value_or(0)) == choices.end()) choices.push_back(*cap);
    return choices;
}

std::string cap_words(std::optional<double> usd) {
    if (!usd || *usd <= 0) return "No spend cap";
    return "Cap $" + figure::price(*usd);
}

}  // namespace moa::session
