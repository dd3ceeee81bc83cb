// Which answers are disturbed, by which fault, how often: what --fault says.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "result.hpp"
#include "simulate/fault/fault.hpp"
#include "wire/http.hpp"

namespace moa::simulate {

/// One fault and the chat requests it may meet.
struct FaultRule {
    const Fault* fault = nullptr;
    double probability = 1;  ///< of each attempt
    /// How many attempts of one request it meets at most; the next one is answered well.
    int attempts = std::numeric_limits<int>::max();
    std::string model;  ///< requests to this model only; empty: to any
};

/// Reads "NAME[:PROBABILITY[:ATTEMPTS]][@MODEL]", e.g. "status-500", "rate-limit:0.2",
/// "reset-before-head:1:2@sim/echo-8b". The error is a sentence for the user.
Result<FaultRule> parse_fault_rule(std::string_view text);

/// Rules, and the seed that decides where chance has a say. What happens to a request depends on the seed, on
/// its body and on how often it came before, not on the order in which requests arrive.
class FaultPlan {
  public:
    FaultPlan() = default;
    FaultPlan(std::vector<FaultRule> rules, std::uint64_t seed);

    bool empty() const { return rules_.empty(); }
    /// Disturbs the good answer to a chat request, by the first rule that meets it. The fault's name, or
    /// nothing. The same body again counts as the next attempt.
    std::string_view disturb(const wire::HttpRequest& request, TimedResponse& response);
    /// `disturb` for whoever takes a function; the plan must outlive it and stay in its place.
    std::function<void(const wire::HttpRequest&, TimedResponse&)> disturbance() {
        return
            [this](const wire::HttpRequest& request, TimedResponse& response) { disturb(request, response); };
    }
    /// How often each fault was met so far, by its name.
    const std::map<std::string_view, int>& met() const { return met_; }

  private:
    std::vector<FaultRule> rules_;
    std::uint64_t seed_ = 1;
    std::map<std::uint64_t, int> attempts_;  ///< so far, by the hash of the body
    std::map<std::string_view, int> met_;
};

}  // namespace moa::simulate
