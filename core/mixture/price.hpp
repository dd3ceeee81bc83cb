// What a call costs, from a dated seed list; a model that is not in it is unpriced, never guessed.
#pragma once

#include <optional>
#include <string_view>

#include "wire/chat.hpp"

namespace moa::mixture {

/// US dollars per million tokens.
struct Price {
    double input = 0;
    double output = 0;
};

/// The day the seed list stands for, "2026-08-17".
std::string_view price_date();

/// Price of a model at a provider; the simulated provider costs nothing.
std::optional<Price> find_price(std::string_view provider, std::string_view model);

/// US dollars.
double cost_usd(const Price& price, const wire::Usage& usage);

}  // namespace moa::mixture
