#include "utc.hpp"

#include <array>
#include <chrono>
#include <cstdio>

#include "ascii.hpp"

namespace moa {
namespace {

constexpr UtcSeconds seconds_a_day = 86'400;
constexpr UtcSeconds year_10000 = 253'402'300'800;

/// The number that the `count` digits from `at` on make.
int number_at(std::string_view text, std::size_t at, std::size_t count) {
    int value = 0;
    for (const char digit : text.substr(at, count))
        value = 10 * value + (digit - '0');
    return value;
}

}  // namespace

std::string utc_text(UtcSeconds time) {
    if (time <= no_date || time >= year_10000) return {};
    const std::chrono::year_month_day day{
        std::chrono::sys_days(std::chrono::days(static_cast<int>(time / seconds_a_day)))};
    const int second = static_cast<int>(time % seconds_a_day);
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(day.year()),
                  static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()), second / 3600,
                  second / 60 % 60, second % 60);
    return text.data();
}

std::string utc_words(UtcSeconds time) {
    const std::string text = utc_text(time);
    if (text.empty()) return "an unknown day";
    return text.substr(0, 10) + " " + text.substr(11, 5) + " UTC";
}

std::string utc_day(UtcSeconds time) {
    return utc_text(time).substr(0, 10);
}

std::optional<UtcSeconds> parse_utc(std::string_view text) {
    constexpr std::string_view form = "0000-00-00T00:00:00Z";
    if (text.size() != form.size()) return std::nullopt;
    for (std::size_t i = 0; i < form.size(); ++i) {
        if (form[i] == '0' ? !is_digit(text[i]) : text[i] != form[i]) return std::nullopt;
    }
    const std::chrono::year_month_day day{std::chrono::year(number_at(text, 0, 4)),
                                          std::chrono::month(static_cast<unsigned>(number_at(text, 5, 2))),
                                          std::chrono::day(static_cast<unsigned>(number_at(text, 8, 2)))};
    const int hour = number_at(text, 11, 2);
    const int minute = number_at(text, 14, 2);
    const int second = number_at(text, 17, 2);
    if (!day.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
    const UtcSeconds time = std::chrono::sys_days(day).time_since_epoch().count() * seconds_a_day +
                            hour * 3600 + minute * 60 + second;
    if (time <= no_date) return std::nullopt;
    return time;
}

}  // namespace moa
