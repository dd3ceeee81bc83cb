#include "figures.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace moa::figure {
namespace {

constexpr Millis second = 1000;
constexpr Millis minute = 60 * second;
constexpr Millis hour = 60 * minute;

std::string formatted(const char* form, double value) {
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), form, value);
    return text.data();
}

/// Without zeros behind the point, down to so many decimals.
std::string without_zeros(std::string text, std::size_t least_decimals = 0) {
    const std::size_t point = text.find('.');
    if (point == std::string::npos) return text;
    const std::size_t least = point + 1 + least_decimals;
    while (text.size() > least && text.back() == '0')
        text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text;
}

/// "2 min 05 s" of 125 and 60.
std::string two_units(Millis whole, Millis per_unit, const char* large, const char* small) {
    const std::string rest = std::to_string(whole % per_unit);
    return std::to_string(whole / per_unit) + large + (rest.size() < 2 ? "0" : "") + rest + small;
}

/// Three digits and a unit: 8192 of 1000 is "8.2", 131072 is "131".
std::string scaled(std::int64_t count, std::int64_t unit, const char* name, int decimals) {
    const double value = static_cast<double>(count) / static_cast<double>(unit);
    constexpr double needs_no_decimals = 99.95;
    return without_zeros(formatted(value >= needs_no_decimals ? "%.0f"
                                   : decimals == 2            ? "%.2f"
                                                              : "%.1f",
                                   value)) +
           name;
}

}  // namespace

std::string money(double usd) {
    constexpr double shown_exactly_below = 0.1;
    constexpr double rounds_to_nothing = 0.00005;
    if (!(usd > 0)) return "$0";
    if (usd < rounds_to_nothing) return "<$0.0001";
    return formatted(usd < shown_exactly_below ? "$%.4f" : "$%.2f", usd);
}

std::string price(double usd) {
    return without_zeros(formatted("%.4f", usd), 2);
}

std::string duration(Millis ms) {
    ms = std::max<Millis>(ms, 0);
    const Millis tenths = (ms + 50) / 100;
    if (tenths < 600) return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
    const Millis rounded = (ms + second / 2) / second;
    if (rounded < hour / second) return two_units(rounded, 60, " min ", " s");
    return two_units(rounded / 60, 60, " h ", " min");
}

std::string rough_duration(double ms) {
    ms = std::max(ms, 0.0);
    constexpr double tenths_below = 9'950;
    constexpr double minutes_from = 2.0 * minute;
    constexpr double hours_from = 2.0 * hour;
    if (ms < tenths_below) return formatted("%.1f s", ms / second);
    if (ms < minutes_from) return formatted("%.0f s", ms / second);
    if (ms < hours_from) return formatted("%.0f min", ms / minute);
    return formatted("%.0f h", ms / hour);
}

std::string countdown(Millis ms) {
    ms = std::max<Millis>(ms, 0);
    if (ms >= 10 * second) return std::to_string((ms + second - 1) / second) + " s";
    const Millis tenths = (ms + 99) / 100;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
}

std::string clock(Millis ms) {
    const Millis whole = (std::max<Millis>(ms, 0) + second - 1) / second;
    return two_units(whole, 60, ":", "");
}

std::string seconds(Millis ms) {
    return without_zeros(formatted("%.3f", static_cast<double>(ms) / second));
}

std::string limit(Millis ms) {
    if (ms >= 2 * minute && ms % minute == 0) return std::to_string(ms / minute) + " min";
    return seconds(ms) + " s";
}

std::string tokens(std::int64_t count) {
    constexpr std::int64_t thousand = 1000;
    constexpr std::int64_t million = 1'000'000;
    if (count < thousand) return std::to_string(count);
    if (count < 999'500) return scaled(count, thousand, "k", 1);
    return scaled(count, million, "M", 2);
}

std::string rough_tokens(double count) {
    return tokens(std::llround(count / 10) * 10);
}

std::string bytes(std::uint64_t count) {
    constexpr double step = 1000;
    double amount = static_cast<double>(count) / step;
    std::string_view unit = "KB";
    for (const std::string_view larger : {"MB", "GB", "TB"}) {
        if (amount < step - 0.5) break;
        amount /= step;
        unit = larger;
    }
    // Something is never nothing.
    if (count > 0) amount = std::max(amount, 1.0);
    return formatted(unit == "KB" || amount >= 9.95 ? "%.0f " : "%.1f ", amount) + std::string(unit);
}

std::string count(std::int64_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3 && digits[at - 4] != '-';) {
        at -= 3;
        digits.insert(at, 1, ',');
    }
    return digits;
}

std::string counted(std::int64_t number, std::string_view one) {
    return count(number) + " " + std::string(one) + (number == 1 ? "" : "s");
}

}  // namespace moa::figure
