#include "wire/retry_advice.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "wire/error_text.hpp"
#include "wire/http_date.hpp"

namespace moa::wire {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

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

/// Takes "12" or "2.5" off the front: no sign, no exponent, no NaN.
std::optional<double> take_number(std::string_view& text) {
    std::size_t length = 0;
    double value = 0;
    while (length < text.size() && is_digit(text[length])) {
        value = value * 10 + (text[length] - '0');
        ++length;
    }
    if (length == 0) return std::nullopt;
    if (length + 1 < text.size() && text[length] == '.' && is_digit(text[length + 1])) {
        double place = 0.1;
        for (++length; length < text.size() && is_digit(text[length]); ++length) {
            value += (text[length] - '0') * place;
            place /= 10;
        }
    }
    text.remove_prefix(length);
    return value;
}

std::optional<double> whole_number(std::string_view text) {
    const std::optional<double> number = take_number(text);
    return text.empty() ? number : std::nullopt;
}

/// A wait of `ms`, rounded up to whole ones (short of the noise of decimal fractions), when it is sensible.
std::optional<Millis> sensible(double ms) {
    if (!(ms >= 0 && ms <= static_cast<double>(longest_sensible_wait_ms))) return std::nullopt;
    return static_cast<Millis>(std::ceil(ms - 1e-6));
}

/// From now until a point in time. One that is past means now.
std::optional<Millis> until(double then_ms, std::optional<std::int64_t> now_ms) {
    if (!now_ms) return std::nullopt;
    return sensible(std::max(0.0, then_ms - static_cast<double>(*now_ms)));
}

/// Seconds, or a number so large that it is a point in time: in seconds since 1970 from 2001 to 2096, or in
/// milliseconds.
std::optional<Millis> wait_of_number(double number, std::optional<std::int64_t> now_ms) {
    constexpr double least = 1e9;
    constexpr double most = 4e9;
    if (number >= least && number <= most) return until(number * 1000, now_ms);
    if (number >= least * 1000 && number <= most * 1000) return until(number, now_ms);
    return sensible(number * 1000);
}

/// When the response was sent, by its own clock or else by ours.
std::optional<std::int64_t> time_of(const Headers& headers, std::optional<std::int64_t> utc_now_ms) {
    const std::optional<std::int64_t> own = parse_http_date(value_of(headers, "date"));
    return own ? own : utc_now_ms;
}

struct Unit {
    std::string_view name;
    double ms;
};
constexpr std::array units = {
    Unit{"ms", 1},           Unit{"s", 1000},          Unit{"m", 60'000},       Unit{"h", 3'600'000},
    Unit{"d", 86'400'000},   Unit{"us", 1e-3},         Unit{"\u00B5s", 1e-3},   Unit{"ns", 1e-6},
    Unit{"sec", 1000},       Unit{"secs", 1000},       Unit{"second", 1000},    Unit{"seconds", 1000},
    Unit{"min", 60'000},     Unit{"mins", 60'000},     Unit{"minute", 60'000},  Unit{"minutes", 60'000},
    Unit{"hour", 3'600'000}, Unit{"hours", 3'600'000}, Unit{"day", 86'400'000}, Unit{"days", 86'400'000},
    Unit{"millisecond", 1},  Unit{"milliseconds", 1},  Unit{"hr", 3'600'000},   Unit{"hrs", 3'600'000},
};

/// Takes the unit off the front of `text`, a space before it too; 0 where there is none.
double take_unit(std::string_view& text) {
    std::string_view rest = text;
    if (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
    std::size_t length = 0;
    while (length < rest.size() &&
           (is_letter(rest[length]) || static_cast<unsigned char>(rest[length]) >= 0x80))
        ++length;
    const std::string word = lower_case(rest.substr(0, length));
    for (const Unit& unit : units) {
        if (unit.name != word) continue;
        text = rest.substr(length);
        return unit.ms;
    }
    return 0;
}

/// Takes a duration off the front: numbers with units, one after the other.
std::optional<Millis> take_duration(std::string_view& text) {
    double total = 0;
    bool any = false;
    while (!text.empty()) {
        std::string_view rest = text;
        if (any && rest.front() == ' ') rest.remove_prefix(1);
        const std::optional<double> number = take_number(rest);
        if (!number) break;
        const double unit = take_unit(rest);
        if (unit == 0) break;
        total += *number * unit;
        any = true;
        text = rest;
    }
    return any ? sensible(total) : std::nullopt;
}

std::optional<Millis> read_reset(std::string_view value, std::optional<std::int64_t> now_ms) {
    if (const std::optional<double> number = whole_number(value)) return wait_of_number(*number, now_ms);
    if (const auto date = parse_http_date(value)) return until(static_cast<double>(*date), now_ms);
    const std::optional<Millis> duration = take_duration(value);
    return value.empty() ? duration : std::nullopt;
}

std::optional<std::int64_t> read_count(std::string_view value) {
    const std::optional<double> number = whole_number(value);
    constexpr double most = 1e15;
    if (!number || *number > most) return std::nullopt;
    return static_cast<std::int64_t>(*number);
}

/// The headers PREFIXlimitSUFFIX, PREFIXremainingSUFFIX and PREFIXresetSUFFIX.
struct Names {
    std::string_view prefix;
    std::string_view suffix;
};

Allotment read_allotment(const Headers& headers, std::initializer_list<Names> sets,
                         std::optional<std::int64_t> now_ms) {
    Allotment allotment;
    for (const Names& names : sets) {
        const auto value = [&](std::string_view what) {
            return value_of(headers, std::string(names.prefix).append(what).append(names.suffix));
        };
        if (!allotment.limit) allotment.limit = read_count(value("limit"));
        if (!allotment.remaining) allotment.remaining = read_count(value("remaining"));
        if (!allotment.reset_ms) allotment.reset_ms = read_reset(value("reset"), now_ms);
    }
    return allotment;
}

}  // namespace

RetryAdvice read_retry_advice(const Headers& headers, std::optional<std::int64_t> utc_now_ms) {
    RetryAdvice advice;
    if (const std::optional<double> ms = whole_number(value_of(headers, "retry-after-ms"))) {
        advice.retry_after_ms = sensible(*ms);
    }
    if (!advice.retry_after_ms) {
        advice.retry_after_ms = read_reset(value_of(headers, "retry-after"), time_of(headers, utc_now_ms));
    }
    const std::string should_retry = lower_case(value_of(headers, "x-should-retry"));
    if (should_retry == "true") advice.should_retry = true;
    if (should_retry == "false") advice.should_retry = false;
    return advice;
}

RateLimits read_rate_limits(const Headers& headers, std::optional<std::int64_t> utc_now_ms) {
    const std::optional<std::int64_t> now_ms = time_of(headers, utc_now_ms);
    RateLimits limits;
    limits.requests = read_allotment(headers, {{"x-ratelimit-", "-requests"}, {"x-ratelimit-", ""}}, now_ms);
    limits.tokens = read_allotment(headers, {{"x-ratelimit-", "-tokens"}, {"x-tokenlimit-", ""}}, now_ms);
    return limits;
}

std::optional<Millis> parse_duration(std::string_view text) {
    return take_duration(text);
}

std::optional<Millis> wait_in_words(std::string_view words) {
    constexpr std::size_t most_bytes_read = 4096;
    const std::string lower = lower_case(words.substr(0, most_bytes_read));
    for (const std::string_view phrase :
         {"try again in ", "try again after ", "retry in ", "retry after ", "retry again in ", "wait "}) {
        for (std::size_t at = lower.find(phrase); at != std::string::npos; at = lower.find(phrase, at + 1)) {
            const std::string_view rest = std::string_view(lower).substr(at + phrase.size());
            if (const std::optional<Millis> wait = parse_duration(rest)) return wait;
        }
    }
    return std::nullopt;
}

}  // namespace moa::wire
