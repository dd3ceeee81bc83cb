#include "mixture/policy.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "enum_names.hpp"
#include "mixture/recipe_rules.hpp"

namespace moa::mixture {

namespace {

constexpr EnumNames<ContextFit, ContextFit::drop_lowest> fit_names("fail", "window", "trim_longest",
                                                                   "drop_lowest");
constexpr EnumNames<ReferenceStyle, ReferenceStyle::fenced> style_names("list", "fenced");
constexpr EnumNames<Aggregation, Aggregation::window> aggregation_names("synthesize", "rank", "window");

/// A plain decimal number without sign or exponent, at most nine digits before the point.
std::optional<double> parse_decimal(std::string_view text) {
    const std::size_t point = std::min(text.find('.'), text.size());
    if (point == 0 || point > 9 || point + 1 == text.size()) return std::nullopt;
    double value = 0;
    double scale = 1;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i == point) continue;
        const char c = text[i];
        if (c < '0' || c > '9') return std::nullopt;
        if (i > point) scale /= 10;
        value = i < point ? value * 10 + (c - '0') : value + scale * (c - '0');
    }
    return value;
}

std::optional<int> parse_nodes(std::string_view text) {
    if (text.find('.') != std::string_view::npos) return std::nullopt;
    const auto value = parse_decimal(text);
    if (!value || *value < 1 || *value > max_nodes_per_layer) return std::nullopt;
    return static_cast<int>(*value);
}

/// As a wait is written: "2s", "1500ms".
std::string time_of_wait(Millis ms) {
    return ms % 1000 == 0 ? std::to_string(ms / 1000) + "s" : std::to_string(ms) + "ms";
}

Error wait_error(std::string_view text) {
    return {ErrorKind::invalid_input, 0,
            "\"" + std::string(text) +
                "\" is not a wait policy: use all, a quorum (4 or 4/6), or a quorum and a grace period "
                "(4/6+2s)."};
}

}  // namespace

std::string_view to_string(ContextFit fit) {
    return fit_names.of(fit);
}
std::string_view to_string(ReferenceStyle style) {
    return style_names.of(style);
}
std::string_view to_string(Aggregation aggregation) {
    return aggregation_names.of(aggregation);
}
std::optional<ContextFit> parse_context_fit(std::string_view text) {
    return fit_names.parse(text);
}
std::optional<ReferenceStyle> parse_reference_style(std::string_view text) {
    return style_names.parse(text);
}
std::optional<Aggregation> parse_aggregation(std::string_view text) {
    return aggregation_names.parse(text);
}

std::optional<Millis> parse_duration(std::string_view text) {
    double unit = 1000;
    const auto drop = [&text, &unit](std::string_view suffix, double ms) {
        if (!text.ends_with(suffix)) return false;
        text.remove_suffix(suffix.size());
        unit = ms;
        return true;
    };
    if (!drop("ms", 1) && !drop("s", 1000)) drop("m", 60'000);
    const auto value = parse_decimal(text);
    if (!value) return std::nullopt;
    const double ms = std::round(*value * unit);
    if (ms < 1 || ms > static_cast<double>(max_limit_ms)) return std::nullopt;
    return static_cast<Millis>(ms);
}

Result<TypedWait> parse_wait(std::string_view text) {
    TypedWait typed;
    if (text == "all") return typed;
    std::string_view numbers = text;
    if (const std::size_t plus = text.find('+'); plus != std::string_view::npos) {
        typed.wait.grace_ms = parse_duration(text.substr(plus + 1));
        if (!typed.wait.grace_ms) return wait_error(text);
        numbers = text.substr(0, plus);
    }
    if (const std::size_t slash = numbers.find('/'); slash != std::string_view::npos) {
        typed.of = parse_nodes(numbers.substr(slash + 1));
        if (!typed.of) return wait_error(text);
        numbers = numbers.substr(0, slash);
    }
    typed.wait.count = parse_nodes(numbers);
    if (!typed.wait.count || (typed.of && *typed.wait.count > *typed.of)) return wait_error(text);
    return typed;
}

std::string to_string(const Wait& wait) {
    std::string text = wait.count ? std::to_string(*wait.count) : "all";
    if (wait.grace_ms) text += "+" + time_of_wait(*wait.grace_ms);
    if (wait.deadline_ms) text += ", at most " + time_of_wait(*wait.deadline_ms);
    return text;
}

}  // namespace moa::mixture
