#include "session/recipe_form.hpp"

#include <algorithm>

#include "figures.hpp"
#include "json.hpp"
#include "mixture/recipe_rules.hpp"
#include "session/check_report.hpp"
#include "session/cost_words.hpp"
#include "session/model_choices.hpp"
#include "session/model_words.hpp"

namespace moa::session {
namespace {

constexpr std::string_view references_section = "References";

std::string wait_words(const mixture::Wait& wait) {
    if (wait.is_all()) return "Waits for all";
    const std::string deadline = wait.deadline_ms ? figure::limit(*wait.deadline_ms) : std::string();
    if (!wait.count) return "Waits for all, up to " + deadline;
    std::string words = "Waits for " + figure::counted(*wait.count, "answer");
    if (wait.grace_ms && *wait.grace_ms > 0) words += ", then " + figure::limit(*wait.grace_ms);
    return words + (deadline.empty() ? "" : ", up to " + deadline);
}

std::string recipe_sentence(const mixture::Recipe& recipe, const Workspace& workspace) {
    std::int64_t nodes = 0;
    for (const mixture::Layer& layer : recipe.layers)
        nodes += mixture::node_count(layer);
    std::string sentence =
        figure::counted(recipe.layers.size(), "layer") + ", " + figure::counted(nodes, "agent") + ".";
    if (mixture::check_shape(recipe)) return sentence;
    const bool scripted = workspace.configuration().calls_no_model(recipe);
    return sentence + " " + estimate_sentence(workspace.estimate_of(recipe), !scripted) + " a question." +
           (scripted ? " Scripted replies, no model is called." : "");
}

bool has_fault(const std::vector<RecipeFault>& faults, RecipePlace place) {
    return std::any_of(faults.begin(), faults.end(), [place](const RecipeFault& fault) {
        return fault.path.place == place && !fault.rest.empty();
    });
}

/// What a check has found, by provider and model.
class Verdicts {
  public:
    Verdicts(const mixture::Recipe& recipe, const Workspace& workspace)
        : targets_(probe_targets(recipe, workspace.configuration().providers())),
          lines_(check_lines(workspace.access().book(), targets_, &workspace.access().requests())) {}

    void tell(AgentOutline& agent) const {
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            if (targets_[i].provider.name != agent.provider || targets_[i].model != agent.model) continue;
            if (!lines_[i].asking && lines_[i].result == nullptr) return;
            agent.verdict = lines_[i].sign + " " + lines_[i].words;
            agent.uncallable = !lines_[i].asking && lines_[i].result->verdict == Verdict::not_callable;
        }
    }
    const std::vector<CheckLine>& lines() const { return lines_; }

  private:
    std::vector<ProbeTarget> targets_;
    std::vector<CheckLine> lines_;
};

AgentOutline agent_outline(const mixture::Agent& agent, const Workspace& workspace) {
    AgentOutline line;
    line.label = mixture::display_name(agent);
    line.provider = agent.provider;
    line.model = agent.model;
    line.repeat = agent.repeat;
    line.muted = agent.muted;
    line.has_backup = agent.backup.has_value();
    const mixture::Provider* provider =
        mixture::find_provider(workspace.configuration().providers(), agent.provider);
    line.provider_label = provider != nullptr ? provider->label : agent.provider;
    if (provider != nullptr && !provider->is_simulated()) {
        const PriceQuote quote = workspace.access().book().price_of(*provider, agent.model);
        line.price = price_text(quote.price, quote.note);
    }
    return line;
}

/// One form while it is made.
class Maker {
  public:
    Maker(const RecipeDraft& draft, const Workspace& workspace, const RecipeOutline& outline,
          RecipePlace place)
        : draft_(draft), workspace_(workspace), outline_(outline), place_(place) {}

    RecipeForm make() {
        RecipeForm form;
        form.title = place_words(place_);
        for (const FieldRule& rule : field_rules()) {
            std::string member;
            if (!belongs_here(rule, member)) continue;
            FormField field = field_of(rule, {place_, member});
            if (is_idle(rule) && field.value.empty() && field.error.empty()) continue;
            if (form.sections.empty() || form.sections.back().title != rule.section)
                form.sections.push_back({rule.section, {}, false, {}});
            form.sections.back().fields.push_back(std::move(field));
        }
        for (FormSection& section : form.sections)
            conclude(section);
        return form;
    }

