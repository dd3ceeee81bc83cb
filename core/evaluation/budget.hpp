// A spend cap over many runs at once.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mixture/price.hpp"
#include "mixture/recipe.hpp"

namespace moa::evaluation {

/// Gives each run a cap of its own, so that all of them together stay within one: what was spent and what was
/// granted is never more than the cap. US dollars.
class Budget {
  public:
    /// Without a cap everything is granted, and nothing is limited.
    explicit Budget(std::optional<double> cap_usd) : cap_(cap_usd) {}

    /// Money that is gone.
    void spend(double usd) { spent_ += usd; }
    /// What a run that is likely to cost `likely` may spend, with an equal share (of `lanes`) of what is free
    /// beyond that; nothing where that much is not free.
    std::optional<double> grant(double likely, int lanes);
    /// A run has ended that was granted `granted` and has spent `spent`.
    void settle(double granted, double spent);

    bool limited() const { return cap_.has_value(); }
    double spent() const { return spent_; }

  private:
    std::optional<double> cap_;
    double spent_ = 0;
    double granted_ = 0;
};

/// What asking all turns of a question is likely to cost, in US dollars: by the rule with which a run's own
/// cap lets layers start (run::price_of_calls), so that what is granted lets them start.
double likely_cost(const mixture::Recipe& recipe, const std::vector<wire::ChatMessage>& opening,
                   const std::vector<std::string>& turns, const mixture::PriceList& prices);

}  // namespace moa::evaluation
