#include "wire/retry_advice.hpp"

#include <algorithm>
#include <string>

#include "ascii.hpp"
#include "wire/error_text.hpp"
#include "wire/http_date.hpp"

namespace moa::wire {
namespace {

/// Header values are short; what is longer than this is none of them.
constexpr std::size_t longest_value = 64;

std::string_view value_of(const Headers& headers, std::string_view name) {
    std::string_view value = find_header(headers, name);
    constexpr std::string_view space = " \t";
    const std::size_t first = value.find_first_not_of(space);
    if (first == std::string_view::npos) return {};
    value = value.substr(first, value.find_last_not_of(space) - first + 1);
    return value.size() <= longest_value ? value : std::string_view();
}

std::optional<std::int64_t> read_count(std::string_view value) {
    const std::optional<double> number = parse_plain_number(value);
    constexpr double most = 1e15;
    if (!number || *number > most) return std::nullopt;
    return static_cast<std::int64_t>(*number);
}

/// The headers PREFIXlimitSUFFIX, PREFIXremainingSUFFIX and PREFIXresetSUFFIX.
struct Names {
    std::string_view prefix;
    std::string_view suffix;
};

/// The number behind `name` in a list of parameters, "r=0;t=50".
std::optional<double> parameter(std::string_view list, std::string_view name) {
    for (std::size_t at = list.find(name); at != std::string_view::npos; at = list.find(name, at + 1)) {
        if (at > 0 && list[at - 1] != ';' && list[at - 1] != ',' && list[at - 1] != ' ') continue;
        std::string_view number = list.substr(at + name.size());
        number = number.substr(0, number.find_first_of(";, "));
        if (const std::optional<double> value = parse_plain_number(number)) return value;
    }
    return std::nullopt;
}

/// One header for all of it, in the two forms that the IETF's drafts had: `"minute";r=0;t=50` and
/// `limit=100, remaining=0, reset=50`.
std::optional<Millis> wait_of_draft(std::string_view value) {
    const std::optional<double> left =
        parameter(value, "r=") ? parameter(value, "r=") : parameter(value, "remaining=");
    const std::optional<double> reset =
        parameter(value, "t=") ? parameter(value, "t=") : parameter(value, "reset=");
    if (!left || !reset || *left > 0) return std::nullopt;
    return sensible_wait(*reset * 1000);
}

/// How long until the allowance that is used up is counted anew, where only the names of the headers tell
/// which one that is: x-ratelimit-reset-tokens belongs to x-ratelimit-remaining-tokens, and so with every
/// provider's own names. Of those that say nothing of what remains, the one that comes first.
std::optional<Millis> wait_of_resets(const Headers& headers, std::optional<std::int64_t> now_ms) {
    std::optional<Millis> used_up;
    std::optional<Millis> unknown;
    for (const auto& [key, value] : headers) {
        std::string name = lower_case(key);
        const std::size_t at = name.find("reset");
        if (at == std::string::npos || name.find("limit") == std::string::npos) continue;
        const std::optional<Millis> reset = parse_wait(value_of(headers, key), now_ms);
        if (!reset || *reset == 0) continue;
        const std::optional<double> left = parse_plain_number(
            value_of(headers, name.replace(at, std::string_view("reset").size(), "remaining")));
        if (!left) {
            unknown = std::min(unknown.value_or(*reset), *reset);
        } else if (*left <= 0) {
            used_up = std::max(used_up.value_or(0), *reset);
        }
    }
    if (const auto draft = wait_of_draft(value_of(headers, "ratelimit"))) used_up = std::max(used_up, draft);
    return used_up ? used_up : unknown;
}

Allotment read_allotment(const Headers& headers, std::initializer_list<Names> sets,
                         std::optional<std::int64_t> now_ms) {
    Allotment allotment;
    for (const Names& names : sets) {
        const auto value = [&](std::string_view what) {
            return value_of(headers, std::string(names.prefix).append(what).append(names.suffix));
        };
        if (!allotment.limit) allotment.limit = read_count(value("limit"));
        if (!allotment.remaining) allotment.remaining = read_count(value("remaining"));
        if (!allotment.reset_ms) allotment.reset_ms = parse_wait(value("reset"), now_ms);
    }
    return allotment;
}

}  // namespace

std::optional<std::int64_t> time_of_response(const Headers& headers, std::optional<std::int64_t> utc_now_ms) {
    const std::optional<std::int64_t> own = parse_http_date(value_of(headers, "date"));
    return own ? own : utc_now_ms;
}

RetryAdvice read_retry_advice(const Headers& headers, std::optional<std::int64_t> utc_now_ms) {
    RetryAdvice advice;
    if (const std::optional<double> ms = parse_plain_number(value_of(headers, "retry-after-ms"))) {
        advice.retry_after_ms = sensible_wait(*ms);
    }
    if (!advice.retry_after_ms) {
        advice.retry_after_ms =
            parse_wait(value_of(headers, "retry-after"), time_of_response(headers, utc_now_ms));
    }
    advice.reset_ms = wait_of_resets(headers, time_of_response(headers, utc_now_ms));
    const std::string should_retry = lower_case(value_of(headers, "x-should-retry"));
    if (should_retry == "true") advice.should_retry = true;
    if (should_retry == "false") advice.should_retry = false;
    return advice;
}

RateLimits read_rate_limits(const Headers& headers, std::optional<std::int64_t> utc_now_ms) {
    const std::optional<std::int64_t> now_ms = time_of_response(headers, utc_now_ms);
    RateLimits limits;
    limits.requests = read_allotment(headers, {{"x-ratelimit-", "-requests"}, {"x-ratelimit-", ""}}, now_ms);
    limits.tokens = read_allotment(headers, {{"x-ratelimit-", "-tokens"}, {"x-tokenlimit-", ""}}, now_ms);
    return limits;
}

}  // namespace moa::wire