  private:
    bool is_last() const { return place_.layer + 1 == static_cast<int>(draft_.recipe().layers.size()); }

    bool belongs_here(const FieldRule& rule, std::string& member) const {
        member = rule.member;
        if (place_.is_agent()) return (rule.scopes & at_agent) != 0;
        if (place_.is_layer()) {
            const bool waits = rule.member.starts_with("wait.");
            return (rule.scopes & at_layer) != 0 && !(waits && is_last());
        }
        if ((rule.scopes & at_defaults) != 0) member.insert(0, "defaults.");
        return (rule.scopes & (at_recipe | at_defaults)) != 0;
    }

    /// A member of the first layer that says what becomes of answers it does not get.
    bool is_idle(const FieldRule& rule) const {
        return place_.layer == 0 && (rule.section == references_section || rule.member == "prompt");
    }

    /// What the member is while it is not set at the place itself.
    std::string inherited(const FieldRule& rule) const {
        const std::string member(rule.member);
        const bool inherits = (rule.scopes & at_defaults) != 0;
        if (inherits && place_.is_agent()) {
            const JsonBox own = draft_.member({{place_.layer, -1}, member});
            if (!own->is_null()) return words_for(rule, *own) + ", as in the layer";
        }
        if (inherits && !place_.is_recipe()) {
            const JsonBox own = draft_.member({{}, "defaults." + member});
            if (!own->is_null()) return words_for(rule, *own) + ", as in the recipe";
        }
        if (const std::optional<Millis> limit = default_limit(rule.member))
            return rule.kind == FieldKind::seconds ? text_of(rule, Json(*limit)) : std::to_string(*limit);
        return std::string(rule.unset);
    }

    static std::optional<Millis> default_limit(std::string_view member) {
        const mixture::Limits& limits = mixture::default_limits();
        if (member == "limits.connect_ms") return limits.connect_ms;
        if (member == "limits.first_token_ms") return limits.first_token_ms;
        if (member == "limits.idle_ms") return limits.idle_ms;
        if (member == "limits.total_ms") return limits.total_ms;
        if (member == "limits.retries") return limits.retries;
        return std::nullopt;
    }

    /// A value as it stands in a sentence.
    static std::string words_for(const FieldRule& rule, const Json& value) {
        if (rule.kind == FieldKind::long_text || rule.kind == FieldKind::lines ||
            rule.kind == FieldKind::json)
            return "set";
        std::string text = text_of(rule, value);
        for (const auto& [name, words] : choices_of(rule)) {
            if (name == text) return words;
        }
        return text;
    }

    static std::vector<std::pair<std::string, std::string>> choices_of(const FieldRule& rule) {
        std::vector<std::pair<std::string, std::string>> choices;
        std::string_view rest = rule.choices;
        while (!rest.empty()) {
            const std::string_view one = rest.substr(0, rest.find('|'));
            const std::size_t equals = one.find('=');
            choices.emplace_back(one.substr(0, equals), one.substr(equals + 1));
            rest.remove_prefix(std::min(one.size() + 1, rest.size()));
        }
        return choices;
    }

    FormField field_of(const FieldRule& rule, const RecipePath& path) const {
        FormField field;
        field.path = to_string(path);
        field.label = rule.label;
        field.kind = rule.kind;
        field.value = draft_.text(path);
        field.placeholder = inherited(rule);
        field.unit = rule.unit;
        field.help = rule.help;
        for (const RecipeFault& fault : outline_.faults) {
            if (fault.path == path && field.error.empty()) field.error = field_sentence(fault);
        }
        if (rule.kind == FieldKind::choice) {
            field.choices = choices_of(rule);
            field.choices.insert(field.choices.begin(), {"", field.placeholder});
        }
        if (rule.kind == FieldKind::provider) add_providers(field, rule);
        if (rule.kind == FieldKind::model) add_facts(field, rule);
        return field;
    }

    void add_providers(FormField& field, const FieldRule& rule) const {
        const bool required = rule.member == "provider";
        if (!required) field.choices.emplace_back("", "The agent's own");
        bool known = field.value.empty();
        for (const mixture::Provider& provider : workspace_.configuration().providers()) {
            field.choices.emplace_back(provider.name, provider.label);
            known = known || provider.name == field.value;
        }
        if (!known) field.choices.emplace_back(field.value, field.value);
    }

