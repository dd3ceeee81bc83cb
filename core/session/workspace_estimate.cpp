// What the next run is likely to take, and what the latest one was expected to.
#include <algorithm>
#include <utility>

#include "blank.hpp"
#include "figures.hpp"
#include "session/workspace.hpp"

namespace moa::session {
namespace {

std::string with_range(const std::string& likely, const std::string& low, const std::string& high) {
    return likely + " (" + low + "\u2013" + high + ")";
}

std::string unpriced_words(const std::vector<std::string>& models) {
    if (models.empty()) return {};
    return figure::counted(models.size(), "model") + " unpriced";
}

}  // namespace

void Workspace::remember_experience(Experience kept) {
    experience_ = std::move(kept);
    estimate_.reset();
    ++revision_;
}

std::optional<Error> Workspace::set_spend_cap(std::optional<double> usd) {
    if (usd && *usd <= 0) usd.reset();
    if (replay_ && replay_->recipe.max_cost_usd != usd) {
        // Its log hears of it when the run goes on.
        if (!logged_cap_) logged_cap_ = replay_->recipe.max_cost_usd;
        replay_->recipe.max_cost_usd = usd;
    } else if (driver_ && shown().recipe.max_cost_usd != usd) {
        run::GraphCommand command;
        command.change = run::Change::cap;
        command.usd = usd.value_or(0);
        driver_->change(command);
    }
    recipe_.max_cost_usd = usd;
    ++recipe_revision_;
    ++revision_;
    return std::nullopt;
}

std::optional<double> Workspace::spend_cap() const {
    return !idle() && shown().cap ? shown().recipe.max_cost_usd : recipe_.max_cost_usd;
}

const RunEstimate& Workspace::estimate() const {
    const std::pair<std::string, std::uint64_t> basis{draft_, book_.revision()};
    if (estimate_ && estimate_basis_ == basis) return *estimate_;
    estimate_basis_ = basis;
    estimate_ = estimate_of(recipe_);
    return *estimate_;
}

RunEstimate Workspace::estimate_of(const mixture::Recipe& recipe) const {
    std::vector<wire::ChatMessage> messages = conversation();
    messages.push_back({"user", draft_});
    const mixture::PriceList prices = price_list(book_, recipe, providers_);
    return estimate_run({recipe, messages, providers_, prices, experience_});
}

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

std::vector<double> spend_cap_choices(const Workspace& workspace) {
    std::vector<double> choices{0, 0.01, 0.05, 0.25, 1, 5};
    const double cap = workspace.spend_cap().value_or(0);
    if (std::find(choices.begin(), choices.end(), cap) == choices.end()) choices.push_back(cap);
    return choices;
}

std::string cap_words(std::optional<double> usd) {
    if (!usd || *usd <= 0) return "No spend cap";
    return "Cap $" + figure::price(*usd);
}

std::string Workspace::outlook() const {
    const std::string stale = idle() ? std::string() : run::stale_sentence(shown());
    if (!stale.empty()) return stale + " " + run::to_sentence(rerun_price());
    if (running()) return {};
    const bool asks = !is_blank(draft_);
    return asks ? estimate_sentence(estimate(), !is_demo()) : actual_sentence();
}

std::string Workspace::actual_sentence() const {
    const run::RunState& state = shown();
    if (idle() || running() || state.total_ms == no_time) return {};
    const bool with_cost = !is_demo();
    std::string text = "Took " + figure::duration(state.total_ms);
    if (expected_) text += " (estimated " + figure::rough_duration(expected_->total_ms.likely) + ")";
    text += ", " + figure::rough_tokens(
                       static_cast<double>(state.usage.prompt_tokens + state.usage.completion_tokens));
    if (expected_)
        text += " of about " +
                figure::rough_tokens(expected_->prompt_tokens.likely + expected_->answer_tokens.likely);
    text += " tokens";
    if (with_cost && state.cost_usd > 0) {
        text += ", " + figure::money(state.cost_usd);
        if (expected_ && expected_->cost_usd.high > 0)
            text += " (estimated " + figure::money(expected_->cost_usd.likely) + ")";
    }
    const std::string unpriced = unpriced_words(state.unpriced);
    if (with_cost && !unpriced.empty()) text += ", " + unpriced;
    return text;
}

}  // namespace moa::session
