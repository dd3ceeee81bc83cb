#include "session/models/model_words.hpp"

#include "figures.hpp"

namespace moa::session {
void add_to_list(std::string& list, std::string_view item) {
    if (!list.empty()) list += ", ";
    list += item;
}

std::string price_text(const std::optional<wire::Price>& price, wire::PriceNote note) {
    switch (note) {
        case wire::PriceNote::priced:
        case wire::PriceNote::with_fee:
            if (!price) break;
            return "$" + figure::price(price->input) + " in, $" + figure::price(price->output) + " out" +
                   (note == wire::PriceNote::with_fee ? ", and a fee per request" : "");
        case wire::PriceNote::free:
            return "free";
        case wire::PriceNote::dedicated_only:
            return "dedicated only";
        case wire::PriceNote::implausible:
            return "unpriced (the listed price is not plausible)";
        case wire::PriceNote::none:
            return {};
        case wire::PriceNote::unpriced:
            break;
    }
    return "unpriced";
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
    return figure::counted(count, in_hours ? "hour" : "minute") + " ago";
}

std::string notes_text(const wire::ListedModel& model) {
    std::string notes;
    if (model.can_chat == wire::CanChat::no)
        add_to_list(notes, model.type.empty() ? "cannot chat" : "cannot chat (" + model.type + ")");
    if (!model.active) add_to_list(notes, "inactive");
    if (!model.context_length && model.trained_context)
        add_to_list(notes, "trained with " + figure::tokens(*model.trained_context));
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
