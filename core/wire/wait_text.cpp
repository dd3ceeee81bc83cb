#include "wire/wait_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "ascii.hpp"
#include "wire/error_text.hpp"
#include "wire/http_date.hpp"

namespace moa::wire {
namespace {

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

/// From now until a point in time. One that is past means now.
std::optional<Millis> until(double then_ms, std::optional<std::int64_t> now_ms) {
    if (!now_ms) return std::nullopt;
    return sensible_wait(std::max(0.0, then_ms - static_cast<double>(*now_ms)));
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
    Unit{"msec", 1},         Unit{"msecs", 1},
};

/// Takes the unit off the front of `text`, a space or hyphen before it too; 0 where there is none.
double take_unit(std::string_view& text) {
    std::string_view rest = text;
    if (!rest.empty() && (rest.front() == ' ' || rest.front() == '-')) rest.remove_prefix(1);
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

/// "a minute", "an hour": one of it.
std::optional<double> take_article(std::string_view& text) {
    for (const std::string_view article : {"an ", "a ", "one "}) {
        if (lower_case(text.substr(0, article.size())) != article) continue;
        text.remove_prefix(article.size() - 1);
        return 1;
    }
    return std::nullopt;
}

/// "01:02:03": hours, minutes, seconds. Two numbers alone could be either, and are none.
std::optional<double> take_clock(std::string_view& text) {
    std::string_view rest = text;
    double seconds = 0;
    for (int part = 0; part < 3; ++part) {
        if (part > 0) {
            if (rest.empty() || rest.front() != ':') return std::nullopt;
            rest.remove_prefix(1);
        }
        const std::optional<double> number = take_number(rest);
        if (!number) return std::nullopt;
        seconds = seconds * 60 + *number;
    }
    text = rest;
    return seconds * 1000;
}

/// Takes a duration off the front: numbers with units, one after the other.
std::optional<Millis> take_duration(std::string_view& text) {
    if (const std::optional<double> clock = take_clock(text)) return sensible_wait(*clock);
    double total = 0;
    bool any = false;
    while (!text.empty()) {
        std::string_view rest = text;
        if (any) {
            for (const std::string_view joint : {", and ", " and ", ", ", " "}) {
                if (!rest.starts_with(joint)) continue;
                rest.remove_prefix(joint.size());
                break;
            }
        }
        std::optional<double> number = take_number(rest);
        if (!number && !any) number = take_article(rest);
        if (!number) break;
        const double unit = take_unit(rest);
        if (unit == 0) break;
        total += *number * unit;
        any = true;
        text = rest;
    }
    return any ? sensible_wait(total) : std::nullopt;
}

/// What stands between "try again in" and the duration.
std::string_view without_fillers(std::string_view text) {
    constexpr std::array<std::string_view, 14> fillers = {
        " ",    "~",        ":",        "=",      "\"",        "about ",   "around ",
        "for ", "approx. ", "another ", "up to ", "at least ", "roughly ", "approximately "};
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view filler : fillers) {
            if (!text.starts_with(filler)) continue;
            text.remove_prefix(filler.size());
            again = true;
        }
    }
    return text;
}

/// "Retry-After: 20" inside a sentence, as the header has it; not "after 3 attempts".
std::optional<Millis> bare_seconds(std::string_view text, std::optional<std::int64_t> now_ms) {
    const std::optional<double> number = take_number(text);
    if (!number) return std::nullopt;
    const std::size_t next = text.find_first_not_of(' ');
    if (next != std::string_view::npos && (is_letter(text[next]) || text[next] == '%')) return std::nullopt;
    return wait_of_number(*number, now_ms);
}

/// A date at the front of `text`, up to the first space or closing sign.
std::optional<Millis> date_ahead(std::string_view text, std::optional<std::int64_t> now_ms) {
    text = text.substr(0, text.find_first_of(" ,;)\"'"));
    while (!text.empty() && text.back() == '.')
        text.remove_suffix(1);
    const auto date = parse_http_date(text);
    return date ? until(static_cast<double>(*date), now_ms) : std::nullopt;
}

}  // namespace

std::optional<Millis> sensible_wait(double ms) {
    if (!(ms >= 0 && ms <= static_cast<double>(longest_sensible_wait_ms))) return std::nullopt;
    return static_cast<Millis>(std::ceil(ms - 1e-6));
}

std::optional<double> parse_plain_number(std::string_view text) {
    const std::optional<double> number = take_number(text);
    return text.empty() ? number : std::nullopt;
}

std::optional<Millis> wait_of_number(double number, std::optional<std::int64_t> now_ms) {
    constexpr double least = 1e9;
    constexpr double most = 4e9;
    if (number >= least && number <= most) return until(number * 1000, now_ms);
    if (number >= least * 1000 && number <= most * 1000) return until(number, now_ms);
    return sensible_wait(number * 1000);
}

std::optional<Millis> parse_wait(std::string_view value, std::optional<std::int64_t> now_ms) {
    if (const std::optional<double> number = parse_plain_number(value))
        return wait_of_number(*number, now_ms);
    if (const auto date = parse_http_date(value)) return until(static_cast<double>(*date), now_ms);
    if (value.starts_with("PT")) value.remove_prefix(2);  // ISO 8601
    const std::optional<Millis> duration = take_duration(value);
    return value.empty() ? duration : std::nullopt;
}

std::optional<Millis> parse_duration(std::string_view text) {
    return take_duration(text);
}

std::optional<Millis> wait_in_words(std::string_view words, std::optional<std::int64_t> now_ms) {
    constexpr std::size_t most_bytes_read = 4096;
    constexpr std::array<std::string_view, 13> phrases = {
        "try again in", "try again after", "retry in", "retry after", "retry again in", "retrying in", "wait",
        "retry-after",  "resets in",       "reset in", "reset after", "available in",   "again in"};
    constexpr std::array<std::string_view, 6> points = {"try again at", "retry at", "retry after",
                                                        "resets at",    "reset at", "try again after"};
    const std::string_view read = words.substr(0, most_bytes_read);
    const std::string lower = lower_case(read);
    for (const std::string_view phrase : phrases) {
        for (std::size_t at = lower.find(phrase); at != std::string::npos; at = lower.find(phrase, at + 1)) {
            const std::string_view rest = std::string_view(lower).substr(at + phrase.size());
            if (const std::optional<Millis> wait = parse_duration(without_fillers(rest))) return wait;
        }
    }
    for (const std::string_view phrase : {"retry after", "retry-after", "retry_after"}) {
        const std::size_t at = lower.find(phrase);
        if (at == std::string::npos) continue;
        const std::string_view rest = std::string_view(lower).substr(at + phrase.size());
        if (const std::optional<Millis> wait = bare_seconds(without_fillers(rest), now_ms)) return wait;
    }
    for (const std::string_view phrase : points) {
        for (std::size_t at = lower.find(phrase); at != std::string::npos; at = lower.find(phrase, at + 1)) {
            const std::string_view rest = without_fillers(read.substr(at + phrase.size()));
            if (const std::optional<Millis> wait = date_ahead(rest, now_ms)) return wait;
        }
    }
    return std::nullopt;
}

}  // namespace moa::wire
