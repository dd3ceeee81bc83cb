#include "session/recipe_fields.hpp"

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
    {"label", "Name on its card", "", text, at_agent, "", "the model's short name", "", ""},
    {"repeat", "Asked", "", whole, at_agent, "times", "1", "Each time is a node of its own.", ""},
    {"muted", "Muted", "", toggle, at_agent, "", "", "It stays in the recipe and is not called.", ""},

    {"wait.count", "Enough answers", "When the next layer starts", whole, at_layer, "", "all", "", ""},
    {"wait.grace_ms", "Then wait for the others", "When the next layer starts", seconds, at_layer, "s", "0",
     "", ""},
    {"wait.deadline_ms", "In any case after", "When the next layer starts", seconds, at_layer, "s",
     "no deadline", "Answers that come later are kept and shown, not used.", ""},

    {"max_cost_usd", "Spend cap", "Cost and early end", number, at_recipe, "US dollars", "none",
     "No layer starts that would make the run cost more.", ""},
    {"early_exit.agreement", "Stop once answers agree", "Cost and early end", number, at_recipe, "0 to 1",
     "never", "Layers still to come are left out when the answers are at least this much alike.", ""},
    {"early_exit.min_layers", "But run at least", "Cost and early end", whole, at_recipe, "layers", "1", "",
     ""},

    {"temperature", "Temperature", "Parameters", number, everywhere, "", providers_own, "", ""},
    {"max_tokens", "Longest answer", "Parameters", whole, everywhere, "tokens", providers_own, "", ""},
    {"reasoning", "Reasoning", "Parameters", choice, everywhere, "", providers_own, "",
     "off=Off|on=On|low=Low|medium=Medium|high=High"},
    {"seed", "Seed", "Parameters", whole, everywhere, "", "none", "", ""},
    {"stop", "Stop texts", "Parameters", lines, everywhere, "", "none", "One a line, at most four.", ""},
    {"parameters", "Other parameters", "Parameters", json, everywhere, "", "none",
     "A JSON object, sent to the provider as it stands.", ""},

    {"system", "System message", "Prompts", long_text, at_agent, "", "none", "", ""},
    {"prompt", "Aggregate-and-Synthesize prompt", "Prompts", long_text, everywhere, "", "the paper's",
     "Stands above the answers of the layer before.", ""},

    {"aggregation", "Makes of the answers", "Answers of the layer before", choice, everywhere, "",
     "one new answer", "",
     "synthesize=One new answer|rank=A choice of one of them|window=One new answer, a few at a time"},
    {"window", "Answers at a time", "Answers of the layer before", whole, everywhere, "", "3",
     "With \"a few at a time\"; from 2.", ""},
    {"references", "They stand in the prompt", "Answers of the layer before", choice, everywhere, "",
     "as a numbered list", "", "list=As a numbered list|fenced=Fenced, as data"},
    {"context_fit", "When they do not fit", "Answers of the layer before", choice, everywhere, "",
     "the agent fails", "",
     "fail=The agent fails|window=A few at a time|trim_longest=The longest are cut|drop_lowest=Those that "
     "agree "
     "least are left out"},
    {"context_tokens", "The model holds", "Answers of the layer before", whole, everywhere, "tokens",
     "as the provider lists it", "", ""},
    {"mute_flagged", "Mute answers that give orders", "Answers of the layer before", toggle, at_recipe, "",
     "", "An answer with instructions to its reader, or tools it does not have, is not passed on.", ""},

    {"limits.connect_ms", "To connect", "Limits", seconds, everywhere, "s", "10", "", ""},
    {"limits.first_token_ms", "To the first token", "Limits", seconds, everywhere, "s", "120", "", ""},
    {"limits.idle_ms", "Between tokens", "Limits", seconds, everywhere, "s", "60", "", ""},
    {"limits.total_ms", "In total", "Limits", seconds, everywhere, "s", "600", "", ""},
    {"limits.retries", "Tried again", "Limits", whole, everywhere, "times", "3",
     "Only before the first token.", ""},

    {"backup.provider", "Backup provider", "Backup", provider, at_agent, "", "", "", ""},
    {"backup.model", "Backup model", "Backup", model, at_agent, "", "no backup",
     "Called in this agent's place once it has failed.", ""},
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