    void add_facts(FormField& field, const FieldRule& rule) const {
        const std::string own = draft_.text({place_, "provider"});
        const std::string named = draft_.text({place_, "backup.provider"});
        field.provider = rule.member == "model" || named.empty() ? own : named;
        const mixture::Provider* provider =
            mixture::find_provider(workspace_.configuration().providers(), field.provider);
        if (provider == nullptr || provider->is_simulated() || field.value.empty()) return;
        const ModelChoice choice = choice_of(workspace_.access().book(), *provider, field.value);
        std::string facts;
        for (const std::string* part : {&choice.context, &choice.price, &choice.notes}) {
            if (!part->empty()) facts += (facts.empty() ? "" : " \u00b7 ") + *part;
        }
        field.help = facts + (field.help.empty() ? "" : ". ") + field.help;
        const CheckLine check = check_lines(workspace_.access().book(), {{*provider, field.value}},
                                            &workspace_.access().requests())
                                    .front();
        for (const std::string& found : {check.reason, nearest_sentence(check)}) {
            if (!found.empty()) field.help += (field.help.empty() ? "" : ". ") + found;
        }
    }

    void conclude(FormSection& section) const {
        std::string set;
        for (const FormField& field : section.fields) {
            section.faulty = section.faulty || !field.error.empty();
            if (field.value.empty()) continue;
            const FieldRule* rule = find_rule(*parse_recipe_path(field.path));
            const Json value = field.error.empty() ? *draft_.member(*parse_recipe_path(field.path)) : Json();
            set += (set.empty() ? "" : ", ") + std::string(field.label);
            if (rule->kind == FieldKind::toggle || value.is_null()) continue;
            set += " " + words_for(*rule, value);
            if (rule->kind == FieldKind::seconds) set += " s";
        }
        section.summary = set;
        if (!set.empty()) return;
        section.summary = section.title == "Backup"                ? "none"
                          : section.title == "Wait policy"         ? "when all have answered"
                          : section.title == "Cost and early exit" ? "no cap, all layers"
                          : place_.is_recipe()                     ? "not set"
                          : place_.is_layer()                      ? "as in the recipe"
                                                                   : "as in layer and recipe";
    }

    const RecipeDraft& draft_;
    const Workspace& workspace_;
    const RecipeOutline& outline_;
    RecipePlace place_;
};

}  // namespace

RecipeOutline outline_of(const RecipeDraft& draft, const Workspace& workspace) {
    const mixture::Recipe& recipe = draft.recipe();
    RecipeOutline outline;
    outline.faults = draft.faults(workspace.configuration().providers());
    outline.sentence = recipe_sentence(recipe, workspace);
    const Verdicts verdicts(recipe, workspace);
    outline.check = check_sentence(verdicts.lines(), workspace.access().today());
    outline.checking = workspace.access().requests().checking();
    RecipePlace place;
    for (const mixture::Layer& layer : recipe.layers) {
        ++place.layer;
        place.agent = -1;
        LayerOutline line;
        line.title = place_words(place);
        line.is_last = &layer == &recipe.layers.back();
        line.role = line.is_last ? std::string("The aggregator")
                                 : figure::counted(mixture::node_count(layer),
                                                   place.layer == 0 ? "proposer" : "refiner");
        if (!line.is_last) line.wait = wait_words(layer.wait);
        line.faulty = has_fault(outline.faults, place);
        for (const mixture::Agent& agent : layer.agents) {
            ++place.agent;
            line.agents.push_back(agent_outline(agent, workspace));
            verdicts.tell(line.agents.back());
            line.agents.back().faulty = has_fault(outline.faults, place);
        }
        outline.layers.push_back(std::move(line));
    }
    return outline;
}

RecipeForm form_of(const RecipeDraft& draft, const Workspace& workspace, const RecipeOutline& outline,
                   RecipePlace place) {
    return Maker(draft, workspace, outline, place).make();
}

RecipePlace nearest_place(const mixture::Recipe& recipe, RecipePlace place) {
    const auto layers = static_cast<int>(recipe.layers.size());
    if (place.layer >= layers) place.layer = layers - 1;
    if (place.is_recipe()) return {};
    const auto agents = static_cast<int>(recipe.layers[static_cast<std::size_t>(place.layer)].agents.size());
    if (place.agent >= agents) place.agent = agents - 1;
    return place;
}

}  // namespace moa::session
