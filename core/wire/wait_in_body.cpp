#include "wire/wait_in_body.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "json.hpp"
#include "wire/error_statement.hpp"
#include "wire/wait_text.hpp"

namespace moa::wire {
namespace {

constexpr int most_levels = 8;
constexpr int most_read = 300;

template <std::size_t count>
bool is_any(std::string_view name, const std::array<std::string_view, count>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool names_repetition(std::string_view name) {
    constexpr std::array<std::string_view, 12> names = {
        "retryafter",  "retryafterseconds", "retryaftersecs", "retryaftersec",
        "retrydelay",  "retryin",           "retryat",        "retryinseconds",
        "waitseconds", "waittime",          "waitfor",        "retrydelayseconds"};
    return is_any(name, names);
}

bool names_milliseconds(std::string_view name) {
    constexpr std::array<std::string_view, 7> names = {
        "retryafterms", "retryaftermilliseconds", "retryaftermillis", "retryinms", "retrydelayms", "waitms",
        "waittimems"};
    return is_any(name, names);
}

bool names_reset(std::string_view name) {
    constexpr std::array<std::string_view, 12> names = {
        "reset",      "resetat",           "resetsat",     "resettime",
        "resetin",    "resetsin",          "resetseconds", "resetsinseconds",
        "resetafter", "resetafterseconds", "availableat",  "resetinseconds"};
    return is_any(name, names) || name.find("limitreset") != std::string_view::npos;
}

class Search {
  public:
    explicit Search(std::optional<std::int64_t> now_ms) : now_ms_(now_ms) {}

    void look(const Json& value, int depth) {
        if (depth > most_levels || !value.is_structured()) return;
        if (value.is_array()) {
            for (const Json& item : value) {
                if (!count()) return;
                look(item, depth + 1);
            }
            return;
        }
        for (const auto& [name, member] : value.items()) {
            if (!count()) return;
            take(plain_member_name(name), member);
            look(member, depth + 1);
        }
    }

    std::optional<Millis> found() const { return repetition_ ? repetition_ : reset_; }

  private:
    bool count() { return ++seen_ <= most_read; }

    void take(std::string_view name, const Json& value) {
        if (names_milliseconds(name)) {
            const std::optional<double> ms = number_of(value);
            keep(repetition_, ms ? sensible_wait(*ms) : std::nullopt);
        } else if (names_repetition(name)) {
            keep(repetition_, wait_of(value));
        } else if (names_reset(name)) {
            keep(reset_, wait_of(value));
        }
    }

    static void keep(std::optional<Millis>& longest, std::optional<Millis> wait) {
        if (wait && *wait > 0) longest = std::max(longest.value_or(0), *wait);
    }

    static std::optional<double> number_of(const Json& value) {
        if (value.is_number()) return value.get<double>();
        const auto* text = value.get_ptr<const std::string*>();
        return text == nullptr ? std::nullopt : parse_plain_number(*text);
    }

    std::optional<Millis> wait_of(const Json& value) const {
        if (const std::optional<double> number = number_of(value)) return wait_of_number(*number, now_ms_);
        if (const auto* text = value.get_ptr<const std::string*>()) return parse_wait(*text, now_ms_);
        // A duration as protocol buffers write it out.
        const Json* seconds = find(value, "seconds");
        const Json* nanos = find(value, "nanos");
        if (seconds == nullptr && nanos == nullptr) return std::nullopt;
        const double whole = seconds == nullptr ? 0 : number_of(*seconds).value_or(-1);
        const double rest = nanos == nullptr ? 0 : number_of(*nanos).value_or(0);
        return sensible_wait(whole * 1000 + rest * 1e-6);
    }

    std::optional<std::int64_t> now_ms_;
    std::optional<Millis> repetition_;
    std::optional<Millis> reset_;
    int seen_ = 0;
};

}  // namespace

std::optional<Millis> wait_in_body(const Json& body, std::optional<std::int64_t> now_ms) {
    Search search(now_ms);
    search.look(body, 0);
    return search.found();
}

}  // namespace moa::wire
