// What the next run is likely to take, and what the latest one was expected to.
#include <cmath>
#include <cstdio>
#include <utility>

#include "blank.hpp"
#include "session/workspace.hpp"

namespace moa::session {
namespace {

std::string money(double usd) {
    char text[32];
    std::snprintf(text, sizeof text, usd != 0 && usd < 0.1 ? "$%.4f" : "$%.2f", usd);
    return text;
}

std::string seconds_text(double ms) {
    char text[32];
    if (ms < 10'000) {
        std::snprintf(text, sizeof text, "%.1f s", ms / 1000);
    } else if (ms < 120'000) {
        std::snprintf(text, sizeof text, "%.0f s", ms / 1000);
    } else {
        std::snprintf(text, sizeof text, "%.0f min", ms / 60'000);
    }
    return text;
}

/// Two figures of a number of tokens: nobody knows more.
std::string tokens(double count) {
    char text[32];
    if (count < 1000) {
        std::snprintf(text, sizeof text, "%.0f", std::round(count / 10) * 10);
    } else {
        std::snprintf(text, sizeof text, "%.1fk", count / 1000);
    }
    return text;
}

std::string with_range(const std::string& likely, const std::string& low, const std::string& high) {
    return likely + " (" + low + "\u2013" + high + ")";
}

std::string unpriced_words(const std::vector<std::string>& models) {
    if (models.empty()) return {};
    return models.size() == 1 ? "1 model unpriced" : std::to_string(models.size()) + " models unpriced";
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
    std::string text = "About " + tokens(likely) + " tokens, ";
    const std::string unpriced = unpriced_words(estimate.unpriced);
    if (with_cost && estimate.cost_usd.high > 0) {
        text += with_range(money(estimate.cost_usd.likely), money(estimate.cost_usd.low),
                           money(estimate.cost_usd.high)) +
                ", ";
    }
    if (with_cost && !unpriced.empty()) text += unpriced + ", ";
    return text + with_range(seconds_text(estimate.total_ms.likely), seconds_text(estimate.total_ms.low),
                             seconds_text(estimate.total_ms.high));
}

std::string cap_words(std::optional<double> usd) {
    if (!usd || *usd <= 0) return "No spend cap";
    char text[32];
    std::snprintf(text, sizeof text, "Cap $%.2f", *usd);
    return text;
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
    std::string text = "Took " + seconds_text(static_cast<double>(state.total_ms));
    if (expected_) text += " (estimated " + seconds_text(expected_->total_ms.likely) + ")";
    text += ", " + tokens(static_cast<double>(state.usage.prompt_tokens + state.usage.completion_tokens));
    if (expected_)
        text += " of about " + tokens(expected_->prompt_tokens.likely + expected_->answer_tokens.likely);
    text += " tokens";
    if (with_cost && state.cost_usd > 0) {
        text += ", " + money(state.cost_usd);
        if (expected_ && expected_->cost_usd.high > 0)
            text += " (estimated " + money(expected_->cost_usd.likely) + ")";
    }
    const std::string unpriced = unpriced_words(state.unpriced);
    if (with_cost && !unpriced.empty()) text += ", " + unpriced;
    return text;
}

}  // namespace moa::session
