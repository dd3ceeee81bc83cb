// When a call may be sent: per provider and model, learned from what the provider answers.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "clock.hpp"
#include "error.hpp"
#include "mixture/provider.hpp"
#include "random.hpp"
#include "wire/retry_advice.hpp"

namespace moa::run {

/// Why a node waits with its request.
enum class QueueReason {
    turn,        ///< as many calls are on their way as the server takes at once
    spacing,     ///< a burst of first calls to one model is spread out
    rate_limit,  ///< the provider said so, or its allowance is used up
    retry,       ///< an attempt failed, and the next one follows after a pause
};

std::string_view to_string(QueueReason reason);
std::optional<QueueReason> parse_queue_reason(std::string_view text);

/// Learns how much each model of each provider takes, and outlives single runs. Works without rate-limit
/// headers, which browsers mostly hide: what it learns from 429 and 503 alone is how many calls at once were
/// too many and how long to pause. A lane (a model of a provider) that was refused halves the calls it sends
/// at once and adds one with each answer (additive increase, multiplicative decrease: Chiu and Jain 1989, as
/// TCP does). Times are of the caller's clock.
class Scheduler {
  public:
    explicit Scheduler(std::uint64_t seed = 1) : random_(seed) {}

    /// Whether a call may be sent now; if not, why, and when to ask again (no_time: when another call ends).
    struct Admission {
        bool now = true;
        QueueReason reason = QueueReason::turn;
        Millis until = no_time;
    };
    /// `tokens`: what the call will use, estimated.
    Admission admit(const mixture::Provider& provider, std::string_view model, std::int64_t tokens,
                    Millis now) const;

    /// The call goes out; what it uses is taken off the allowance known so far.
    void on_sent(const mixture::Provider& provider, std::string_view model, std::int64_t tokens, Millis now);
    /// An answer with a good status has begun. What its head says is left replaces what was known.
    void on_answered(const mixture::Provider& provider, std::string_view model, const wire::RateLimits& left,
                     Millis now);
    /// The call sent at `sent_at` was refused for load (429, 503). `wait`: how long the provider asked to.
    /// Returns when the lane sends again.
    Millis on_refused(const mixture::Provider& provider, std::string_view model, std::optional<Millis> wait,
                      Millis sent_at, Millis now);
    /// The call is over, however it ended; once for each `on_sent`.
    void on_ended(const mixture::Provider& provider, std::string_view model);

    /// A first call to a model is answered before many more follow, or this long has passed: six calls at
    /// once to a cold model are what Together's dynamic limits refuse (its rate grows with steady traffic).
    static constexpr Millis spacing_ms = 150;
    /// Waits beyond this are not waited for.
    static constexpr Millis longest_wait_ms = moa::longest_wait_ms;

  private:
    static constexpr int unlimited = std::numeric_limits<int>::max();

    /// What the provider has said may still be used until it gives more; nothing once that time has come.
    struct Allowance {
        std::optional<std::int64_t> left;
        Millis reset_at = no_time;

        void learn(const wire::Allotment& told, Millis now);
        void use(std::int64_t amount);
        bool lacks(std::int64_t amount, Millis now) const { return left && *left < amount && reset_at > now; }
    };

    struct Lane {
        int in_flight = 0;
        int window = unlimited;  ///< calls at once
        int refusals = 0;        ///< in a row
        bool answered = false;   ///< ever
        Millis last_sent_at = no_time;
        Millis narrowed_at = no_time;  ///< when the window last shrank
        Millis paused_until = no_time;
        Allowance requests;
        Allowance tokens;
    };
    using LaneKey = std::pair<std::string, std::string>;

    const Lane* find(const mixture::Provider& provider, std::string_view model) const;
    Lane& lane_of(const mixture::Provider& provider, std::string_view model);

    std::map<LaneKey, Lane> lanes_;         ///< by base URL and model
    std::map<std::string, int> in_flight_;  ///< by base URL
    Random random_;
};

}  // namespace moa::run
