#include "screen/history_days.hpp"

#include <array>
#include <chrono>
#include <string_view>

namespace moa::screen {
namespace {

constexpr UtcSeconds seconds_a_day = 86'400;

/// Whole days since then; negative where that is yet to come.
std::int64_t days_since(UtcSeconds then, UtcSeconds now) {
    return now / seconds_a_day - then / seconds_a_day;
}

std::string clock_time(UtcSeconds time) {
    const std::string text = utc_text(time);  // "2026-11-24T02:05:09Z"
    return text.empty() ? text : text.substr(11, 5);
}

std::string weekday(UtcSeconds time) {
    constexpr std::array<std::string_view, 7> names = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                       "Thursday", "Friday", "Saturday"};
    const std::chrono::weekday day{
        std::chrono::sys_days(std::chrono::days(static_cast<int>(time / seconds_a_day)))};
    return std::string(names[day.c_encoding()]);
}

std::string month(UtcSeconds time) {
    constexpr std::array<std::string_view, 12> names = {"January",   "February", "March",    "April",
                                                        "May",       "June",     "July",     "August",
                                                        "September", "October",  "November", "December"};
    const std::chrono::year_month_day day{
        std::chrono::sys_days(std::chrono::days(static_cast<int>(time / seconds_a_day)))};
    return std::string(names[static_cast<unsigned>(day.month()) - 1]) + " " +
           std::to_string(static_cast<int>(day.year()));
}

}  // namespace

std::string day_title(UtcSeconds then, UtcSeconds now) {
    if (then == no_date) return "Without a date";
    const std::int64_t days = days_since(then, now);
    if (now == no_date || days < 0 || days > 7) return month(then);
    if (days == 0) return "Today";
    return days == 1 ? "Yesterday" : "Previous 7 days";
}

std::string time_under_title(UtcSeconds then, UtcSeconds now) {
    if (then == no_date) return {};
    const std::int64_t days = days_since(then, now);
    if (now == no_date || days < 0 || days > 7) return utc_day(then);
    return days < 2 ? clock_time(then) : weekday(then) + " " + clock_time(then);
}

std::string day_and_time(UtcSeconds then, UtcSeconds now) {
    const std::string time = time_under_title(then, now);
    const std::int64_t days = days_since(then, now);
    if (now == no_date || then == no_date || days < 0 || days > 1) return time;
    return (days == 0 ? "Today " : "Yesterday ") + time;
}

}  // namespace moa::screen
