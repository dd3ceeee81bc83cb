// What the next run is likely to take, and what the latest one was expected to.
#include <utility>

#include "blank.hpp"
#include "run/price_of_calls.hpp"
#include "run/sentences.hpp"
#include "session/cost_words.hpp"
#include "session/workspace.hpp"

namespace moa::session {

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

std::string Workspace::actual_sentence() const {
    if (idle() || running()) return {};
    return session::actual_sentence(shown(), expected_, !is_demo());
}

std::string Workspace::outlook() const {
    const std::string stale = idle() ? std::string() : run::stale_sentence(shown());
    if (!stale.empty()) return stale + " " + run::to_sentence(rerun_price());
    if (running()) return {};
    const bool asks = !is_blank(draft_);
    return asks ? estimate_sentence(estimate(), !is_demo()) : actual_sentence();
}

}  // namespace moa::session
