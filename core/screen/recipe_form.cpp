#include "screen/recipe_form.hpp"

#include <algorithm>

#include "figures.hpp"
#include "json.hpp"
#include "mixture/recipe_rules.hpp"
#include "screen/model_search.hpp"
#include "screen/words.hpp"
#include "session/cost_words.hpp"
#include "session/models/check_report.hpp"
#include "session/models/model_choices.hpp"
#include "session/models/model_words.hpp"
#include "session/recipes/recipe_fields.hpp"

namespace moa::screen {
namespace {

using session::FieldKind;
using session::FieldRule;
using session::RecipeDraft;
using session::RecipePath;
using session::RecipePlace;
using session::Workspace;

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
    return sentence + " " + session::estimate_sentence(workspace.estimate_of(recipe), !scripted) +
           " a question." + (scripted ? " " + std::string(words::scripted) + "." : std::string());
}

bool has_fault(const std::vector<session::RecipeFault>& faults, RecipePlace place) {
    return std::any_of(faults.begin(), faults.end(), [place](const session::RecipeFault& fault) {
        return fault.path.place == place && !fault.rest.empty();
    });
}

/// What a check has found, by provider and model.
class Verdicts {
  public:
    Verdicts(const mixture::Recipe& recipe, const Workspace& workspace)
        : targets_(session::probe_targets(recipe, workspace.configuration().providers())),
          lines_(session::check_lines(workspace.access().book(), targets_, &workspace.access().requests())) {}

    void tell(AgentOutline& agent) const {
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            if (targets_[i].provider.name != agent.provider || targets_[i].model != agent.model) continue;
            if (!lines_[i].asking && lines_[i].result == nullptr) return;
            agent.verdict = lines_[i].sign + " " + lines_[i].words;
            agent.uncallable =
                !lines_[i].asking && lines_[i].result->verdict == session::Verdict::not_callable;
        }
    }
    const std::vector<session::CheckLine>& lines() const { return lines_; }

