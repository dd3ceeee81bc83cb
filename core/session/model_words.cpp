#include "session/model_words.hpp"

#include <array>
#include <cstdio>

namespace moa::session {
namespace {

std::string formatted(const char* form, double value) {
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), form, value);
    return text.data();
}

/// Three figures and a unit: 8192 of 1000 is "8.2", 131072 is "131".
std::string scaled(std::int64_t tokens, std::int64_t unit, const char* name, int decimals) {
    const double value = static_cast<double>(tokens) / static_cast<double>(unit);
    std::string text = formatted(value >= 99.95 ? "%.0f" : decimals == 2 ? "%.2f" : "%.1f", value);
    if (text.find('.') != std::string::npos) {
        while (text.back() == '0')
            text.pop_back();
        if (text.back() == '.') text.pop_back();
    }
    return text + name;
}

}  // namespace

void add_to_list(std::string& list, std::string_view item) {
    if (!list.empty()) list += ", ";
    list += item;
}

std::string dollars_text(double per_million) {
    std::string text = formatted("%.4f", per_million);
    const std::size_t least = text.find('.') + 3;
    while (text.size() > least && text.back() == '0')
        text.pop_back();
    return text;
}

std::string price_text(const std::optional<wire::Price>& price, wire::PriceNote note) {
    switch (note) {
        case wire::PriceNote::priced:
        case wire::PriceNote::with_fee:
            if (!price) break;
            return "$" + dollars_text(price->input) + " in, $" + dollars_text(price->output) + " out" +
                   (note == wire::PriceNote::with_fee ? ", and a fee per request" : "");
        case wire::PriceNote::free:
            return "free";
        case wire::PriceNote::dedicated_only:
            return "dedicated only";
        case wire::PriceNote::implausible:
            return "unpriced (the listed price is not plausible)";
        case wire::PriceNote::unpriced:
            break;
    }
    return "unpriced";
}

std::string tokens_text(std::int64_t tokens) {
    if (tokens < 1000) return std::to_string(tokens);
    if (tokens < 999'500) return scaled(tokens, 1000, "k", 1);
    return scaled(tokens, 1'000'000, "M", 2);
}

std::string when_text(UtcSeconds then, UtcSeconds now) {
    constexpr UtcSeconds minute = 60;
    constexpr UtcSeconds hour = 60 * minute;
    constexpr UtcSeconds most_hours = 12;
    if (then == no_date) return "on an unknown day";
    const UtcSeconds passed = now - then;
    if (now == no_date || passed < 0 || passed >= most_hours * hour) return "on " + utc_day(then);
    if (passed < minute) return "just now";
    const bool in_hours = passed >= hour;
    const UtcSeconds count = in_hours ? passed / hour : passed / minute;
    return std::to_string(count) + (in_hours ? " hour" : " minute") + (count == 1 ? "" : "s") + " ago";
}

std::string notes_text(const wire::ListedModel& model) {
    std::string notes;
    if (model.can_chat == wire::CanChat::no)
        add_to_list(notes, model.type.empty() ? "cannot chat" : "cannot chat (" + model.type + ")");
    if (!model.active) add_to_list(notes, "inactive");
    if (!model.expiration_date.empty()) add_to_list(notes, "until " + model.expiration_date);
    return notes;
}

std::string model_hint(const Error& error) {
    if (error.kind == ErrorKind::total_timeout)
        return "Ask again; a server that is busy or loads a model may take longer. Check the base URL if it "
               "never "
               "answers.";
    return hint_of(error);
}

std::string model_error_text(const Error& error) {
    return describe(error) + " " + model_hint(error);
}

std::string reason_text(const ProbeResult& result) {
    return result.error ? model_error_text(*result.error) : std::string();
}

}  // namespace moa::session
