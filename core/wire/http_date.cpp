#include "wire/http_date.hpp"

#include <algorithm>
#include <array>

#include "ascii.hpp"

namespace moa::wire {
namespace {

constexpr std::array<std::string_view, 12> month_names = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// What a date consists of; the month from 1.
struct Parts {
    std::int64_t year = 0;
    std::int64_t month = 0;
    std::int64_t day = 0;
    std::int64_t hour = 0;
    std::int64_t minute = 0;
    std::int64_t second = 0;
    std::int64_t millisecond = 0;
};

/// Reads a date from left to right; after the first thing that is not there, nothing is any more.
class DateReader {
  public:
    explicit DateReader(std::string_view text) : rest_(text) {}

    bool ok() const { return ok_; }
    bool at_end() const { return ok_ && rest_.empty(); }

    void expect(std::string_view words) {
        ok_ = ok_ && rest_.starts_with(words);
        if (ok_) rest_.remove_prefix(words.size());
    }

    std::int64_t digits(std::size_t count) {
        ok_ = ok_ && rest_.size() >= count &&
              std::all_of(rest_.begin(), rest_.begin() + static_cast<std::ptrdiff_t>(count), is_digit);
        if (!ok_) return 0;
        std::int64_t value = 0;
        for (std::size_t i = 0; i < count; ++i)
            value = value * 10 + (rest_[i] - '0');
        rest_.remove_prefix(count);
        return value;
    }

    /// Two digits, or a space and one (asctime).
    std::int64_t padded_day() {
        if (ok_ && !rest_.empty() && rest_.front() == ' ') {
            expect(" ");
            return digits(1);
        }
        return digits(2);
    }

    std::int64_t month() {
        const auto at = std::find(month_names.begin(), month_names.end(), rest_.substr(0, 3));
        ok_ = ok_ && at != month_names.end();
        if (!ok_) return 0;
        rest_.remove_prefix(3);
        return at - month_names.begin() + 1;
    }

    void time(Parts& parts) {
        parts.hour = digits(2);
        expect(":");
        parts.minute = digits(2);
        expect(":");
        parts.second = digits(2);
    }

    /// ".5", to the millisecond; may be missing.
    std::int64_t fraction() {
        if (!ok_ || rest_.empty() || rest_.front() != '.') return 0;
        rest_.remove_prefix(1);
        ok_ = !rest_.empty() && is_digit(rest_.front());
        std::int64_t value = 0;
        std::int64_t place = 100;
        while (!rest_.empty() && is_digit(rest_.front())) {
            value += (rest_.front() - '0') * place;
            place /= 10;
            rest_.remove_prefix(1);
        }
        return value;
    }

  private:
    std::string_view rest_;
    bool ok_ = true;
};

/// Days since 1970-01-01 in the Gregorian calendar; month from 1. Years are counted from March, so that the
/// leap day comes last; 719468 days lie between 0000-03-01 and 1970-01-01.
std::int64_t days_since_1970(std::int64_t year, std::int64_t month, std::int64_t day) {
    if (month <= 2) --year;
    const std::int64_t shifted_month = (month + 9) % 12;
    const std::int64_t day_of_year = (153 * shifted_month + 2) / 5 + day - 1;
    return 365 * year + year / 4 - year / 100 + year / 400 + day_of_year - 719468;
}

bool is_possible(const Parts& parts) {
    constexpr std::array<std::int64_t, 12> days = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return parts.year >= 1 && parts.month >= 1 && parts.month <= 12 && parts.day >= 1 &&
           parts.day <= days[static_cast<std::size_t>(parts.month - 1)] && parts.hour <= 23 &&
           parts.minute <= 59 && parts.second <= 60;  // a leap second
}

bool read_fixdate(std::string_view text, Parts& parts) {
    DateReader reader(text);
    parts.day = reader.digits(2);
    reader.expect(" ");
    parts.month = reader.month();
    reader.expect(" ");
    parts.year = reader.digits(4);
    reader.expect(" ");
    reader.time(parts);
    reader.expect(" GMT");
    return reader.at_end();
}

bool read_rfc850(std::string_view text, Parts& parts) {
    DateReader reader(text);
    parts.day = reader.digits(2);
    reader.expect("-");
    parts.month = reader.month();
    reader.expect("-");
    const std::int64_t year = reader.digits(2);
    parts.year = year < 70 ? 2000 + year : 1900 + year;
    reader.expect(" ");
    reader.time(parts);
    reader.expect(" GMT");
    return reader.at_end();
}

bool read_asctime(std::string_view text, Parts& parts) {
    DateReader reader(text);
    parts.month = reader.month();
    reader.expect(" ");
    parts.day = reader.padded_day();
    reader.expect(" ");
    reader.time(parts);
    reader.expect(" ");
    parts.year = reader.digits(4);
    return reader.at_end();
}

bool read_rfc3339(std::string_view text, Parts& parts) {
    DateReader reader(text);
    parts.year = reader.digits(4);
    reader.expect("-");
    parts.month = reader.digits(2);
    reader.expect("-");
    parts.day = reader.digits(2);
    reader.expect("T");
    reader.time(parts);
    parts.millisecond = reader.fraction();
    reader.expect("Z");
    return reader.at_end();
}

}  // namespace

std::optional<std::int64_t> parse_http_date(std::string_view text) {
    std::size_t day_name = 0;
    while (day_name < text.size() && is_letter(text[day_name]))
        ++day_name;
    const std::string_view after = text.substr(day_name);
    Parts parts;
    bool read = false;
    if (day_name == 0) {
        read = read_rfc3339(text, parts);
    } else if (day_name == 3 && after.starts_with(" ")) {
        read = read_asctime(after.substr(1), parts);
    } else if (after.starts_with(", ")) {
        read = day_name == 3 ? read_fixdate(after.substr(2), parts) : read_rfc850(after.substr(2), parts);
    }
    if (!read || !is_possible(parts)) return std::nullopt;
    const std::int64_t days = days_since_1970(parts.year, parts.month, parts.day);
    return (((days * 24 + parts.hour) * 60 + parts.minute) * 60 + parts.second) * 1000 + parts.millisecond;
}

}  // namespace moa::wire