  private:
    std::vector<session::ProbeTarget> targets_;
    std::vector<session::CheckLine> lines_;
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
        const session::PriceQuote quote = workspace.access().book().price_of(*provider, agent.model);
        line.price = session::price_text(quote.price, quote.note);
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
        for (const FieldRule& rule : session::field_rules()) {
            std::string member;
            if (!belongs_here(rule, member)) continue;
            Item item = item_of(rule, {place_, member});
            if (is_idle(rule) && item.value.empty() && item.error.empty()) continue;
            if (form.sections.empty() || form.sections.back().title != rule.section)
                form.sections.push_back({std::string(rule.section), {}});
            form.sections.back().items.push_back(std::move(item));
        }
        for (Section& section : form.sections)
            conclude(section);
        return form;
    }

  private:
    bool is_last() const { return place_.layer + 1 == static_cast<int>(draft_.recipe().layers.size()); }

    bool belongs_here(const FieldRule& rule, std::string& member) const {
        member = rule.member;
        if (place_.is_agent()) return (rule.scopes & session::at_agent) != 0;
        if (place_.is_layer()) {
            const bool waits = rule.member.starts_with("wait.");
            return (rule.scopes & session::at_layer) != 0 && !(waits && is_last());
        }
        if ((rule.scopes & session::at_defaults) != 0) member.insert(0, "defaults.");
        return (rule.scopes & (session::at_recipe | session::at_defaults)) != 0;
    }

    /// A member of the first layer that says what becomes of answers it does not get.
    bool is_idle(const FieldRule& rule) const {
        return place_.layer == 0 && (rule.section == references_section || rule.member == "prompt");
    }

    /// What the member is while it is not set at the place itself.
    std::string inherited(const FieldRule& rule) const {
        const std::string member(rule.member);
        const bool inherits = (rule.scopes & session::at_defaults) != 0;
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
        for (const Choice& each : choices_of(rule)) {
            if (each.value == text) return each.words;
        }
        return text;
    }

    static std::vector<Choice> choices_of(const FieldRule& rule) {
        std::vector<Choice> choices;
        std::string_view rest = rule.choices;
        while (!rest.empty()) {
            const std::string_view one = rest.substr(0, rest.find('|'));
            const std::size_t equals = one.find('=');
            choices.push_back({std::string(one.substr(0, equals)), std::string(one.substr(equals + 1))});
            rest.remove_prefix(std::min(one.size() + 1, rest.size()));
        }
        return choices;
    }

    static Kind kind_of(FieldKind kind) {
        switch (kind) {
            case FieldKind::long_text:
            case FieldKind::lines:
            case FieldKind::json:
                return Kind::area;
            case FieldKind::number:
            case FieldKind::whole:
                return Kind::number;
            case FieldKind::seconds:
                return Kind::duration;
            case FieldKind::choice:
            case FieldKind::provider:
                return Kind::choice;
            case FieldKind::toggle:
                return Kind::toggle;
            case FieldKind::model:
                return Kind::model;
            case FieldKind::text:
                break;
        }
        return Kind::line;
    }

    Item item_of(const FieldRule& rule, const RecipePath& path) const {
        Item item{kind_of(rule.kind), to_string(path), std::string(rule.label), draft_.text(path)};
        item.placeholder = inherited(rule);
        item.unit = rule.unit;
        item.help = rule.help;
        for (const session::RecipeFault& fault : outline_.faults) {
            if (fault.path == path && item.error.empty()) item.error = field_sentence(fault);
        }
        for (const session::RecipeFault& remark : outline_.remarks) {
            if (remark.path == path) item.notes.push_back({field_sentence(remark), Tone::doubtful});
        }
        if (rule.kind == FieldKind::choice) {
            item.choices = choices_of(rule);
            item.choices.insert(item.choices.begin(), {"", item.placeholder});
        }
        if (rule.kind == FieldKind::provider) add_providers(item, rule);
        if (rule.kind == FieldKind::model) add_facts(item);
        return item;
    }

    void add_providers(Item& item, const FieldRule& rule) const {
        const bool required = rule.member == "provider";
        if (!required) item.choices.push_back({"", "The agent's own"});
        bool known = item.value.empty();
        for (const mixture::Provider& provider : workspace_.configuration().providers()) {
            item.choices.push_back({provider.name, provider.label});
            known = known || provider.name == item.value;
        }
        if (!known) item.choices.push_back({item.value, item.value});
        const auto* chosen = mixture::find_provider(workspace_.configuration().providers(), item.value);
        if (chosen == nullptr || !chosen->needs_key() || workspace_.access().has_key(chosen->name)) return;
        item.buttons.push_back({"screen providers " + chosen->name, "Enter the API key", Role::quiet});
    }

    void add_facts(Item& item) const {
        const mixture::Provider* provider = provider_of_field(draft_, workspace_, item.name);
        if (provider == nullptr || provider->is_simulated() || item.value.empty()) return;
        session::ModelChoice choice = session::choice_of(workspace_.access().book(), *provider, item.value);
        choice.name.clear();
        item.help = choice_facts(choice) + (item.help.empty() ? "" : ". ") + item.help;
        const session::CheckLine check =
            session::check_lines(workspace_.access().book(), {{*provider, item.value}},
                                 &workspace_.access().requests())
                .front();
        for (const std::string& found : {check.reason, session::nearest_sentence(check)}) {
            if (!found.empty()) item.help += (item.help.empty() ? "" : ". ") + found;
        }
    }

    void conclude(Section& section) const {
        std::string set;
        for (const Item& item : section.items) {
            section.faulty = section.faulty || !item.error.empty();
            if (item.value.empty()) continue;
            const RecipePath path = *session::parse_recipe_path(item.name);
            const FieldRule* rule = session::find_rule(path);
            const Json value = item.error.empty() ? *draft_.member(path) : Json();
            set += (set.empty() ? "" : ", ") + item.label;
            if (rule->kind == FieldKind::toggle || value.is_null()) continue;
            set += " " + words_for(*rule, value);
            if (rule->kind == FieldKind::seconds) set += " s";
        }
        if (section.title.empty()) return;
        section.summary = section.faulty ? "has an error" : set.empty() ? nothing_set(section) : set;
    }

    /// What holds while nothing of the section is set.
    std::string nothing_set(const Section& section) const {
        if (section.title == "Backup") return "none";
        if (section.title == "Wait policy") return "when all have answered";
        if (section.title == "Cost and early exit") return "no cap, all layers";
        if (place_.is_recipe()) return "not set";
        return place_.is_layer() ? "as in the recipe" : "as in layer and recipe";
    }

    const RecipeDraft& draft_;
    const Workspace& workspace_;
    const RecipeOutline& outline_;
    RecipePlace place_;
};

}  // namespace

const mixture::Provider* provider_of_field(const RecipeDraft& draft, const Workspace& workspace,
                                           std::string_view field) {
    const auto path = session::parse_recipe_path(field);
    if (!path) return nullptr;
    const std::string own = draft.text({path->place, "provider"});
    const std::string backup = draft.text({path->place, "backup.provider"});
    return mixture::find_provider(workspace.configuration().providers(),
                                  path->member == "model" || backup.empty() ? own : backup);
}

RecipeOutline outline_of(const RecipeDraft& draft, const Workspace& workspace) {
    const mixture::Recipe& recipe = draft.recipe();
    RecipeOutline outline;
    outline.faults = draft.faults(workspace.configuration().providers());
    outline.remarks = draft.remarks();
    outline.sentence = recipe_sentence(recipe, workspace);
    const Verdicts verdicts(recipe, workspace);
    outline.check = session::check_sentence(verdicts.lines(), workspace.access().today());
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

}  // namespace moa::screen
