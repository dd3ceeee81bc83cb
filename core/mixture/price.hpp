// What a call costs, from a dated seed list; a model that is not in it is unpriced, never guessed.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "wire/chat.hpp"
#include "wire/price.hpp"

namespace moa::mixture {

using wire::Price;

/// The day the seed list stands for, "2026-08-17".
std::string_view price_date();

/// Price of a model at a provider; the simulated provider costs nothing.
std::optional<Price> find_price(std::string_view provider, std::string_view model);

/// The prices one run counts with: what the providers' own lists say, and the seed list for the rest.
class PriceList {
  public:
    /// `price` is nothing for a model that is known to have none: then the seed list is not asked either.
    void set(std::string provider, std::string model, std::optional<Price> price);
    /// What was set, else the seed list's price; nothing for an unpriced model.
    std::optional<Price> find(std::string_view provider, std::string_view model) const;

  private:
    std::map<std::pair<std::string, std::string>, std::optional<Price>> own_;
};

/// US dollars.
double cost_usd(const Price& price, const wire::Usage& usage);

}  // namespace moa::mixture
