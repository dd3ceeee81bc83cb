#include "session/recipes/recipe_fields.hpp"

#include <algorithm>

#include "ascii.hpp"
#include "figures.hpp"
#include "json.hpp"
#include "mixture/policy.hpp"

namespace moa::session {
namespace {

using enum FieldKind;

constexpr unsigned everywhere = at_defaults | at_layer | at_agent;
constexpr std::string_view providers_own = "the provider's own";

constexpr FieldRule rules[] = {
    {"name", "Name", "", text, at_recipe, "", "", "", ""},
    {"description", "Description", "", long_text, at_recipe, "", "", "", ""},
    {"provider", "Provider", "", provider, at_agent, "", "", "", ""},
    {"model", "Model", "", model, at_agent, "", "", "", ""},
    {"label", "Label", "", text, at_agent, "", "the model's short name", "", ""},
    {"repeat", "Repeat", "", whole, at_agent, "times", "1", "Each repetition is a separate node.", ""},
    {"muted", "Muted", "", toggle, at_agent, "", "", "Stays in the recipe but is not called.", ""},

    {"wait.count", "Quorum", "Wait policy", whole, at_layer, "", "all", "", ""},
    {"wait.grace_ms", "Grace period", "Wait policy", seconds, at_layer, "s", "0", "", ""},
    {"wait.deadline_ms", "Deadline", "Wait policy", seconds, at_layer, "s", "no deadline",
     "Later answers are kept and shown, but not used.", ""},

    {"max_cost_usd", "Spend cap", "Cost and early exit", number, at_recipe, "US dollars", "none",
     "A layer that would exceed the cap does not start.", ""},
    {"early_exit.agreement", "Agreement for early exit", "Cost and early exit", number, at_recipe, "0 to 1",
     "never", "The remaining proposer layers are skipped once answers agree this much.", ""},
    {"early_exit.min_layers", "Min. layers", "Cost and early exit", whole, at_recipe, "layers", "1", "", ""},

    {"temperature", "Temperature", "Parameters", number, everywhere, "", providers_own, "", ""},
    {"max_tokens", "Max. output tokens", "Parameters", whole, everywhere, "tokens", providers_own, "", ""},
    {"reasoning", "Reasoning", "Parameters", choice, everywhere, "", providers_own, "",
     "off=Off|on=On|low=Low|medium=Medium|high=High"},
    {"seed", "Seed", "Parameters", whole, everywhere, "", "none", "", ""},
    {"stop", "Stop sequences", "Parameters", lines, everywhere, "", "none", "One per line, at most four.",
     ""},
    {"parameters", "Other parameters", "Parameters", json, everywhere, "", "none",
     "A JSON object, sent to the provider unchanged.", ""},

    {"system", "System message", "Prompts", long_text, at_agent, "", "none", "", ""},
    {"prompt", "Aggregate-and-Synthesize prompt", "Prompts", long_text, everywhere, "", "the paper's",
     "Placed above the references.", ""},

    {"aggregation", "Aggregation", "References", choice, everywhere, "", "synthesize", "",
     "synthesize=Synthesize|rank=Select the best|window=Synthesize in a sliding window"},
    {"window", "Window size", "References", whole, everywhere, "", "3",
     "References per call of a sliding window; at least 2.", ""},
    {"references", "Reference format", "References", choice, everywhere, "", "numbered list", "",
     "list=Numbered list|fenced=Fenced as data"},
    {"context_fit", "Context overflow", "References", choice, everywhere, "",
     "window in contexts up to 16k, else fail", "",
     "fail=Fail|window=Sliding window|trim_longest=Trim the longest|drop_lowest=Drop the least similar"},
    {"context_tokens", "Context window", "References", whole, everywhere, "tokens",
     "as listed by the provider", "", ""},
    {"mute_flagged", "Mute flagged answers", "References", toggle, at_recipe, "", "",
     "Answers with instructions to their reader or invented tool calls are not passed on.", ""},

    {"limits.connect_ms", "Connection timeout", "Limits", seconds, everywhere, "s", "10", "", ""},
    {"limits.first_token_ms", "First-token timeout", "Limits", seconds, everywhere, "s", "120", "", ""},
    {"limits.idle_ms", "Idle timeout", "Limits", seconds, everywhere, "s", "60", "", ""},
    {"limits.total_ms", "Total timeout", "Limits", seconds, everywhere, "s", "600", "", ""},
    {"limits.retries", "Retries", "Limits", whole, everywhere, "times", "3", "Only before the first token.",
     ""},

    {"backup.provider", "Backup provider", "Backup", provider, at_agent, "", "", "", ""},
    {"backup.model", "Backup model", "Backup", model, at_agent, "", "no backup",
     "Called if this agent fails.", ""},
};

constexpr std::string_view defaults = "defaults.";

/// Also the beginnings of a number that is still being typed: "1." and ".5".
Json number_of(std::string_view text) {
    std::string digits(text);
    if (digits.ends_with('.') && digits.size() > 1) digits.pop_back();
    if (digits.starts_with('.')) digits.insert(0, 1, '0');
    const auto value = parse_json(digits);
    return value && value->is_number() ? *value : Json(text);
}

Json lines_of(std::string_view text) {
    Json list = Json::array();
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (end > 0) list.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return list.empty() ? Json() : list;
}

/// 1500 -> "1.5".
std::string seconds_text(const Json& ms) {
    if (!ms.is_number_integer()) return dump_json(ms);
    return figure::seconds(ms.get<std::int64_t>());
}

std::string lines_text(const Json& list) {
    if (list.is_string()) return list.get<std::string>();
    std::string text;
    for (const Json& line : list) {
        if (line.is_string()) text += (text.empty() ? "" : "\n") + line.get<std::string>();
    }
    return text;
}

}  // namespace

std::span<const FieldRule> field_rules() {
    return rules;
}

const FieldRule* find_rule(const RecipePath& path) {
    std::string_view member = path.member;
    unsigned scope = path.place.is_agent() ? at_agent : path.place.is_layer() ? at_layer : at_recipe;
    if (path.place.is_recipe() && member.starts_with(defaults)) {
        member.remove_prefix(defaults.size());
        scope = at_defaults;
    }
    const auto* const it = std::find_if(std::begin(rules), std::end(rules), [&](const FieldRule& rule) {
        return rule.member == member && (rule.scopes & scope) != 0;
    });
    return it == std::end(rules) ? nullptr : it;
}

JsonBox value_of(const FieldRule& rule, std::string_view text) {
    const std::string_view typed = trimmed(text);
    const bool required =
        rule.member == "provider" || rule.member == "model" || rule.member == "backup.provider";
    if (typed.empty()) return required ? Json("") : Json();
    switch (rule.kind) {
        case number:
        case whole:
            return number_of(typed);
        case seconds: {
            if (typed == "0") return Json(0);
            const auto ms = mixture::parse_duration(typed);
            return ms ? Json(*ms) : Json(typed);
        }
        case toggle:
            return typed == "true" ? Json(true) : typed == "false" ? Json() : Json(typed);
        case lines:
            return lines_of(text);
        case json:
            if (auto value = parse_json(typed)) return std::move(*value);
            return Json(typed);
        case long_text:
            return Json(text);
        case FieldKind::text:
        case choice:
        case provider:
        case model:
            break;
    }
    return Json(typed);
}

std::string text_of(const FieldRule& rule, const Json& value) {
    if (value.is_null()) return {};
    switch (rule.kind) {
        case seconds:
            return seconds_text(value);
        case toggle:
            return value == true ? "true" : "";
        case lines:
            return lines_text(value);
        case json:
            return value.dump(2, ' ', false, Json::error_handler_t::replace);
        default:
            return value.is_string() ? value.get<std::string>() : dump_json(value);
    }
}

}  // namespace moa::session
